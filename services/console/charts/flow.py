"""A picture of how a survey flows: elements from top to bottom, sequence between them, rules as curves.

Rules that lead on run on the right, those that lead back on the left. Curves have numbers, which the list
below the picture explains: there is no room for sentences. What nothing reaches has a broken frame and says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_BOX: Final = 300
_HIGH: Final = 44
_ROW: Final = 76
_SIDE: Final = 150
"""Room beside the boxes for curves, where there are any."""
_EDGE: Final = 12
_TOP: Final = 12
_MOST_CHARACTERS: Final = 36
_LANES: Final = 6
"""Curves beside each other before they share their way again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An element; `remark` is what is said of one that nothing reaches, "" for the others."""

    label: str
    address: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A way from one box to another, by their places; `number` is 0 for the sequence."""

    source: int
    target: int
    number: int = 0


def flow(boxes: Sequence[Box], arrows: Sequence[Arrow], *, title: str) -> str:
    """Return the drawing.

    >>> flow([Box(label="a", address="#"), Box(label="b", address="#")], [], title="x").count("<rect")
    2
    """
    height = _TOP * 2 + max(1, len(boxes)) * _ROW - (_ROW - _HIGH)
    left, right = (
        _SIDE if any(one.number and _side(one) == side for one in arrows) else _EDGE
        for side in (-1, 1)
    )
    # Boxes stand around 0, so that what is on the left is below it.
    begin, width = -_BOX // 2 - left, _BOX + left + right
    parts = [
        f'<svg class="flow" viewBox="{begin} 0 {width} {height}" width="{width}" role="group" '
        f'aria-label="{escape(title)}">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path class="tip" d="M0,0 L8,4 L0,8 z"/></marker></defs>',
    ]
    parts += _drawn(arrows)
    parts += (_box(at, box) for at, box in enumerate(boxes))
    return "".join([*parts, "</svg>"])


def _drawn(arrows: Sequence[Arrow]) -> Iterator[str]:
    lanes = {1: 0, -1: 0}
    for arrow in arrows:
        if not arrow.number:
            yield _straight(arrow)
            continue
        side = _side(arrow)
        yield _curve(arrow, side, lanes[side] % _LANES)
        lanes[side] += 1


def _side(arrow: Arrow) -> int:
    """1 for what leads on, -1 for what leads back."""
    return 1 if arrow.target > arrow.source else -1


def _straight(arrow: Arrow) -> str:
    x, top, bottom = 0, _y(arrow.source) + _HIGH, _y(arrow.target)
    return f'<path class="way" d="M{x:g},{top} L{x:g},{bottom}" marker-end="url(#tip)"/>'


def _curve(arrow: Arrow, side: int, lane: int) -> str:
    edge = side * _BOX / 2
    # A curve leaves below the middle of a box and comes in above it, so that both can be told apart.
    begin, end = _y(arrow.source) + _HIGH * 0.65, _y(arrow.target) + _HIGH * 0.35
    out = edge + side * (45 + lane * 17)
    apex_x, apex_y = (edge + 3 * out) / 4, (begin + end) / 2
    return (
        f'<path class="way rule" d="M{edge:g},{begin:.1f} C{out:g},{begin:.1f} {out:g},{end:.1f} '
        f'{edge:g},{end:.1f}" marker-end="url(#tip)"/>'
        f'<circle class="mark" cx="{apex_x:.1f}" cy="{apex_y:.1f}" r="10"/>'
        f'<text class="mark-text" x="{apex_x:.1f}" y="{apex_y + 4:.1f}" text-anchor="middle">'
        f"{arrow.number}</text>"
    )


def _box(at: int, box: Box) -> str:
    x, y = -_BOX / 2, _y(at)
    said = box.label
    shown = said if len(said) <= _MOST_CHARACTERS else f"{said[: _MOST_CHARACTERS - 1]}…"
    middle = y + _HIGH / 2
    label_y = middle + 5 if not box.remark else middle - 3
    remark = (
        f'<text class="box-remark" x="0" y="{middle + 14:g}" text-anchor="middle">'
        f"{escape(box.remark)}</text>"
        if box.remark
        else ""
    )
    return (
        f'<a href="{escape(box.address)}"><title>{escape(said)}</title>'
        f'<rect class="box{" unreached" if box.remark else ""}" x="{x:g}" y="{y}" width="{_BOX}" '
        f'height="{_HIGH}" rx="8"/>'
        f'<text class="box-text" x="0" y="{label_y:g}" text-anchor="middle">'
        f"{escape(shown)}</text>{remark}</a>"
    )


def _y(at: int) -> int:
    return _TOP + at * _ROW
