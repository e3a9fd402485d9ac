"""Reads labelled replies and says what the engine makes of every one of them.

`tests/vectors/meant` is the sample of the contract. `tests/vectors/blind` was written by another hand
that knew none of our words; its kind `seen` is the half that the rules were mended by.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from services.cli.survey_file import survey_from_object
from services.engine.conversation import IncomingReply, answer, start
from services.engine.outcome import TakenReply, Verdict
from services.engine.survey import Survey, compile_survey

_VECTORS = Path(__file__).parents[3] / "vectors"
MEANT, BLIND = _VECTORS / "meant", _VECTORS / "blind"
LANGUAGES = ("en", "no", "sv", "da", "fi", "de")
_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_OPEN, _STOP, _HELP, _SILENT, _ASKED, _CONFIRM = "O", "S", "H", "N", "-", "?"


class Judgement(StrEnum):
    """What became of a reply, held against its label."""

    STORED = "stored"
    CONFIRMED = "confirmed"
    ASKED = "asked again"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantReply:
    """One line of the sample: a reply, and the label of what a careful person makes of it."""

    corpus: Path
    language: str
    question: str
    kind: str
    label: str
    text: str

    @property
    def is_meant(self) -> bool:
        """Whether the label names one thing that must come out."""
        return self.label.lstrip("c")[:1] not in ("E", "A", "X", "N")

    def judged(self) -> Judgement:
        """What the engine made of it; `stored` and `confirmed` are for replies that are meant."""
        label, made = (
            self.label.lstrip("c"),
            made_of(self.question, self.language, self.text, corpus=self.corpus),
        )
        if self.is_meant:
            if made == ("S" if label == "SO" else label):
                return Judgement.STORED
            also = {_CONFIRM: Judgement.CONFIRMED, _ASKED: Judgement.ASKED}
            return also.get(made, Judgement.WRONG)
        return Judgement.RIGHT if made in _allowed(label) else Judgement.WRONG


def _allowed(label: str) -> set[str]:
    again = {_ASKED, _CONFIRM}
    match label:
        case "A":
            return again
        case "N":
            return {_SILENT}
        case "X":
            return again | {_SILENT}
        case "XS":
            return again | {_STOP}
        case "ESF":
            return again | {_STOP, "F"}
        case _:
            return again | {label[1:]}


def sample(corpus: Path = MEANT) -> Iterator[MeantReply]:
    """Every labelled reply of a folder, language by language."""
    for language in LANGUAGES:
        _, *lines = (corpus / f"{language}.tsv").read_text("utf-8").rstrip("\n").split("\n")
        for line in lines:
            question, kind, label, reply = line.split("\t")
            yield MeantReply(
                corpus=corpus,
                language=language,
                question=question,
                kind=kind,
                label=label,
                text=json.loads(f'"{reply}"'),
            )


@cache
def _questions(corpus: Path) -> dict[str, dict[str, Any]]:
    questions: dict[str, dict[str, Any]] = json.loads(
        (corpus / "questions.json").read_text("utf-8")
    )
    return questions


@cache
def _survey(corpus: Path, question: str, language: str) -> Survey:
    asked = _questions(corpus)[question]
    languages = list(asked["text"])
    closing = {"id": "end", "type": "completion", "text": dict.fromkeys(languages, "Thanks.")}
    written = {
        "name": "meant",
        "defaultLanguage": language,
        "languages": languages,
        "elements": [{"id": "asked", **asked}, closing],
    }
    return compile_survey(survey_from_object(written, named="meant"))


def made_of(question: str, language: str, text: str, *, corpus: Path = MEANT) -> str:
    """What the engine makes of a reply, in the words of the labels; `-` asks again, `?` confirms."""
    survey = _survey(corpus, question, language)
    state = start(survey, language=language).state
    outcome = answer(survey, state, IncomingReply(text=text, received_at=_NOON))
    assert outcome.reply is not None
    return _made(outcome.reply, is_open=_questions(corpus)[question]["type"] == "open")


def _made(taken: TakenReply, *, is_open: bool) -> str:
    match taken.verdict:
        case Verdict.ANSWER:
            return _OPEN if is_open else _written(taken)
        case Verdict.STOP:
            return _STOP
        case Verdict.HELP:
            return _HELP
        case Verdict.INVALID | Verdict.REPEAT | Verdict.SKIP | Verdict.LANGUAGE:
            return _ASKED
        case Verdict.CONFIRM:
            return _CONFIRM
        case _:
            return _SILENT


def _written(taken: TakenReply) -> str:
    match taken.value:
        case bool():
            return "T" if taken.value else "F"
        case tuple():
            return "[" + ",".join(map(str, taken.value)) + "]"
        case _ if taken.option_ids:
            return f"#{taken.value}"
        case _:
            return str(taken.value)
