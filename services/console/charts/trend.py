"""A line over time with its band of 95 %, gaps where there is nothing, as SVG for inside a page.

Written here because the page's policy allows no style within a document: what pygal 3 and matplotlib draw
carries a style sheet or style attributes (and pygal a script), and would lose its look. Colours and lines
are classes of the page's own sheet, so both colour schemes and forced colours hold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 10, 26
_MOST_MARKS: Final = 8
"""Days named below the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One day, week or month; `value` is None where nobody answered."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What the height means."""

    low: float
    high: float
    steps: int = 4


def trend(points: Sequence[Point], *, axis: Axis, title: str) -> str:
    """Return the drawing; the numbers themselves belong in a table beside it.

    >>> trend([Point(label="1 Nov", value=None)], axis=Axis(low=0, high=100), title="x").count("<path")
    0
    """
    scale = _Scale(axis=axis, count=len(points))
    parts = [
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">',
        *_grid(scale),
        *_marks(points, scale),
    ]
    for run in _runs(points):
        parts.append(_band(run, scale))
        parts.append(_line(run, scale))
    parts += _dots(points, scale)
    return "".join([*parts, "</svg>"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    axis: Axis
    count: int

    def x(self, index: int) -> float:
        inner = WIDTH - _LEFT - _RIGHT
        return _LEFT + (inner / 2 if self.count < 2 else inner * index / (self.count - 1))

    def y(self, value: float) -> float:
        span = self.axis.high - self.axis.low
        share = (min(max(value, self.axis.low), self.axis.high) - self.axis.low) / span
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)


def _runs(points: Sequence[Point]) -> Iterator[list[tuple[int, Point]]]:
    """What lies between two gaps."""
    run: list[tuple[int, Point]] = []
    for index, point in enumerate(points):
        if point.value is not None:
            run.append((index, point))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _grid(scale: _Scale) -> Iterator[str]:
    for step in range(scale.axis.steps + 1):
        value = scale.axis.low + (scale.axis.high - scale.axis.low) * step / scale.axis.steps
        y = scale.y(value)
        yield f'<line class="grid-line" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="axis" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'


def _marks(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    every = max(1, -(-len(points) // _MOST_MARKS))
    for index in range(0, len(points), every):
        label = escape(points[index].label)
        x = scale.x(index)
        yield f'<text class="axis" x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="middle">{label}</text>'


def _band(run: Sequence[tuple[int, Point]], scale: _Scale) -> str:
    held = [(i, p.low, p.high) for i, p in run if p.low is not None and p.high is not None]
    if len(held) < 2:
        return ""
    upper = [f"{scale.x(i):.1f},{scale.y(high):.1f}" for i, _, high in held]
    lower = [f"{scale.x(i):.1f},{scale.y(low):.1f}" for i, low, _ in reversed(held)]
    return f'<polygon class="band" points="{" ".join(upper + lower)}"/>'


def _line(run: Sequence[tuple[int, Point]], scale: _Scale) -> str:
    if len(run) < 2:
        return ""
    places = [f"{scale.x(i):.1f},{scale.y(p.value or 0):.1f}" for i, p in run]
    return f'<path class="line" d="M{" L".join(places)}"/>'


def _dots(points: Sequence[Point], scale: _Scale) -> Iterator[str]:
    for index, point in enumerate(points):
        if point.value is not None:
            said = escape(f"{point.label}: {point.value:.1f} (n {point.n})")
            x, y = scale.x(index), scale.y(point.value)
            yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{said}</title></circle>'
