"""`svar chat`: a survey held in the terminal; the conversation itself is in `services.cli.chat`."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli.chat import Invitation, chat
from services.cli.survey_file import SurveyFileError, read_survey_file
from services.cli.variables import Variables, variables_of
from services.runtime.errors import ConfigurationError


def chat_command(
    survey: Annotated[
        Path,
        typer.Argument(
            help="A survey as YAML or JSON.", show_default=False, exists=True, dir_okay=False
        ),
    ],
    language: Annotated[str, typer.Option(help="A code such as no; else the survey's.")] = "",
    content: Annotated[str, typer.Option(help="Put before the first message.")] = "",
    variable: Variables = None,
    phone: Annotated[
        str, typer.Option(help="Whose conversation it is, as in +4790000001: it has a country.")
    ] = "",
) -> None:
    """Hold a survey conversation in the terminal.

    Needs no network and no running system: replies are understood by the same engine that
    answers real phones. `/wait 24h` lets time pass, Ctrl-D ends it. Exits 1 when the
    survey has problems, which it shows.

    Example: svar chat after-the-call.yaml --language no --variable queueKey=q_vip
    """
    try:
        file = read_survey_file(survey)
    except SurveyFileError as error:
        raise ConfigurationError(str(error).splitlines()) from error
    invitation = Invitation(
        language=language, content=content, variables=variables_of(variable), phone=phone
    )
    held = chat(file.definition, invitation, places=file.places)
    raise typer.Exit(0 if held else 1)
