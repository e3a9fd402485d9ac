"""A whole system in which two processes of each service run, both gateways named."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.runtime.addresses import Process
from tests.e2e.rest import eventually
from tests.e2e.system import System, free_ports
from tests.faults.configuration import CONSOLE_SECRET, both_addresses
from tests.faults.replicas import Replicas

_READY_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Twice:
    """A running system and the second process of each of its services."""

    system: System
    replicas: Replicas

    @property
    def gateways(self) -> tuple[str, str]:
        """The addresses of both gateways."""
        (second,) = self.replicas.gateways()
        return self.system.url, second

    async def wait_until_ready(self) -> None:
        """Wait until the second processes take work."""

        async def ready() -> bool:
            return self.replicas.are_ready()

        await eventually(ready, within=_READY_SECONDS)


@contextmanager
def running_twice(folder: Path) -> Iterator[Twice]:
    """Run it until the end of the block, on handsets; everything lies in `folder`.

    To be called by the main thread, as `Replicas.start`.
    """
    ports, second = free_ports(), free_ports()
    assert not set(ports.values()) & set(second.values())
    # Postgres may run as another user, who has to get through.
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir()
    addresses = {**both_addresses(ports, second), **CONSOLE_SECRET}
    with ExitStack() as stack:
        system = System(environment=addresses, data=data, log=folder / "svar.log", ports=ports)
        stack.callback(system.stop)
        system.wait_until_ready()
        environment = {
            "SVAR_DATABASE_URL": f"postgresql://svar@/svar?host={data / 'postgres'}",
            "SVAR_REDIS_URL": f"unix://{data / 'redis' / 'socket'}",
            **addresses,
        }
        replicas = Replicas(
            tuple(Process), environment=environment, ports=second, log=folder / "second.log"
        )
        stack.callback(replicas.stop)
        replicas.start()
        yield Twice(system=system, replicas=replicas)
