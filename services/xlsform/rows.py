"""The rows of the sheet `survey` in order: groups are opened and closed, conditions understood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from services.xlsform.asked import Asked
from services.xlsform.conditions import alternatives_of
from services.xlsform.expression import And, Expression, ExpressionError
from services.xlsform.parsing import parse
from services.xlsform.questions import question_of, type_of
from services.xlsform.reading import Reading
from services.xlsform.sheet import Row

_BEGINNINGS = ("begin_group", "begin_repeat")
_ENDS = ("end_group", "end_repeat")
_NOT_USED = {
    "calculation": "A survey has no calculations: it is left out.",
    "default": "Nothing can be filled in beforehand in an SMS: it is left out.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A group that is open; everything in it is left out with it when it is not `kept`."""

    kept: bool
    shown_if: Expression | None = None


def read_rows(rows: Sequence[Row], reading: Reading) -> list[Asked]:
    """What is asked, in order; everything else becomes a remark."""
    open_groups: list[_Group] = []
    for row in rows:
        kind, _ = type_of(row)
        if not kind or row.text("disabled").casefold() in ("yes", "true", "true()"):
            continue
        if kind in _BEGINNINGS:
            open_groups.append(_begun(row, kind, open_groups, reading))
        elif kind in _ENDS:
            if open_groups:
                open_groups.pop()
        elif all(group.kept for group in open_groups):
            one = _shown(row, open_groups, reading)
            if one is not None:
                reading.asked.setdefault(one.id, one)
    return list(reading.asked.values())


def _begun(row: Row, kind: str, around: Sequence[_Group], reading: Reading) -> _Group:
    if not all(group.kept for group in around):
        return _Group(kept=False)
    if kind == "begin_repeat":
        message = "Nothing can be repeated by SMS. Everything up to its end_repeat is left out."
        reading.leave_out(row.place("type"), message)
        return _Group(kept=False)
    if any(header.partition(":")[0] == "label" for header in row.cells):
        message = "The heading of a group is not sent. Where it is needed, write a note."
        reading.mention(row.place("label"), message)
    try:
        own = parse(row.text("relevant")) if row.text("relevant") else None
        if own is not None:
            alternatives_of(own, reading.asked)
    except ExpressionError as error:
        message = f"The condition {error}. Everything in the group is left out."
        reading.leave_out(row.place("relevant"), message)
        return _Group(kept=False)
    return _Group(kept=True, shown_if=own)


def _shown(row: Row, around: Sequence[_Group], reading: Reading) -> Asked | None:
    """The element of a row with its condition, which is also that of the groups around it."""
    try:
        parts = tuple(_conditions(row, around))
        shown_if = alternatives_of(And(parts=parts), reading.asked) if parts else None
    except ExpressionError as error:
        message = f"The condition {error}. The row is left out."
        reading.leave_out(row.place("relevant"), message)
        return None
    one = question_of(row, reading)
    if one is None:
        return None
    if one.id in reading.asked:
        message = f'"{one.id}" is the name of a row above. The row is left out.'
        reading.leave_out(row.place("name"), message)
        return None
    for header, message in _NOT_USED.items():
        if row.text(header):
            reading.leave_out(row.place(header), message)
    return replace(one, shown_if=shown_if)


def _conditions(row: Row, around: Sequence[_Group]) -> Iterator[Expression]:
    yield from (group.shown_if for group in around if group.shown_if is not None)
    if row.text("relevant"):
        yield parse(row.text("relevant"))
