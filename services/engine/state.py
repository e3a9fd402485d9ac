"""Where one conversation stands, as a value that can be stored and read back.

It keeps what the next decision needs and nothing else: no phone number, no times, no messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from services.engine.definition import JsonValue

AnswerValue: TypeAlias = int | bool | str | tuple[int, ...]
"""A number, yes or no, a text, the index of an option, or the indices of several."""


class SessionState(StrEnum):
    """The states of a session (`services/engine/README.md`)."""

    ACTIVE = "active"
    COMPLETED = "completed"
    EXPIRED = "expired"
    OPTED_OUT = "opted_out"
    SUPERSEDED = "superseded"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    UNDELIVERABLE = "undeliverable"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """An answer as rules and pipes need it.

    `text` is the reply as it was sent, `understood_by` the rule by which it was understood: empty
    where that was not yet written down.
    """

    value: AnswerValue
    option_ids: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    comment: str = ""
    text: str = ""
    understood_by: str = ""

    def to_json(self) -> dict[str, JsonValue]:
        """Only what is not empty, under one-letter names; an open answer's text only once."""
        written: dict[str, JsonValue] = {"v": _written(self.value)}
        if self.option_ids:
            written["o"] = list(self.option_ids)
        if self.labels:
            written["l"] = list(self.labels)
        if self.comment:
            written["c"] = self.comment
        if self.text != _text_of(self.value):
            written["t"] = self.text
        if self.understood_by:
            written["u"] = self.understood_by
        return written

    @classmethod
    def from_json(cls, written: JsonValue) -> "StoredAnswer":
        """Reads what `to_json` wrote; ValueError when there is no value in it."""
        fields = _object(written)
        value = _answer_value(fields.get("v"))
        return cls(
            value=value,
            option_ids=_texts(fields.get("o")),
            labels=_texts(fields.get("l")),
            comment=str(fields.get("c", "")),
            text=str(fields.get("t", _text_of(value))),
            understood_by=str(fields.get("u", "")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """What reminded last of the current question.

    `number` says which of the survey's reminders it was, from 1, `sequence` which message, and `of`
    which message it was counted from.
    """

    number: int
    sequence: int
    of: int

    def to_json(self) -> list[JsonValue]:
        """The three numbers."""
        return [self.number, self.sequence, self.of]

    @classmethod
    def from_json(cls, written: JsonValue) -> "Reminded | None":
        """Reads what `to_json` wrote; None for anything else."""
        if not isinstance(written, list) or len(written) != 3:
            return None
        number, sequence, of = (_count(one) for one in written)
        return cls(number=number, sequence=sequence, of=of)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One conversation between two replies.

    `variables` have their keys casefolded. `invalid_replies` are those in a row to the current
    question, `attempts` all replies to it so far. `pending` is the answer that the customer was
    asked to confirm last, `confirms` how often that was asked for this question. `spoken` is the
    other language of the survey that the last reply was written in, if it was. `sent` is the
    sequence of the newest message, `question_sequence` that of the message which first asked the
    current question (0: none). `reminded` is None until somebody was reminded of that. `personal` are
    the questions asked so far to which replies name a person: whoever forgets the person takes away
    what was said to them. `seed` draws the order of shuffled options, 0 for that of the definition.
    """

    language: str
    variables: Mapping[str, str] = field(default_factory=dict)
    status: SessionState = SessionState.ACTIVE
    current_element: str | None = None
    answers: Mapping[str, StoredAnswer] = field(default_factory=dict)
    invalid_replies: int = 0
    attempts: int = 0
    pending: StoredAnswer | None = None
    confirms: int = 0
    spoken: str = ""
    personal: tuple[str, ...] = ()
    sent: int = 0
    question_sequence: int = 0
    reminded: Reminded | None = None
    seed: int = 0

    @property
    def is_active(self) -> bool:
        """Whether a reply can still be an answer."""
        return self.status is SessionState.ACTIVE

    def ended(self, status: SessionState) -> "State":
        """The same conversation, over; one that was over already stays as it was."""
        return replace(self, status=status) if self.is_active else self

    def to_json(self) -> dict[str, JsonValue]:
        """A JSON object with the defaults left out; `from_json` reads back an equal state."""
        written: dict[str, JsonValue] = {"language": self.language, "status": self.status.value}
        if self.variables:
            written["variables"] = dict(self.variables)
        if self.current_element is not None:
            written["current"] = self.current_element
        if self.answers:
            written["answers"] = {key: value.to_json() for key, value in self.answers.items()}
        if self.pending is not None:
            written["pending"] = self.pending.to_json()
        if self.spoken:
            written["spoken"] = self.spoken
        if self.personal:
            written["personal"] = list(self.personal)
        if self.seed:
            written["seed"] = self.seed
        if self.reminded is not None:
            written["reminded"] = self.reminded.to_json()
        counters = {name: getattr(self, name) for name in _COUNTERS}
        return written | {name: count for name, count in counters.items() if count}

    @classmethod
    def from_json(cls, written: Mapping[str, JsonValue]) -> "State":
        """Reads what any version of `to_json` wrote; names it does not know are passed over.

        Raises ValueError when the language or a known status is missing.
        """
        if not isinstance(written.get("language"), str):
            raise ValueError("a state without a language")
        current = written.get("current")
        variables = _object(written.get("variables"))
        answers = _object(written.get("answers"))
        return cls(
            language=str(written["language"]),
            status=SessionState(str(written.get("status"))),
            variables={key: str(value) for key, value in variables.items()},
            current_element=None if current is None else str(current),
            answers={key: StoredAnswer.from_json(value) for key, value in answers.items()},
            pending=StoredAnswer.from_json(pending)
            if (pending := written.get("pending"))
            else None,
            spoken=str(written.get("spoken", "")),
            personal=_texts(written.get("personal")),
            seed=_count(written.get("seed")),
            reminded=Reminded.from_json(written.get("reminded")),
            **{name: _count(written.get(name)) for name in _COUNTERS},
        )


_COUNTERS = ("invalid_replies", "attempts", "confirms", "sent", "question_sequence")


def _object(written: JsonValue) -> dict[str, JsonValue]:
    return written if isinstance(written, dict) else {}


def _texts(written: JsonValue) -> tuple[str, ...]:
    return tuple(str(item) for item in written) if isinstance(written, list) else ()


def _count(written: JsonValue) -> int:
    return int(written) if isinstance(written, int | float) else 0


def _written(value: AnswerValue) -> JsonValue:
    if isinstance(value, tuple):
        return list(value)
    return value


def _text_of(value: AnswerValue) -> str:
    """The reply that an open answer nearly always was: not worth storing twice."""
    return value if isinstance(value, str) else ""


def _answer_value(written: JsonValue) -> AnswerValue:
    match written:
        case bool() | int() | str():
            return written
        case float():
            return int(written)
        case list():
            return tuple(_count(item) for item in written)
        case _:
            raise ValueError("a stored answer without a value")
