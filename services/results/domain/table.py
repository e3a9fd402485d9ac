"""Responses as a table: the columns of a survey, and a row for each session. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.results.domain.questionnaire import Scale
from services.results.domain.response import Response

Cell = str | int | float | bool | None

FIRST: Final = ("sessionId", "state", "identifier", "languageCode", "createdAt", "completedAt")
"""These columns and their order are a contract; questions and variables follow, and then more of each."""
_MORE: Final = (
    "surveyVersion",
    "reason",
    "clientReference",
    "firstSentAt",
    "delivered",
    "segments",
    "test",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a table has: `variables` are their names as written.

    `narrow` are the questions whose answers are stored in another spelling than they were sent in:
    of those the reply has a column, too.
    """

    questions: tuple[str, ...]
    variables: tuple[str, ...]
    whole_numbers: bool
    narrow: tuple[str, ...] = ()

    @property
    def names(self) -> Sequence[str]:
        """The header, in which no two are alike, whatever an author has called the questions."""
        return [
            *FIRST,
            *(f"answer.{one}" if one in FIRST else one for one in self.questions),
            *(f"var.{name}" for name in self.variables),
            *(f"{one}.label" for one in self.questions),
            *(f"{one}.comment" for one in self.questions),
            *(f"{one}.understoodBy" for one in self.questions),
            *(f"{one}.reminder" for one in self.questions),
            *(f"session.{one}" if one in self.questions else one for one in _MORE),
            *(f"{one}.text" for one in self.narrow),
        ]

    def row(self, response: Response) -> Sequence[Cell]:
        """Return the cells of a session."""
        body = response.shown(whole_numbers=self.whole_numbers)
        answers = {one["elementId"]: one for one in body["answers"]}
        given = {one["key"].casefold(): one["value"] for one in body["variables"]}
        return [
            *(body[name] for name in FIRST),
            *(_answer(answers.get(one)) for one in self.questions),
            *(given.get(name.casefold()) for name in self.variables),
            *(_of(answers, one, "label") for one in self.questions),
            *(_of(answers, one, "comment") for one in self.questions),
            *(_of(answers, one, "understoodBy") for one in self.questions),
            *(_of(answers, one, "reminder") for one in self.questions),
            *(body[name] for name in _MORE),
            *(_of(answers, one, "text") for one in self.narrow),
        ]


def columns_of(
    scales: Sequence[Scale], variables: Mapping[str, str], *, whole_numbers: bool
) -> Columns:
    """Return the columns of a survey: its questions in their order, its variables by name."""
    return Columns(
        questions=tuple(dict.fromkeys(scale.question.element_id for scale in scales)),
        variables=tuple(sorted(variables.values(), key=str.casefold)),
        whole_numbers=whole_numbers,
        narrow=tuple(
            dict.fromkeys(one.question.element_id for one in scales if one.question.is_narrow)
        ),
    )


def _answer(answer: Mapping[str, Any] | None) -> Cell:
    """Return what was answered: the id of an option, or several with commas; else the value."""
    if answer is None:
        return None
    cell: Cell = answer["optionId"] or answer["value"]
    return ",".join(map(str, cell)) if isinstance(cell, list) else cell


def _of(answers: Mapping[str, Mapping[str, Any]], element_id: str, name: str) -> Cell:
    answer = answers.get(element_id)
    # One that was stored before there were reminders says nothing of them.
    cell: Cell = answer.get(name) if answer else None
    return cell


_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_is_number: Final = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?").fullmatch


def guarded(cell: Cell) -> Cell:
    """Keep a text from being run as a formula by whatever opens the table; numbers and phones stay.

    >>> guarded("=1+1"), guarded("fine"), guarded("+4790000001"), guarded(-5)
    ("'=1+1", 'fine', '+4790000001', -5)
    """
    if isinstance(cell, str) and cell.startswith(_RISKY) and not _is_number(cell):
        return f"'{cell}"
    return cell
