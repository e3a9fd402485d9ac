"""What conditions of forms say, as far as a survey can say it too; `parsing` reads them."""

from dataclasses import dataclass
from typing import TypeAlias

from services.engine.definition import Operator

SELF = "."
"""The subject of a constraint: the answer itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """An answer compared with a constant; `counted` when it is a number of options or characters."""

    subject: str
    op: Operator
    value: str | float
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """Whether an option is among those chosen."""

    subject: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Whether a text matches a pattern; of the constraint of a text only."""

    subject: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The opposite."""

    part: "Expression"


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of the parts."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """One of the parts at least."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Compare | Selected | Matches | Not | And | Or


class ExpressionError(Exception):
    """What cannot be said in a survey; the message is the end of a sentence that begins with it."""
