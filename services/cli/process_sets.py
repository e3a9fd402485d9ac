"""More processes of each service on one machine: their ports, and how everybody finds all of them.

A process of Svar uses one processor at most. The first set listens where a single one would; each further set some
ports higher. The console is for people and stays one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.runtime.addresses import LOOPBACK, Addresses, Process

MOST: Final = 16
PROCESSORS_A_SET: Final = 4
"""What a set keeps busy with its share of Postgres, as measured (`deploy/CAPACITY.md`)."""
REPEATED: Final = tuple(process for process in Process if process is not Process.CONSOLE)
_STEP: Final = 200
"""Between the ports of two sets: those for the metrics lie a hundred above the others."""
_CONNECTIONS: Final = 180
"""To the embedded Postgres, for all processes together."""
_EACH: Final = 8
"""Connections that a service opens unless it is told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSets:
    """How many sets there are, and the addresses that each of them listens on."""

    count: int
    addresses: Addresses
    further: Sequence[Addresses] = field(default_factory=tuple)

    def environment(self) -> dict[str, str]:
        """Return where everybody finds everybody, and each service's share of the connections."""
        if self.count == 1:
            return {}
        listed = {
            process.address_variable: self._everywhere(process)
            for process in REPEATED
            if process.value not in self.addresses.elsewhere
        }
        services = sum(process.is_service for process in REPEATED)
        share = min(_EACH, max(_CONNECTIONS // (services * self.count), 2))
        return {"SVAR_DATABASE_CONNECTIONS": str(share), **listed}

    def ports(self) -> dict[str, int]:
        """Return every port by what sets it, those of further sets with their number."""
        numbered = {
            f"{variable} ({number})": port
            for number, one in enumerate(self.further, 2)
            for variable, port in one.ports.items()
        }
        return {**self.addresses.ports, **numbered}

    def _everywhere(self, process: Process) -> str:
        every = (self.addresses, *self.further)
        return ",".join(f"{LOOPBACK}:{one.port(process)}" for one in every)


def process_sets(addresses: Addresses, *, wanted: int, processors: int) -> ProcessSets:
    """Return so many sets; for 0, one for every four processors of the machine.

    >>> process_sets(Addresses(), wanted=0, processors=8).count
    2
    >>> sets = process_sets(Addresses(), wanted=2, processors=8)
    >>> sets.further[0].port(Process.SMS), sets.environment()["SVAR_SMS_ADDRESS"]
    (7203, '127.0.0.1:7003,127.0.0.1:7203')
    """
    count = wanted or min(max(processors // PROCESSORS_A_SET, 1), MOST)
    further = [
        replace(addresses, ports=_moved(addresses.ports, number * _STEP))
        for number in range(1, count)
    ]
    return ProcessSets(count=count, addresses=addresses, further=further)


def _moved(ports: Mapping[str, int], by: int) -> dict[str, int]:
    own = {
        variable
        for process in REPEATED
        for variable in (process.port_variable, process.ready_variable)
    }
    return {variable: port + by for variable, port in ports.items() if variable in own}
