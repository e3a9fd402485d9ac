"""Draws line charts as SVG: just what the benchmark's plot needs. Pure; readable on light and dark pages."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH: Final = 440
HEIGHT: Final = 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 26, 42, 46
_STEPS: Final = 4
_STYLE: Final = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 13px }
.paper { fill: #ffffff }
.grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 2 }
.l0 { stroke: #0969da } .d0 { fill: #0969da }
.l1 { stroke: #bc4c00 } .d1 { fill: #bc4c00 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.paper { fill: #0d1117 }
.grid { stroke: #30363d }
.l0 { stroke: #58a6ff } .d0 { fill: #58a6ff }
.l1 { stroke: #f0883e } .d1 { fill: #f0883e }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A named line through points, left to right; a chart has at most two."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Lines over one axis each way, both from zero unless `powers` says that across goes by powers of ten."""

    title: str
    across: str
    lines: Sequence[Line]
    powers: bool = False


def drawing(charts: Sequence[Chart], *, columns: int = 2) -> str:
    """Return an SVG document with the charts beside and below each other."""
    rows = -(-len(charts) // columns)
    width, height = columns * WIDTH, rows * HEIGHT
    parts = [
        f'<g transform="translate({place % columns * WIDTH} {place // columns * HEIGHT})">'
        f"{_chart(chart)}</g>"
        for place, chart in enumerate(charts)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n<style>{_STYLE}</style>\n'
        f'<rect class="paper" width="{width}" height="{height}"/>\n{"".join(parts)}</svg>\n'
    )


def ceiling(value: float) -> float:
    """Return a round number that is not below the value.

    >>> [ceiling(value) for value in (0.7, 23, 1739, 0)]
    [0.8, 40.0, 2000.0, 1.0]
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 6, 8, 10) if step * power >= value)


def mark(value: float) -> str:
    """Write a number beside an axis.

    >>> mark(1500), mark(0.25), mark(40), mark(1000000), mark(10000)
    ('1,500', '0.25', '40', '1M', '10k')
    """
    if value >= 1_000_000:
        return f"{value / 1_000_000:g}M"
    return f"{value / 1000:g}k" if value >= 10_000 else f"{value:,.4g}"


def _chart(chart: Chart) -> str:
    across = [x for line in chart.lines for x, _ in line.points]
    if not across:
        return _text(chart.title, x=_LEFT, y=20, kind="title")
    scale = _Scale(
        low=math.log10(min(across)) if chart.powers else 0.0,
        high=math.log10(max(across)) if chart.powers else ceiling(max(across)),
        top=ceiling(max(y for line in chart.lines for _, y in line.points)),
        powers=chart.powers,
    )
    return "\n".join(
        [
            _text(chart.title, x=_LEFT, y=20, kind="title"),
            _text(chart.across, x=(_LEFT + WIDTH - _RIGHT) / 2, y=HEIGHT - 8, anchor="middle"),
            *_marks_up(scale),
            *_marks_across(scale, across),
            *(_line(line, number, scale) for number, line in enumerate(chart.lines)),
            "",
        ]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    low: float
    high: float
    top: float
    powers: bool

    def x(self, value: float) -> float:
        at = math.log10(value) if self.powers else value
        share = (at - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - _BOTTOM - value / self.top * (HEIGHT - _TOP - _BOTTOM), 1)


def _marks_up(scale: _Scale) -> list[str]:
    marks = []
    for step in range(_STEPS + 1):
        value = scale.top * step / _STEPS
        y = scale.y(value)
        marks.append(f'<path class="grid" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>')
        marks.append(_text(mark(value), x=_LEFT - 6, y=y + 4, anchor="end"))
    return marks


def _marks_across(scale: _Scale, across: Sequence[float]) -> list[str]:
    values = (
        sorted(set(across))
        if scale.powers
        else [scale.high * step / _STEPS for step in range(_STEPS + 1)]
    )
    y = HEIGHT - _BOTTOM + 16
    return [_text(mark(value), x=scale.x(value), y=y, anchor="middle") for value in values]


def _line(line: Line, number: int, scale: _Scale) -> str:
    places = [(scale.x(x), scale.y(y)) for x, y in line.points]
    through = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(f'<circle class="d{number}" cx="{x}" cy="{y}" r="3"/>' for x, y in places)
    at = _LEFT + 10 + number * (WIDTH - _LEFT) / 2
    return (
        f'<polyline class="line l{number}" points="{through}"/>{dots}'
        f'<circle class="d{number}" cx="{at}" cy="{_TOP - 9}" r="4"/>'
        + _text(line.name, x=at + 8, y=_TOP - 5)
    )


def _text(text: str, *, x: float, y: float, kind: str = "", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
