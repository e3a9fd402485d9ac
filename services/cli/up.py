"""`svar up`: the whole system on this machine, from nothing to ready, until it is told to stop."""

import os
import time
from typing import Annotated

import typer

from services.cli.embedded.child import stop_with_parent
from services.cli.interrupts import Interrupts
from services.cli.migrate import migrate_schema
from services.cli.ports import require_free_ports
from services.cli.process_sets import MOST, ProcessSets, process_sets
from services.cli.settings import UpSettings
from services.cli.supervisor import Supervisor
from services.cli.system import (
    StoppedEarly,
    keep_running,
    start_processes,
    start_servers,
    wait_until_ready,
)
from services.cli.system_file import system_file
from services.cli.welcome import PHONE, welcome
from services.runtime.addresses import LOOPBACK, SERVICES, Process
from services.runtime.config import load_settings
from services.runtime.errors import ConfigurationError, ServiceError


def up(
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Stop when the program that started it ends.")
    ] = False,
    processes: Annotated[
        int,
        typer.Option(min=0, max=MOST, help="Of each service; 0 for one for every four processors."),
    ] = 1,
) -> None:
    """Run the whole system on this machine until Ctrl-C.

    Starts an embedded Postgres and Redis on SVAR_DATA_DIR (default .svar) unless SVAR_DATABASE_URL
    and SVAR_REDIS_URL name servers that exist, brings the tables up to date, starts every process,
    loads a demo survey, and says where everything is. Whatever dies is started again. Ctrl-C
    stops everything in order and keeps the data; a second Ctrl-C does not wait. Exits 0 when it was
    told to stop, 2 when something is configured wrongly, which it says.

    A process uses one processor at most: on a large machine start several of each with --processes.
    Those of REST each have a port of their own, so put what shares requests out in front of them.

    Example: SVAR_HTTP_PORT=9090 SVAR_DATA_DIR=/var/lib/svar svar up
    """
    settings = load_settings(UpSettings)
    supervisor = Supervisor(say=typer.echo)
    interrupts = Interrupts(on_second=supervisor.kill)
    if with_parent:
        stop_with_parent()
    try:
        welcomed = _start(settings, supervisor, interrupts, processes=processes)
        with system_file(settings.data_dir, settings.addresses):
            typer.echo(welcomed)
            keep_running(supervisor, interrupts)
    except StoppedEarly:
        typer.echo("Stopped before everything was ready.")
    finally:
        supervisor.stop()


def _start(
    settings: UpSettings, supervisor: Supervisor, interrupts: Interrupts, *, processes: int
) -> str:
    """Start everything; returns what to say then."""
    began = time.monotonic()
    sets = process_sets(settings.addresses, wanted=processes, processors=os.cpu_count() or 1)
    with_console = _prepare_ports(sets)
    servers = start_servers(settings, supervisor)
    for schema in SERVICES:
        migrate_schema(servers.database_url, schema)
    started = start_processes(settings, servers, supervisor, sets=sets, with_console=with_console)
    wait_until_ready(started, supervisor, interrupts)
    _load_demo(settings)
    with_handset = _has_handset(settings)
    seconds = time.monotonic() - began
    more = [f"http://{LOOPBACK}:{one.port(Process.GATEWAY)}" for one in sets.further]
    return welcome(
        settings,
        servers,
        seconds=seconds,
        with_console=with_console,
        with_handset=with_handset,
        more_gateways=more,
    )


def _has_handset(settings: UpSettings) -> bool:
    if not settings.sms_config:
        return True
    # Every provider and its libraries, which nobody else here needs.
    from services.cli.demo import tenant_of
    from services.cli.demo_phone import is_on_handset

    tenant = tenant_of(settings.api_keys_file)
    return is_on_handset(settings.sms_config, tenant=tenant, phone=PHONE)


def _prepare_ports(sets: ProcessSets) -> bool:
    """Require the ports that a system cannot do without; return whether the console has its own."""
    ports = sets.ports()
    of_console = (Process.CONSOLE.port_variable, Process.CONSOLE.metrics_variable)
    require_free_ports(
        {name: port for name, port in ports.items() if name not in of_console}, host=LOOPBACK
    )
    try:
        require_free_ports(ports, host=LOOPBACK)
    except ConfigurationError as error:
        for problem in error.problems:
            typer.echo(f"{problem} Going on without the console.")
        return False
    return True


def _load_demo(settings: UpSettings) -> None:
    # Imported only now, while the processes start, because it takes half a second.
    from services.cli.demo import load_demo_survey, tenant_of

    try:
        load_demo_survey(settings, tenant=tenant_of(settings.api_keys_file))
    except ServiceError as error:
        # Everything else works without it.
        typer.echo(f"The demo survey could not be loaded: {error}")
