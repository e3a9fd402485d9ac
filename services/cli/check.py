"""`svar check`: what is wrong with surveys in files, before anything is sent anywhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.dialogue_file import survey_of
from services.cli.file_finding import FileFinding
from services.cli.file_places import FilePlaces
from services.cli.survey_file import SurveyFile, SurveyFileError, read_survey_file
from services.cli.text_costs import show_text_costs
from services.engine.problems import SentText, TextMeasure, look_over
from services.formats import READER
from services.surveys.domain.sms_text import TenantStyle

_STYLE = TenantStyle()


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Surveys as YAML or JSON.", show_default=False, exists=True, dir_okay=False
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Find what is wrong with surveys in files.

    Names everything that publishing would refuse, and what is legal but costly, each with its line;
    shows how each text begins as it is sent, with its options and hints, and how many SMS it takes
    in each language. Needs no network and no running system. Exits 0 when all can be published,
    warnings or not, and 1 when there are problems.

    Example: svar check after-the-call.yaml
    """
    surveys = list(dict.fromkeys(survey_of(file) for file in files))
    found = [_find(file) for file in surveys]
    if as_json:
        typer.echo(json.dumps(_json(found), indent=2, ensure_ascii=False))
    else:
        for number, one in enumerate(found):
            typer.echo(nl=bool(number))
            _show(one)
    raise typer.Exit(0 if all(one.ok for one in found) else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    places: FilePlaces
    problems: Sequence[FileFinding]
    warnings: Sequence[FileFinding] = ()
    texts: Sequence[SentText] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


def _find(path: Path) -> _Found:
    try:
        return _looked_over(read_survey_file(path))
    except SurveyFileError as error:
        places = FilePlaces(file=str(path))
        return _Found(places=places, problems=error.findings)


def _looked_over(file: SurveyFile) -> _Found:
    report = look_over(file.definition, measure=text_measure, reader=READER)
    return _Found(
        places=file.places,
        problems=file.located(report.problems),
        warnings=[*file.cut, *file.located(report.warnings)],
        texts=report.texts,
    )


def text_measure(text: str) -> TextMeasure:
    """Tell the engine, which knows nothing of SMS, what a text costs a tenant with no style of its own."""
    return _STYLE.measure(text)


def _show(found: _Found) -> None:
    for problem in found.problems:
        typer.echo(f"problem  {problem}")
    for warning in found.warnings:
        typer.echo(f"warning  {warning}")
    if found.texts:
        show_text_costs(found.texts, found.places)
    if found.ok:
        longest = max((sent.measure.segments for sent in found.texts), default=0)
        file = found.places.file
        typer.echo(f"{file} can be published. Its longest text takes {longest} SMS.")


def _json(found: Sequence[_Found]) -> dict[str, Any]:
    return {"ok": all(one.ok for one in found), "surveys": [_plain(one) for one in found]}


def _plain(found: _Found) -> dict[str, Any]:
    return {
        "survey": found.places.file,
        "ok": found.ok,
        "problems": [one.to_json() for one in found.problems],
        "warnings": [one.to_json() for one in found.warnings],
        "texts": [_cost(sent) for sent in found.texts],
    }


def _cost(sent: SentText) -> dict[str, Any]:
    cost = _STYLE.cost(sent.text)
    return {
        "path": sent.path,
        "text": sent.template,
        "encoding": cost.encoding.value,
        "segments": cost.segments,
        "unicodeBecause": cost.unicode_because,
    }
