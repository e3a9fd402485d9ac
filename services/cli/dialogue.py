"""Dialogues: conversations written down by people. Holding one is `services.cli.rehearsal`.

A step is what `svar` says, what the `phone` replies, or a time in which nobody says anything
(`wait`). A reply comes 10 seconds after the newest message unless `at` says when, counted from the
step of the phone before it (from the start for the first one). What svar says `after` more than 5
minutes is said while nobody says anything: a reminder.
"""

import re
from datetime import timedelta
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from services.engine.outcome import Verdict
from services.engine.state import SessionState

_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400}
_LENGTH = re.compile(r"\+?(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m|h|d)")
_LONGEST = timedelta(days=1_000)


def length_of(written: object) -> timedelta:
    """A length of time as people write it, 1,000 days at most.

    >>> length_of("+3s"), length_of("3d")
    (datetime.timedelta(seconds=3), datetime.timedelta(days=3))
    """
    match = _LENGTH.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        raise ValueError("must be a length of time such as +3s, 5m, 2h or 3d")
    seconds = float(match[1]) * _UNITS[match[2]]
    if seconds > _LONGEST.total_seconds():
        raise ValueError(f"must be {_LONGEST.days} days at most")
    return timedelta(seconds=seconds)


Length = Annotated[timedelta, BeforeValidator(length_of)]


Answer: TypeAlias = bool | int | str | list[int | str]
"""A stored value as it is written down; for choices the index or the option id, or a list."""


class Step(BaseModel):
    """One message of a dialogue, from `svar` or from the `phone`, and what is expected of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    svar: str | None = None
    after: Length | None = Field(default=None, description="The pause before this message.")
    phone: str | None = None
    at: Length | None = Field(default=None, description="When it is sent.")
    taken: Verdict | None = Field(default=None, description="What becomes of it, as in `early`.")
    reason: str | None = Field(default=None, description="Why it is refused.")
    wait: Length | None = Field(default=None, description="How long nobody says anything.")

    @model_validator(mode="after")
    def one_thing(self) -> "Step":
        """A step is one of three things, with what goes with it."""
        kinds = [self.svar, self.phone, self.wait]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("needs exactly one of svar, phone and wait")
        if self.svar is None and self.after is not None:
            raise ValueError("has after, which belongs to what svar says")
        if self.phone is None and (self.at, self.taken, self.reason) != (None, None, None):
            raise ValueError("has at, taken or reason, which belong to what the phone replies")
        return self


class Dialogue(BaseModel):
    """A whole conversation; what is left out of `state`, `answers` and `comments` is not compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = ""
    survey: str = ""
    language: str = ""
    number: str = Field(default="", description="Of the phone, by whose country formats are read.")
    content: str = ""
    variables: dict[str, str] = {}
    expiry: Length | None = None
    dialogue: list[Step]
    state: SessionState | None = None
    answers: dict[str, Answer] | None = None
    comments: dict[str, str] | None = None
