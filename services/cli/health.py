"""`svar health`: whether one process on this machine takes work, for images and other supervisors."""

from typing import Annotated

import typer

from services.cli.service_process import answers_ok
from services.runtime.addresses import Addresses, Process


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
    ready = answers_ok(Addresses.read().ready_url(process))
    typer.echo(f"{process} {'takes work' if ready else 'does not take work'}.")
    raise typer.Exit(0 if ready else 1)
