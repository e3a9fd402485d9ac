"""The parts of a whole system on one machine, and the order in which they start.

Each step that may take long looks up from time to time: at what has died, and at whether somebody
wants to stop.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.cli.embedded.postgres import EmbeddedPostgres
from services.cli.embedded.redis import EmbeddedRedis
from services.cli.interrupts import Interrupts
from services.cli.kept_secret import secret_in
from services.cli.process_sets import REPEATED, ProcessSets
from services.cli.service_process import ServiceProcess
from services.cli.settings import UpSettings
from services.cli.supervisor import Supervisor, how_it_ended
from services.runtime.addresses import Process
from services.runtime.errors import ConfigurationError

READY_SECONDS = 60.0
_LOOK_SECONDS = 0.05
_MISCONFIGURED = 2


class StoppedEarly(Exception):  # noqa: N818 - nothing went wrong
    """Somebody wants us to stop before everything runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Where Postgres and Redis are."""

    database_url: str
    redis_url: str


def start_servers(settings: UpSettings, supervisor: Supervisor) -> Servers:
    """Start the embedded servers that nobody gave us; raises ConfigurationError if they cannot."""
    database_url, redis_url = settings.database_url, settings.redis_url
    if not database_url:
        postgres = EmbeddedPostgres(settings.data_dir / "postgres")
        supervisor.start(postgres)
        database_url = postgres.url
    if not redis_url:
        redis = EmbeddedRedis(settings.data_dir / "redis")
        supervisor.start(redis)
        redis_url = redis.url
    return Servers(database_url=database_url, redis_url=redis_url)


def start_processes(
    settings: UpSettings,
    servers: Servers,
    supervisor: Supervisor,
    *,
    sets: ProcessSets,
    with_console: bool,
) -> Sequence[ServiceProcess]:
    """Start our own processes, all at once: none needs another in order to start."""
    environment = {**sets.environment(), **os.environ, **_environment(settings, servers)}
    started = [
        ServiceProcess(
            process,
            process.package,
            environment=environment,
            ready_url=settings.addresses.ready_url(process),
        )
        for process in Process
        if with_console or process is not Process.CONSOLE
    ]
    started += [
        ServiceProcess(
            f"{process}-{number}",
            process.package,
            environment={**environment, **_as_text(addresses.ports)},
            ready_url=addresses.ready_url(process),
        )
        for number, addresses in enumerate(sets.further, 2)
        for process in REPEATED
    ]
    for child in started:
        supervisor.start(child)
    return started


def wait_until_ready(
    processes: Sequence[ServiceProcess], supervisor: Supervisor, interrupts: Interrupts
) -> None:
    """Return when every process takes work.

    Raises ConfigurationError when one cannot (it has said why) or after 60 seconds, and
    StoppedEarly.
    """
    deadline = time.monotonic() + READY_SECONDS
    waiting = list(processes)
    while waiting := [process for process in waiting if not process.is_ready()]:
        if interrupts.wait(_LOOK_SECONDS):
            raise StoppedEarly
        _require_configured(waiting)
        supervisor.look()
        if time.monotonic() > deadline:
            names = ", ".join(process.name for process in waiting)
            raise ConfigurationError([f"Not ready after {READY_SECONDS:.0f} seconds: {names}."])


def keep_running(supervisor: Supervisor, interrupts: Interrupts) -> None:
    """Start again whatever dies, until somebody wants us to stop."""
    while not interrupts.wait(_LOOK_SECONDS):
        supervisor.look()


def _environment(settings: UpSettings, servers: Servers) -> dict[str, str]:
    return {
        "SVAR_DATABASE_URL": servers.database_url,
        "SVAR_REDIS_URL": servers.redis_url,
        "SVAR_CONSOLE_SECRET": os.environ.get("SVAR_CONSOLE_SECRET")
        or secret_in(settings.data_dir / "console-secret", variable="SVAR_CONSOLE_SECRET"),
        "SVAR_WEBHOOKS_KEY": os.environ.get("SVAR_WEBHOOKS_KEY")
        or secret_in(settings.data_dir / "webhooks-key", variable="SVAR_WEBHOOKS_KEY"),
        # A receiver that somebody writes runs on this machine at first; one with keys of its own is more.
        "SVAR_WEBHOOKS_LOOPBACK": os.environ.get("SVAR_WEBHOOKS_LOOPBACK")
        or ("0" if settings.api_keys_file else "1"),
        **_as_text(settings.addresses.ports),
    }


def _as_text(ports: Mapping[str, int]) -> dict[str, str]:
    return {variable: str(port) for variable, port in ports.items()}


def _require_configured(processes: Sequence[ServiceProcess]) -> None:
    # Starting it again would not help: only a person can.
    for process in processes:
        if process.exit_code == _MISCONFIGURED:
            ended = how_it_ended(process.exit_code)
            raise ConfigurationError([f"{process.name} {ended}; it says above what is wrong."])
