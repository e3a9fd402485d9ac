"""`svar serve`: one process of the system, as a deployment runs it."""

import importlib
from typing import Annotated

import typer

from services.runtime.addresses import Process


def serve(
    process: Annotated[
        Process,
        typer.Argument(help="Which one to run.", envvar="SVAR_SERVICE", show_default=False),
    ],
) -> None:
    """Run one process of the system until it is told to stop.

    It takes its configuration from SVAR_… environment variables, and a database that
    `svar migrate` has prepared. For the whole system on this machine, use `svar up`. Exits 0 when
    it was told to stop, 2 when its configuration is wrong, which it says.

    Example: SVAR_DATABASE_URL=postgresql://svar@db/svar svar serve surveys
    """
    # By name, so that a process never loads what only another one needs.
    importlib.import_module(f"{process.package}.main").main()
