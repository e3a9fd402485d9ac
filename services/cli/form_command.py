"""`svar form`: makes an XLSForm of a survey file, and says what a form cannot hold."""

from pathlib import Path
from typing import Annotated

import typer
from xlsxwriter.exceptions import FileCreateError

from services.cli.check import text_measure
from services.cli.survey_file import SurveyFileError, read_survey_file
from services.engine.language_codes import with_base_languages
from services.engine.problems import find_problems
from services.formats import READER
from services.runtime.errors import ConfigurationError
from services.xlsform.export.form import export_form
from services.xlsform.export.workbook import write_workbook


def form(
    survey: Annotated[
        Path,
        typer.Argument(
            help="A survey as YAML or JSON.", show_default=False, exists=True, dir_okay=False
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The workbook to write.", show_default=False)
    ],
    partial: Annotated[
        bool, typer.Option("--partial", help="Write the rest when something is left out.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file that is there.")
    ] = False,
) -> None:
    """Make an XLSForm of a survey, for tools that hold forms; `svar import` makes a survey of it again.

    Texts become notes, questions rows of the type that fits, rules that lead forward become
    relevant, formats and lengths constraints, the closing text the last note.

    Everything else is named with its line in the survey. Exits 1 when something is left out (nothing
    is written then without --partial) or the survey has problems, which are shown, and 2 when there
    is a file of that name already (--overwrite replaces it).

    Example: svar form after-the-call.yaml -o after-the-call.xlsx --partial
    """
    if output.exists() and not overwrite:
        raise ConfigurationError([f"{output} is there already. Replace it with --overwrite."])
    try:
        file = read_survey_file(survey)
    except SurveyFileError as error:
        raise ConfigurationError(str(error).splitlines()) from error
    problems = file.located(find_problems(file.definition, measure=text_measure, reader=READER))
    for problem in problems:
        typer.echo(f"problem  {problem}", err=True)
    if problems:
        raise typer.Exit(1)
    made = export_form(with_base_languages(file.definition))
    for one in file.located(made.left_out):
        typer.echo(f"left out  {one}", err=True)
    if made.left_out and not partial:
        typer.echo("Nothing is written. With --partial the rest is.", err=True)
        raise typer.Exit(1)
    try:
        write_workbook(made, output)
    except (OSError, FileCreateError) as error:
        raise ConfigurationError([f"{output}: cannot be written: {error}."]) from error
    typer.echo(f"Wrote {output}: {len(made.survey) - 1} rows.", err=True)
    raise typer.Exit(1 if made.left_out else 0)
