"""Starts everything that a run needs: provider, `svar up`, the second of each service, people."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.runtime.addresses import Process
from tests.e2e.configuration import TOKEN, WEBHOOK_TOKEN
from tests.e2e.rest import Rest
from tests.e2e.system import System, free_ports
from tests.fakes.sms_provider import FakeSmsProvider, Step
from tests.faults.configuration import (
    CONSOLE_SECRET,
    NO_RATE_LIMIT,
    both_addresses,
    write_sms_configuration,
)
from tests.faults.courier import Courier
from tests.faults.history import Arrival
from tests.faults.people import People
from tests.faults.questionnaire import NAMES, definition
from tests.faults.replicas import Replicas
from tests.faults.small_disk import seen_through, within
from tests.faults.stage import Stage
from tests.faults.switch import Switch
from tests.faults.temper import Temper, is_clear


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A running world."""

    stage: Stage
    provider: FakeSmsProvider
    courier: Courier
    arrivals: list[Arrival]


@asynccontextmanager
async def started(
    *,
    seed: str,
    second: Sequence[Process],
    small_disk: bool,
    logs: Path | None,
    switch: Switch | None = None,
) -> AsyncIterator[Started]:
    """Run everything until the end of the block, and another process of each of the `second`.

    Who calls `sessions` calls the `switch`, if there is one.
    What they log lies in the folder `logs` afterwards, if there is one.
    """
    temper = Temper(seed)
    provider = FakeSmsProvider(token=TOKEN, webhook_token=WEBHOOK_TOKEN)
    arrivals: list[Arrival] = []
    provider.temper = temper
    provider.on_request = lambda message, step: arrivals.append(_arrival(message, step))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(_folder(logs))
        await stack.enter_async_context(provider)
        configuration = write_sms_configuration(folder, provider.url)
        system, ports, addresses = stack.enter_context(
            _system(folder, configuration, small_disk=small_disk, switch=switch)
        )
        data = folder / "data"
        data = seen_through(system.pid, data) if small_disk else data
        environment = _environment(data, configuration, addresses)
        log = folder / "replicas.log"
        beside = Replicas(second, environment=environment, ports=ports, log=log)
        rest = await stack.enter_async_context(Rest(system.url, system.key))
        gateways = [system.url, *beside.gateways()]
        courier = Courier(provider, gateways=gateways, seed=seed, unnamed=temper.unnamed)
        stack.callback(courier.stop)
        surveys = {name: await rest.publish(definition(name)) for name in NAMES}
        people = People(provider, courier, surveys=surveys, seed=seed)
        stage = Stage(system, people=people, temper=temper, rest=rest, folder=data, replicas=beside)
        await stack.enter_async_context(_watched(beside, stage))
        await stage.recover()
        yield Started(stage=stage, provider=provider, courier=courier, arrivals=arrivals)


@contextmanager
def _system(
    folder: Path, configuration: str, *, small_disk: bool, switch: Switch | None
) -> Iterator[tuple[System, dict[str, str], dict[str, str]]]:
    """Run `svar up`, told where the second of each service will be; yields its ports and all addresses."""
    ports, second = _two_sets_of_ports()
    addresses = both_addresses(ports, second)
    if switch is not None:
        addresses["SVAR_SESSIONS_ADDRESS"] = switch.stand_before(addresses["SVAR_SESSIONS_ADDRESS"])
    data = folder / "data"
    data.mkdir()
    system = System(
        environment={
            "SVAR_SMS_CONFIG": configuration,
            **NO_RATE_LIMIT,
            **CONSOLE_SECRET,
            **addresses,
        },
        data=data,
        log=folder / "svar.log",
        ports=ports,
        within=within(data) if small_disk else (),
    )
    try:
        system.wait_until_ready()
        yield system, second, addresses
        assert not system.crashes(), system.story()
    finally:
        system.stop()


def _environment(data: Path, configuration: str, addresses: dict[str, str]) -> dict[str, str]:
    return {
        "SVAR_SMS_CONFIG": configuration,
        **NO_RATE_LIMIT,
        **CONSOLE_SECRET,
        "SVAR_DATABASE_URL": f"postgresql://svar@/svar?host={data / 'postgres'}",
        "SVAR_REDIS_URL": f"unix://{data / 'redis' / 'socket'}",
        **addresses,
    }


@asynccontextmanager
async def _watched(replicas: Replicas, stage: Stage) -> AsyncIterator[None]:
    replicas.start()
    watching = [asyncio.create_task(one) for one in (replicas.watch(), stage.note_stalls())]
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        replicas.stop()


def _two_sets_of_ports() -> tuple[dict[str, str], dict[str, str]]:
    while True:
        first, second = free_ports(), free_ports()
        if not set(first.values()) & set(second.values()):
            return first, second


def _arrival(message: str, step: Step) -> Arrival:
    return Arrival(message=message, at=time.time(), kept=step.keeps, clear=is_clear(step))


@contextmanager
def _folder(logs: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="svar-faults-") as folder:
        # Postgres may run as another user, who has to get through.
        Path(folder).chmod(0o755)
        try:
            yield Path(folder)
        finally:
            if logs is not None:
                logs.mkdir(parents=True, exist_ok=True)
                for log in Path(folder).glob("*.log"):
                    shutil.copy(log, logs)
