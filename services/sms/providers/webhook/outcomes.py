"""What an answer of a configured provider means: conditions over its status, its content, its beginning."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.sms.domain.http import HttpAnswer
from services.sms.providers.kit.exchange import Outcome, inside
from services.sms.providers.webhook.template import as_text

Path = Annotated[str, Field(pattern=r"^[^.\s]+(\.[^.\s]+)*$", max_length=200)]
"""Names and positions, with dots between them: `result.id`, `ids.0`."""

Word = Annotated[str | int | bool, Field(union_mode="left_to_right")]


class Model(BaseModel):
    """What parts of these settings have in common."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True
    )


class Condition(Model):
    """Everything that is given must hold."""

    status: Annotated[int, Field(ge=100, le=599)] | None = None
    path: Path | None = None
    words: list[Word] | None = Field(default=None, alias="in", min_length=1)
    body_starts: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if (self.path is None) != (self.words is None):
            raise ValueError("path and in are given together")
        if self.status is None and self.path is None and self.body_starts is None:
            raise ValueError("one of status, path with in, and body_starts is needed")
        return self

    def holds(self, answer: HttpAnswer, content: object) -> bool:
        """Say whether this is so of an answer; `content` is its JSON, None for none."""
        if self.status is not None and answer.status != self.status:
            return False
        if self.body_starts is not None and not _text(answer).startswith(self.body_starts):
            return False
        return self.path is None or self.word(content) in {as_text(one) for one in self.words or ()}

    def word(self, content: object) -> str | None:
        """Return what lies at the path, as a text; None for nothing."""
        found = at(content, self.path) if self.path is not None else None
        return as_text(found) if isinstance(found, (str, int, float, bool)) else None


class RefusedWhen(Condition):
    """A condition, and what becomes of the message where it holds."""

    outcome: Outcome


class After(Model):
    """Where an id begins in a plain answer; it goes on to the end of its line."""

    after: Annotated[str, Field(min_length=1)]

    def find(self, answer: HttpAnswer) -> str | None:
        """Return the id, None where there is none."""
        _, begun, rest = _text(answer).partition(self.after)
        return (rest.splitlines() or [""])[0].strip() or None if begun else None


def at(content: object, path: str) -> object:
    """Return what lies at a path, None for nothing.

    >>> at({"ids": [7]}, "ids.0")
    7
    """
    return inside(
        content,
        *(int(step) if step.isdecimal() and step.isascii() else step for step in path.split(".")),
    )


def _text(answer: HttpAnswer) -> str:
    return answer.body.decode("utf-8", "replace").lstrip("\ufeff")


Format = Literal["json", "form", "query", "xml"]
