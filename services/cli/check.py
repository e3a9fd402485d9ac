"""`svar check`: what is wrong with a survey in a file, before anything is sent anywhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.survey_file import SurveyFileError, load_survey_file
from services.cli.text_costs import show_text_costs
from services.engine.problems import Finding, TextMeasure, look_over
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

    Names everything that publishing would refuse, and what is legal but costly, and shows how many
    SMS each text takes in each language. Needs no network and no running system. Exits 0 when it
    can be published, warnings or not, and 1 when there are problems.

    Example: svar check after-the-call.yaml
    """
    found = _find(file)
    if as_json:
        typer.echo(json.dumps(_json(found), indent=2, ensure_ascii=False))
    else:
        _show(found)
    raise typer.Exit(1 if found.problems else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    problems: Sequence[Finding]
    warnings: Sequence[Finding] = ()
    texts: Sequence[tuple[str, str]] = ()


def _find(file: Path) -> _Found:
    try:
        definition = load_survey_file(file)
    except SurveyFileError as error:
        lines = str(error).splitlines()
        return _Found(problems=[Finding(path="file", message=line) for line in lines])
    report = look_over(definition, measure=text_measure)
    return _Found(
        problems=report.problems,
        warnings=report.warnings,
        texts=[(sent.path, sent.text) for sent in report.texts],
    )


def text_measure(text: str) -> TextMeasure:
    """Tell the engine, which knows nothing of SMS, what a text costs."""
    measured = measure(text)
    return TextMeasure(segments=measured.segments, unicode_because=measured.unicode_because)


def _show(found: _Found) -> None:
    for problem in found.problems:
        typer.echo(f"problem  {problem.path}: {problem.message}")
    for warning in found.warnings:
        typer.echo(f"warning  {warning.path}: {warning.message}")
    if found.texts:
        show_text_costs(found.texts)
    if not found.problems:
        longest = max((measure(text).segments for _, text in found.texts), default=0)
        typer.echo(f"This survey can be published. Its longest text takes {longest} SMS.")


def _json(found: _Found) -> dict[str, Any]:
    return {
        "problems": _plain(found.problems),
        "warnings": _plain(found.warnings),
        "texts": [_cost(path, text) for path, text in found.texts],
    }


def _cost(path: str, text: str) -> dict[str, Any]:
    cost = measure(text)
    return {
        "path": path,
        "encoding": cost.encoding.value,
        "segments": cost.segments,
        "unicodeBecause": cost.unicode_because,
    }


def _plain(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [{"path": finding.path, "message": finding.message} for finding in findings]
