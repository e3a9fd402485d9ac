"""`svar check`: what is wrong with a survey in a file, before anything is sent anywhere."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from services.cli.survey_file import SurveyFileError, load_survey_file
from services.engine.problems import Finding, TextMeasure, find_problems, find_warnings
from services.text.segments import measure


def check(
    file: Annotated[
        Path,
        typer.Argument(
            help="A survey as YAML or JSON.", show_default=False, exists=True, dir_okay=False
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find what is wrong with a survey in a file.

    Names everything that publishing would refuse, and what is legal but costly. Needs no network
    and no running system. Exits 1 when there are problems; warnings alone are 0.

    Example: svar check after-the-call.yaml
    """
    problems, warnings = _find(file)
    if as_json:
        typer.echo(
            json.dumps({"problems": _plain(problems), "warnings": _plain(warnings)}, indent=2)
        )
    else:
        _show(problems, warnings)
    raise typer.Exit(1 if problems else 0)


def _find(file: Path) -> tuple[Sequence[Finding], Sequence[Finding]]:
    try:
        definition = load_survey_file(file)
    except SurveyFileError as error:
        return [Finding(path="file", message=line) for line in str(error).splitlines()], []
    problems = find_problems(definition, measure=text_measure)
    return problems, find_warnings(definition, measure=text_measure)


def text_measure(text: str) -> TextMeasure:
    """Tell the engine, which knows nothing of SMS, what a text costs."""
    measured = measure(text)
    return TextMeasure(segments=measured.segments, unicode_because=measured.unicode_because)


def _show(problems: Sequence[Finding], warnings: Sequence[Finding]) -> None:
    for problem in problems:
        typer.echo(f"problem  {problem.path}: {problem.message}")
    for warning in warnings:
        typer.echo(f"warning  {warning.path}: {warning.message}")
    if not problems:
        typer.echo("This survey can be published.")


def _plain(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"path": finding.path, "message": finding.message} for finding in findings]
