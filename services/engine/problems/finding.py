"""What a check finds, and how the engine is told what a text costs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong, or costly: `path` as in `elements[2].options`, and a plain sentence."""

    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMeasure:
    """What a text costs as SMS.

    `unicode_because` is the character that made it Unicode, if any. `instead` are characters with a
    cheaper spelling (empty: left out) with which it would take `segments_then`; None where there is none.
    """

    segments: int
    unicode_because: str | None = None
    instead: tuple[tuple[str, str], ...] = ()
    segments_then: int | None = None


Measure: TypeAlias = "Callable[[str], TextMeasure]"
