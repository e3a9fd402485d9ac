"""What the answers to a question can be: what the checks of rules reckon with.

Not for validating an answer: that is done by understanding the reply.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeNumbers:
    """Whole numbers, both bounds included; None is no bound. The indices of options are such, too."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeOf:
    """One or more of `count` indices from 0, at most `most` of them together."""

    count: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YesOrNo:
    """True and False."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyText:
    """Any text that is not blank."""


Domain: TypeAlias = WholeNumbers | SomeOf | YesOrNo | AnyText
