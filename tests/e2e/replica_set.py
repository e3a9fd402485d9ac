"""Replicas of every process behind names, as a cluster has them, and rolled as a cluster rolls them.

Each replica listens on an address of its own of this machine. A name server tells callers who is there; gRPC
asks it as it asks a cluster's. Nobody has to be root.
"""

import asyncio
import itertools
import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from services.cli.embedded.child import Spawn, spawn, stop
from services.cli.service_process import answers_ok
from services.runtime.addresses import Process
from tests.fakes.name_server import NameServer

PROCESSES: Final = (Process.SURVEYS, Process.SESSIONS, Process.SMS, Process.GATEWAY)
REPLICAS: Final = 2
PAUSE_SECONDS: Final = 1.0
"""Between the names' forgetting a replica and its end: in a cluster ten, until everybody has heard."""
_READY_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 30.0
_LOOK_SECONDS: Final = 0.1
_hosts = itertools.count(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every replica is told, the ports of each process, and where their lines go."""

    environment: Mapping[str, str]
    ports: Mapping[str, str]
    log: Path


class Member:
    """One replica: a process at an address of its own, of some release."""

    def __init__(self, process: Process, *, release: Path, setting: Setting) -> None:
        number = next(_hosts)
        self.host = f"127.0.{10 + number // 250}.{number % 250 + 2}"
        # What probes ask: whether it has started. Whether others are there is no business of theirs.
        self._started = f"http://{self.host}:{setting.ports[process.ready_variable]}/healthz"
        inherited = {name: it for name, it in os.environ.items() if not name.startswith("SVAR_")}
        with setting.log.open("ab") as log:
            self._child = spawn(
                Spawn(
                    # Without the folder that we happen to be in, which is another release's.
                    arguments=[sys.executable, "-P", "-m", process.package],
                    environment={
                        **inherited,
                        **setting.environment,
                        **setting.ports,
                        "SVAR_LISTEN_HOST": self.host,
                        "SVAR_HTTP_HOST": self.host,
                        "PYTHONPATH": os.pathsep.join([str(release), str(release / "protos/gen")]),
                    },
                    death_signal=signal.SIGKILL,
                    output=log,
                )
            )

    async def wait_until_ready(self) -> None:
        """Wait until it takes work."""
        async with asyncio.timeout(_READY_SECONDS):
            while not await asyncio.to_thread(answers_ok, self._started):
                assert self._child.poll() is None, "it ended"
                await asyncio.sleep(_LOOK_SECONDS)  # a page can only be asked again

    async def end(self) -> None:
        """End it as a cluster does: gently, and with patience."""
        await asyncio.to_thread(
            stop, self._child, request=signal.SIGTERM, deadline_seconds=_STOP_SECONDS
        )

    def kill(self) -> None:
        """End it at once."""
        self._child.kill()
        self._child.wait()


@dataclass(slots=True, kw_only=True)
class ReplicaSets:
    """Every process, twice."""

    setting: Setting
    names: Mapping[Process, NameServer]
    members: dict[Process, list[Member]] = field(default_factory=dict)

    async def start(self, release: Path) -> None:
        """Start all of them at once, in whatever order they get ready."""
        for process in PROCESSES:
            self.members[process] = [self._member(process, release) for _ in range(REPLICAS)]
            self._tell(process)
        everybody = [member for members in self.members.values() for member in members]
        await asyncio.gather(*(member.wait_until_ready() for member in everybody))

    async def roll(self, process: Process, release: Path) -> None:
        """Replace the replicas of a process one by one: a new one first, then an old one less."""
        for _ in range(REPLICAS):
            new = self._member(process, release)
            try:
                await new.wait_until_ready()
            except BaseException:
                new.kill()
                raise
            old = self.members[process].pop(0)
            self.members[process].append(new)
            self._tell(process)
            await asyncio.sleep(PAUSE_SECONDS)  # as long as a cluster takes to tell everybody
            await old.end()

    def gateways(self) -> Sequence[str]:
        """Return the addresses that a load balancer would send requests to now."""
        port = self.setting.ports[Process.GATEWAY.port_variable]
        return [f"http://{member.host}:{port}" for member in self.members[Process.GATEWAY]]

    def kill(self) -> None:
        """End what runs."""
        for members in self.members.values():
            for member in members:
                member.kill()

    def _member(self, process: Process, release: Path) -> Member:
        return Member(process, release=release, setting=self.setting)

    def _tell(self, process: Process) -> None:
        if process in self.names:
            self.names[process].addresses = tuple(one.host for one in self.members[process])


@contextmanager
def replica_sets(
    *, environment: Mapping[str, str], ports: Mapping[str, str], log: Path
) -> Iterator[ReplicaSets]:
    """Make name servers and end what was started; nothing runs yet."""
    services = [process for process in PROCESSES if process.is_service]
    with ExitStack() as stack:
        names = {process: stack.enter_context(NameServer(())) for process in services}
        addresses = {
            process.address_variable: server.target(
                f"{process}.svar", int(ports[process.port_variable])
            )
            for process, server in names.items()
        }
        # Of these processes only: the release before refuses variables that it does not know.
        known = {one.port_variable for one in PROCESSES} | {one.ready_variable for one in PROCESSES}
        setting = Setting(
            environment={**environment, **addresses},
            ports={variable: port for variable, port in ports.items() if variable in known},
            log=log,
        )
        sets = ReplicaSets(setting=setting, names=names)
        stack.callback(sets.kill)
        yield sets
