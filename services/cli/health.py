"""`svar health`: whether one process on this machine takes work, for images and other supervisors."""

from typing import Annotated

import typer

from services.cli.serve import Process
from services.cli.service_process import answers_ok
from services.cli.settings import LOOPBACK, UpSettings
from services.runtime.config import load_settings


def health(
    process: Annotated[
        Process,
        typer.Argument(help="Which one to ask.", envvar="SVAR_SERVICE", show_default=False),
    ],
) -> None:
    """Say whether one process on this machine takes work.

    Asks its /readyz page on the port that the SVAR_… environment variables name, for at most two
    seconds. Exits 0 when it takes work, 1 when it does not.

    Example: svar health gateway
    """
    ready = answers_ok(ready_url(load_settings(UpSettings), process))
    typer.echo(f"{process} {'takes work' if ready else 'does not take work'}.")
    raise typer.Exit(0 if ready else 1)


def ready_url(settings: UpSettings, process: Process) -> str:
    """Return the page that tells whether a process of this machine takes work.

    >>> ready_url(UpSettings(sms_metrics_port=7103), Process.SMS)
    'http://127.0.0.1:7103/readyz'
    """
    ports = {
        Process.SURVEYS: settings.surveys_metrics_port,
        Process.SESSIONS: settings.sessions_metrics_port,
        Process.SMS: settings.sms_metrics_port,
        Process.GATEWAY: settings.http_port,
    }
    return f"http://{LOOPBACK}:{ports[process]}/readyz"
