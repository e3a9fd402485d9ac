"""The `svar` command: what it offers, and how a mistake reaches the person at the terminal.

Exit codes: 0 all is well, 1 something was found wrong, 2 wrong usage or configuration.
"""

import importlib
import os
import sys
from collections.abc import Iterable
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from services.cli.summaries import summary_of
from services.runtime.errors import ConfigurationError
from services.runtime.known_variables import unknown_variables

COMMANDS = {
    "up": "services.cli.up:up",
    "serve": "services.cli.serve:serve",
    "health": "services.cli.health:health",
    "migrate": "services.cli.migrate:migrate",
    "chat": "services.cli.chat_command:chat_command",
    "understand": "services.cli.understand:understand",
    "check": "services.cli.check:check",
    "test": "services.cli.testing:run_dialogues",
    "schema": "services.cli.schema:schema",
    "examples": "services.cli.examples_command:examples",
    "import": "services.cli.import_command:import_form",
    "form": "services.cli.form_command:form",
    "publish": "services.cli.publish_command:publish",
    "send": "services.cli.send:send",
    "show": "services.cli.show:show",
    "export": "services.cli.export:export",
    "takeout": "services.cli.takeout:takeout",
    "results": "services.cli.results_command:results",
    "surveys": "services.cli.surveys:surveys",
    "sessions": "services.cli.sessions:sessions",
    "session": "services.cli.session:session",
    "status": "services.cli.status:status",
    "erase": "services.cli.erase:erase",
    "misunderstood": "services.cli.misunderstood:misunderstood",
    "key": "services.cli.key:key_app",
    "webhooks": "services.cli.webhooks:webhooks_app",
    "sms": "services.cli.sms:sms_app",
    "parked": "services.cli.parked:parked_app",
}
"""Where each command is."""

_HELP = """Surveys held as conversations over SMS. Begin with `svar up`, or `svar chat FILE`.

Every command exits 0 when all is well, 1 when something was found wrong, which it says, and 2 when
it was used or configured wrongly.
"""


def main() -> None:
    """Run the command that the arguments name."""
    if unknown := unknown_variables(os.environ):
        _refuse(unknown)
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    # Only the one that is asked for is loaded, so that no command waits for another's libraries.
    app = build([asked]) if asked in COMMANDS else listing()
    try:
        app(prog_name="svar")
    except ConfigurationError as error:
        _refuse(error.problems)


def _refuse(problems: Iterable[str]) -> NoReturn:
    for problem in problems:
        typer.echo(f"svar: {problem}", err=True)
    sys.exit(2)


def build(names: Iterable[str]) -> typer.Typer:
    """Put together the commands of these names."""
    app = _app()
    for name in names:
        module, attribute = COMMANDS[name].split(":")
        found = getattr(importlib.import_module(module), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def listing() -> typer.Typer:
    """Put together what says of every command what it does, and runs none."""
    app = _app()
    for name, place in COMMANDS.items():
        app.command(name, help=summary_of(place))(lambda: None)
    return app


def _app() -> typer.Typer:
    app = typer.Typer(
        help=_HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_begin)  # makes it a group even of one command
    return app


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"svar {version('svar')}")
        raise typer.Exit


def _begin(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Say which release this is.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    pass
