"""Names every process of the system once: its ports, whom it calls, and where the others find it.

A new process is one line of `Process`. What each process does is not its business.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from services.runtime.errors import ConfigurationError

LOOPBACK: Final = "127.0.0.1"
PORT_BASE: Final = "SVAR_PORT_BASE"
_HIGHEST: Final = 65_535
_PORTS: Final = 1_000
"""How many ports lie behind a base: each default keeps its last three digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a process listens unless it is told otherwise."""

    port: int
    """Of gRPC, or of HTTP where the process has no gRPC."""
    metrics_port: int | None = None
    """Of /healthz, /readyz and /metrics; None where they are on the port above."""
    keeps_data: bool = True
    """True for those that answer gRPC and keep data, in a schema of their name."""
    variable: str = ""
    """The variable that sets the port; empty for the one that is named after the process."""
    calls: tuple[str, ...] = ()
    """Whom it calls over gRPC; nobody else is let in by those."""


class Process(StrEnum):
    """The processes that a system consists of."""

    SURVEYS = "surveys", Place(port=7001, metrics_port=7101)
    SESSIONS = "sessions", Place(port=7002, metrics_port=7102, calls=("surveys", "sms"))
    SMS = "sms", Place(port=7003, metrics_port=7103, calls=("sessions",))
    RESULTS = (
        "results",
        Place(port=7004, metrics_port=7105, calls=("surveys", "sessions", "sms")),
    )
    GATEWAY = (
        "gateway",
        Place(
            port=8080,
            variable="SVAR_HTTP_PORT",
            keeps_data=False,
            calls=("surveys", "sessions", "sms", "results"),
        ),
    )
    CONSOLE = (
        "console",
        Place(
            port=8090,
            metrics_port=7104,
            keeps_data=False,
            calls=("surveys", "sessions", "sms", "results"),
        ),
    )

    place: Place

    def __new__(cls, name: str, place: Place) -> Self:
        """Make a member of its name, with its place beside it."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.place = place
        return member

    @property
    def package(self) -> str:
        """The package that `python -m` runs."""
        return "gateway" if self is Process.GATEWAY else f"services.{self.value}"

    @property
    def is_service(self) -> bool:
        """True for those that answer gRPC and keep data, in a schema of their name."""
        return self.place.keeps_data

    @property
    def port_variable(self) -> str:
        """The variable that sets the port which it is called on."""
        return self.place.variable or f"SVAR_{self.name}_PORT"

    @property
    def ready_variable(self) -> str:
        """The variable that sets the port of its /readyz page."""
        return self.metrics_variable if self.is_service else self.port_variable

    @property
    def metrics_variable(self) -> str:
        """The variable that sets the port of its /metrics page, where that is a port of its own."""
        return f"SVAR_{self.name}_METRICS_PORT"

    @property
    def address_variable(self) -> str:
        """The variable that says where others find it."""
        return f"SVAR_{self.name}_ADDRESS"

    def called(self) -> tuple["Process", ...]:
        """Return those that it calls."""
        return tuple(one for one in Process if one.value in self.place.calls)

    def callers(self) -> tuple["Process", ...]:
        """Return those that may call it.

        >>> [str(caller) for caller in Process.SMS.callers()]
        ['sessions', 'results', 'gateway', 'console']
        """
        return tuple(one for one in Process if self.value in one.place.calls)


SERVICES: Final = tuple(one for one in Process if one.is_service)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where every process listens, and where it is called."""

    ports: Mapping[str, int] = field(default_factory=lambda: _defaults(None))
    """By variable."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Where processes are called that are not on this machine, by name."""

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> "Addresses":
        """Read them from environment variables; raises ConfigurationError with everything wrong.

        `SVAR_PORT_BASE` moves all ports: to 9000 and the last three digits of each, say.

        >>> Addresses.read({"SVAR_PORT_BASE": "9000"}).port(Process.SMS)
        9003
        """
        given = os.environ if environment is None else environment
        problems: list[str] = []
        base = _port(given, PORT_BASE, None, problems, highest=_HIGHEST - _PORTS + 1, lowest=1024)
        ports = {
            variable: _port(given, variable, default, problems)
            for variable, default in _defaults(base).items()
        }
        if problems:
            raise ConfigurationError(problems)
        return cls(
            ports={variable: port for variable, port in ports.items() if port is not None},
            elsewhere={
                one.value: given[one.address_variable].strip()
                for one in Process
                if given.get(one.address_variable)
            },
        )

    def port(self, process: Process) -> int:
        """Return the port that a process is called on, 0 for a free one."""
        return self.ports[process.port_variable]

    def ready_port(self, process: Process) -> int:
        """Return the port of its /readyz page."""
        return self.ports[process.ready_variable]

    def metrics_port(self, process: Process) -> int:
        """Return the port of its /metrics page, where that is a port of its own."""
        return self.ports[process.metrics_variable]

    def ready_url(self, process: Process) -> str:
        """Return the page of this machine that says whether the process takes work.

        >>> Addresses().ready_url(Process.SMS), Addresses().ready_url(Process.GATEWAY)
        ('http://127.0.0.1:7103/readyz', 'http://127.0.0.1:8080/readyz')
        """
        return f"http://{LOOPBACK}:{self.ready_port(process)}/readyz"

    def of(self, process: Process) -> str:
        """Return where to call a process: what its variable says, else this machine.

        >>> Addresses(elsewhere={"sms": "sms.svar:7003"}).of(Process.SMS)
        'sms.svar:7003'
        """
        return self.elsewhere.get(process.value) or f"{LOOPBACK}:{self.port(process)}"


def _is_service_link(written: str) -> bool:
    """True for what Kubernetes and Docker put there of a service named `svar-sms`, say.

    >>> _is_service_link("tcp://10.0.0.7:7002"), _is_service_link("7002")
    (True, False)
    """
    return written.startswith(("tcp://", "udp://", "sctp://"))


def _defaults(base: int | None) -> dict[str, int]:
    ports: dict[str, int] = {}
    for process in Process:
        ports[process.port_variable] = process.place.port
        if process.place.metrics_port is not None:
            ports[process.metrics_variable] = process.place.metrics_port
    if base is None:
        return ports
    return {variable: base + port % _PORTS for variable, port in ports.items()}


def _port(
    given: Mapping[str, str],
    variable: str,
    default: int | None,
    problems: list[str],
    *,
    lowest: int = 0,
    highest: int = _HIGHEST,
) -> int | None:
    written = given.get(variable, "").strip()
    if not written or _is_service_link(written):
        return default
    if written.isascii() and written.isdigit() and lowest <= int(written[:9]) <= highest:
        return int(written)
    problems.append(f"{variable} is {written!r}: it must be a number from {lowest} to {highest}.")
    return default
