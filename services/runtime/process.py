"""Runs a service from its first line to its last: settings, logs, server, workers, signals, stop.

A service's `main.py` says what it is made of; this says how anything is run.
"""

import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from services.runtime.build import report_build
from services.runtime.collector import TimedCollector, tune_collector
from services.runtime.config import ServiceSettings, load_settings
from services.runtime.descriptors import raise_descriptor_limit
from services.runtime.errors import ConfigurationError
from services.runtime.health import Health
from services.runtime.logs import configure_logs, get_logger
from services.runtime.monitoring import MonitoringServer
from services.runtime.server import GrpcServer, ServerOptions, Servicer

log = get_logger(__name__)


class Worker(Protocol):
    """Something that works in the background between `start` and `stop`."""

    def start(self) -> None:
        """Begin; returns at once."""
        ...

    def stop(self) -> None:
        """End what is under way and return when nothing runs any more; bounded in time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a service is made of. Workers start in order and stop in reverse; `close` comes last."""

    servicers: Sequence[Servicer]
    workers: Sequence[Worker]
    health: Health
    close: Callable[[], None]


SettingsT = TypeVar("SettingsT", bound=ServiceSettings)


def run(name: str, kind: type[SettingsT], build: Callable[[SettingsT], Service]) -> None:
    """Run a service until SIGTERM or SIGINT; exits 2 with sentences when its configuration is wrong."""
    try:
        settings = load_settings(kind)
        configure_logs(name, log_format=settings.log_format, level=settings.log_level)
        report_build(name)
        _serve(settings, build(settings))
    except ConfigurationError as error:
        for problem in error.problems:
            print(f"svar {name}: {problem}", file=sys.stderr)  # noqa: T201 - for a person
        sys.exit(2)


def _serve(settings: ServiceSettings, service: Service) -> None:
    stop = _stop_signal()
    raise_descriptor_limit()
    server = GrpcServer(
        service.servicers, threads=settings.grpc_threads, options=_server_options(settings)
    )
    monitoring = _monitoring(settings, service.health)
    port = server.start(host=settings.listen_host, port=settings.grpc_port())
    workers = [service.health.watcher(), *service.workers]
    for worker in workers:
        worker.start()
    tune_collector()
    collector = TimedCollector()
    collector.start()
    log.info("ready", port=port, metrics_port=monitoring.port)
    stop.wait()
    log.info("stopping")
    service.health.stop()
    server.stop(grace=settings.shutdown_grace_seconds)
    for worker in reversed(workers):
        worker.stop()
    service.close()
    monitoring.close()
    collector.stop()
    log.info("stopped")


def _server_options(settings: ServiceSettings) -> ServerOptions:
    return ServerOptions(
        transport=settings.transport(),
        callers=settings.process.callers(),
        connection_age=timedelta(seconds=settings.grpc_connection_age_seconds),
        reflection=settings.reflects(),
    )


def _stop_signal() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    return stop


def _monitoring(settings: ServiceSettings, health: Health) -> MonitoringServer:
    try:
        return MonitoringServer(health, host=settings.listen_host, port=settings.metrics_port())
    except OSError as exc:
        raise ConfigurationError(
            [f"Port {settings.metrics_port()} (metrics) is in use by another program."]
        ) from exc
