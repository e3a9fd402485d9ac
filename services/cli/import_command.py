"""`svar import`: makes a survey file of an XLSForm, and says what an SMS survey cannot hold."""

import json
import re
from pathlib import Path
from typing import Annotated

import typer
import yaml

from services.cli.check import text_measure
from services.cli.survey_file import survey_to_object
from services.engine.problems import Finding, find_problems
from services.formats import READER
from services.runtime.errors import ConfigurationError
from services.xlsform.form import ImportedForm, read_form
from services.xlsform.remark import FormFileError, Remark

_ELEMENT = re.compile(r"elements\[(\d+)\]")


def import_form(
    form: Annotated[
        Path,
        typer.Argument(help="An XLSForm (.xlsx).", show_default=False, exists=True, dir_okay=False),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The survey file to write; else it is printed."),
    ] = None,
    language: Annotated[
        str, typer.Option(help="What columns without a language are in; else the form's, or en.")
    ] = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="Write the rest when something is left out.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the file that is there.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a survey of an XLSForm, the spreadsheet that form tools share.

    Taken over: note, text (with regex() and string-length(.) in its constraint; a pattern's
    example is a column "example" or a word of the label), date, integer (a scale when its
    constraint is a short range), range, select_one (yes/no when the list is that),
    select_multiple, randomize=true of both, required, constraint as a range, constraint_message,
    hint, groups, labels in several languages, answers in labels (${name}), and relevant: answers
    compared with fixed values, selected(), not(), and, or. Questions that the form does not
    require are optional.

    The closing text is the column completion of the sheet settings, which is an addition of ours;
    else the note that the form ends with; else a thank you.

    Everything else is named with its sheet, row and column. Exits 1 when something is left out
    (nothing is written then without --partial) or the survey has problems, which are shown, and 2
    when there is a file of that name already (--overwrite replaces it).

    Example: svar import form.xlsx -o survey.yaml && svar check survey.yaml
    """
    if output is not None and output.exists() and not overwrite:
        raise ConfigurationError([f"{output} is there already. Replace it with --overwrite."])
    try:
        imported = read_form(form, language=language)
    except FormFileError as error:
        raise ConfigurationError([str(error)]) from error
    problems = find_problems(imported.definition, measure=text_measure, reader=READER)
    is_wanted = partial or not imported.left_out
    if output is not None and is_wanted:
        _write(output, _as_yaml(imported))
    if as_json:
        said = _plain(imported, problems) | {"written": is_wanted and output is not None}
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        _show(imported, problems)
        _conclude(imported, output, is_wanted=is_wanted)
    raise typer.Exit(1 if imported.left_out or problems else 0)


def _show(imported: ImportedForm, problems: tuple[Finding, ...]) -> None:
    for remark in imported.remarks:
        typer.echo(f"{'left out' if remark.left_out else 'note'}  {remark}", err=True)
    for problem in problems:
        typer.echo(f"problem  {_place(problem, imported)}: {problem.message}", err=True)


def _conclude(imported: ImportedForm, output: Path | None, *, is_wanted: bool) -> None:
    if not is_wanted:
        typer.echo("Nothing is written. With --partial the rest is.", err=True)
    elif output is None:
        typer.echo(_as_yaml(imported), nl=False)
    else:
        elements, rules = len(imported.definition.elements), len(imported.definition.rules)
        typer.echo(f"Wrote {output}: {elements} elements, {rules} rules.", err=True)


def _place(problem: Finding, imported: ImportedForm) -> str:
    """Where a problem is: its path in the survey, and the row of the form that it comes from."""
    match = _ELEMENT.match(problem.path)
    row = imported.rows[int(match[1])] if match else None
    return f"{problem.path} ({row.place()})" if row else problem.path


def _as_object(imported: ImportedForm) -> dict[str, object]:
    written = survey_to_object(imported.definition)
    written.pop("settings", None)  # all of them are the defaults
    return written


def _as_yaml(imported: ImportedForm) -> str:
    return yaml.safe_dump(_as_object(imported), sort_keys=False, allow_unicode=True, width=100)


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigurationError([f"{output}: cannot be written: {error.strerror}."]) from error


def _plain(imported: ImportedForm, problems: tuple[Finding, ...]) -> dict[str, object]:
    return {
        "survey": _as_object(imported),
        "remarks": [_plain_remark(remark) for remark in imported.remarks],
        "problems": [
            {"path": one.path, "message": one.message, "place": _place(one, imported)}
            for one in problems
        ],
    }


def _plain_remark(remark: Remark) -> dict[str, object]:
    place = remark.place
    return {
        "leftOut": remark.left_out,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "header": place.header,
        "message": remark.message,
    }
