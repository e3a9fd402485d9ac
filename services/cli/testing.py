"""`svar test`: holds an author's own dialogues with a survey, and shows where they go otherwise."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from services.cli.dialogue_file import survey_of
from services.cli.difference import Difference
from services.cli.progress import progress_bars
from services.cli.survey_file import SurveyFileError
from services.cli.tried_survey import Held, TriedSurvey, try_survey
from services.runtime.errors import ConfigurationError


def run_dialogues(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Surveys as YAML or JSON, each with its dialogues beside it.",
            show_default=False,
            exists=True,
            dir_okay=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Hold the dialogues written beside surveys, and compare.

    The dialogues of nps.yaml are in nps.dialogues.yaml, as a list. Each is a conversation the way
    it should go, message by message, and what it should come to:

    \b
      - name: a happy customer
        language: en
        dialogue:
          - svar: "How likely are you to recommend us, 0-10?"
          - phone: "ten!"
          - svar: "Thank you!"
        state: completed
        answers: {score: 10}

    More that may be said. Of the whole: content, variables, expiry (2h), comments. With svar: after
    (the pause before it, 2s). With phone: at (+3d after the phone's last step; else it replies 10
    seconds after the newest message), taken (answer, invalid, early, late, stop, help, ...) and
    reason (out_of_range, not_a_choice, ...). A step of its own: wait (3d), in which nobody replies.
    The clock is not the real one: waiting 3 days takes no time, and expiry goes by it too.

    Of a dialogue that goes otherwise the first difference is shown: what follows mostly comes of it.
    Needs no network and no running system. Exits 0 when all goes as written, 1 when something goes
    otherwise or a survey has problems, 2 when there is nothing to test.

    Example: svar test surveys/*.yaml
    """
    surveys = list(dict.fromkeys(survey_of(file) for file in files))
    try:
        tested = _try(surveys, quiet=as_json)
    except SurveyFileError as error:
        raise ConfigurationError(str(error).splitlines()) from error
    if as_json:
        typer.echo(json.dumps(_plain(tested), indent=2, ensure_ascii=False))
    else:
        _show(tested)
    raise typer.Exit(0 if all(one.ok for one in tested) else 1)


def _try(surveys: Sequence[Path], *, quiet: bool) -> list[TriedSurvey]:
    with progress_bars(quiet=quiet) as bars:
        return [
            try_survey(survey, track=partial(bars.track, description=survey.name))
            for survey in surveys
        ]


def _show(tested: Sequence[TriedSurvey]) -> None:
    for survey in tested:
        typer.echo(str(survey.path))
        for problem in survey.problems:
            typer.echo(f"  {_red('problem')}  {problem}")
        for held in survey.held:
            _show_held(held, survey.dialogues_path)
    everything = [held for survey in tested for held in survey.held]
    wrong = sum(not held.ok for held in everything)
    typer.echo(f"\n{_counted(len(everything))}, {_verdict(wrong)}")


def _show_held(held: Held, path: Path) -> None:
    typer.echo(f"  {_mark(held)}  {held.written.name}")
    for difference in held.differences:
        typer.echo(f"      {path}:{held.line_of(difference)}: {_heading(difference)}")
        # As people know it from comparing files: what was written, then what there is instead.
        for line in difference.written.split("\n") if difference.written else ():
            typer.echo(f"        - {line}")
        for line in difference.found.split("\n") if difference.found else ():
            typer.echo(f"        + {line}")


def _mark(held: Held) -> str:
    return typer.style("ok  ", fg="green") if held.ok else _red("FAIL")


def _heading(difference: Difference) -> str:
    step = "" if difference.step is None else f"step {difference.step}: "
    return f"{step}{difference.what}"


def _counted(number: int) -> str:
    """The number of dialogues in words.

    >>> _counted(1), _counted(2)
    ('1 dialogue', '2 dialogues')
    """
    return f"{number} dialogue{'' if number == 1 else 's'}"


def _verdict(wrong: int) -> str:
    if not wrong:
        return "all as written."
    return f"{wrong} otherwise than written (- written, + what happens)."


def _red(text: str) -> str:
    return typer.style(text, fg="red", bold=True)


def _plain(tested: Sequence[TriedSurvey]) -> dict[str, object]:
    return {"ok": all(one.ok for one in tested), "surveys": [_plain_survey(one) for one in tested]}


def _plain_survey(survey: TriedSurvey) -> dict[str, object]:
    return {
        "survey": str(survey.path),
        "problems": [one.to_json() for one in survey.problems],
        "dialogues": [
            {
                "name": held.written.name,
                "line": held.written.line,
                "ok": held.ok,
                "differences": [
                    {
                        "step": one.step,
                        "line": held.line_of(one),
                        "what": one.what,
                        "written": one.written,
                        "found": one.found,
                    }
                    for one in held.differences
                ],
            }
            for held in survey.held
        ],
    }
