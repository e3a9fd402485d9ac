"""Bars of one question's values, as SVG for inside a table's cell."""

from collections.abc import Sequence
from html import escape
from typing import Final

_HEIGHT: Final = 40
_BAR: Final = 14
_GAP: Final = 3


def bars(counts: Sequence[tuple[str, int]], *, title: str) -> str:
    """Return the drawing of values with how often each was given.

    >>> bars([("1", 0), ("2", 4)], title="x").count("<rect")
    2
    """
    most = max((count for _, count in counts), default=0) or 1
    width = max(1, len(counts)) * (_BAR + _GAP)
    parts = [
        f'<svg class="bars" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}" '
        f'role="img" aria-label="{escape(title)}">'
    ]
    for index, (label, count) in enumerate(counts):
        high = max(1.0 if count else 0.5, (_HEIGHT - 2) * count / most)
        x, y = index * (_BAR + _GAP), _HEIGHT - high
        said = escape(f"{label}: {count}")
        parts.append(
            f'<rect class="bar{"" if count else " none"}" x="{x}" y="{y:.1f}" width="{_BAR}" '
            f'height="{high:.1f}"><title>{said}</title></rect>'
        )
    return "".join([*parts, "</svg>"])
