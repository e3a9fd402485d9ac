"""The rows of the sheet `survey` as elements: one function for each type that SMS can hold.

A type is a function below and a line in `_TYPES`. What they cannot take over they remark.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    OptionDefinition,
)
from services.xlsform.asked import Asked
from services.xlsform.bounds import Bounds, bounds_of
from services.xlsform.choices import Choice, yes_and_no
from services.xlsform.expression import ExpressionError
from services.xlsform.impossible import IMPOSSIBLE, KEPT_BY_ITSELF
from services.xlsform.media import media_remarks
from services.xlsform.reading import Reading
from services.xlsform.sheet import Row
from services.xlsform.texts import constrained
from services.xlsform.wording import element_text, error_text

_Builder: TypeAlias = Callable[[Row, str, Reading], Asked | None]
"""Makes an element of a row, what follows the type's name, and what is known; None leaves it out."""

_WIDEST_SCALE = 20
"""Numbers further apart are no scale: nobody answers `34/120` for an age."""

_RECOMMENDING = (0, 10)
"""The numbers of a Net Promoter Score."""

_FIRST_WORDS = ("select", "begin", "end")
_OTHER = re.compile(r"\s+or[_ ]other$")
_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s,;]+)")
_REQUIRED = ("yes", "true", "true()", "1")
_NOT_REQUIRED = ("", "no", "false", "false()", "0")


def type_of(row: Row) -> tuple[str, str]:
    """The type of a row in one spelling, and what follows it.

    >>> type_of(Row(sheet="survey", number=2, cells={"type": "Select one  colours"}, columns={}))
    ('select_one', 'colours')
    """
    first, *rest = row.text("type").split() or [""]
    kind = first.casefold()
    if kind in _FIRST_WORDS and rest:
        kind, rest = f"{kind}_{rest[0].casefold()}", rest[1:]
    return kind, " ".join(rest)


def question_of(row: Row, reading: Reading) -> Asked | None:
    """The element that a row becomes; None, with a remark, when it becomes none."""
    kind, argument = type_of(row)
    place = row.place("type")
    if kind in KEPT_BY_ITSELF:
        reading.mention(place, f"{kind} is not taken over: Svar keeps time and phone by itself.")
        return None
    builder = _TYPES.get(kind)
    if builder is None:
        reason = IMPOSSIBLE.get(kind, "is no type that a survey by SMS has")
        reading.leave_out(place, f'"{kind}" {reason}. The row is left out.')
        return None
    return builder(row, argument, reading)


def _plain(row: Row, reading: Reading, kind: ElementType) -> ElementDefinition:
    """What all elements have."""
    element = ElementDefinition(
        id=row.text("name") or f"row{row.number}", type=kind, text=element_text(row, reading)
    )
    reading.remarks.extend(media_remarks(row))
    if not kind.is_question:
        return element
    optional = _is_optional(row, reading)
    return replace(element, optional=optional, error=error_text(row, reading))


def _note(row: Row, argument: str, reading: Reading) -> Asked:
    return Asked(row=row, element=_plain(row, reading, ElementType.TEXT))


def _text(row: Row, argument: str, reading: Reading) -> Asked:
    element = _plain(row, reading, ElementType.OPEN)
    return Asked(row=row, element=constrained(element, row, reading))


def _date(row: Row, argument: str, reading: Reading) -> Asked:
    _refuse_constraint(row, reading)
    element = _plain(row, reading, ElementType.OPEN)
    return Asked(row=row, element=replace(element, format=AnswerFormat.DATE))


def _integer(row: Row, argument: str, reading: Reading) -> Asked:
    return _number(row, reading, _bounds(row, reading))


def _range(row: Row, argument: str, reading: Reading) -> Asked | None:
    given = dict(_PARAMETER.findall(row.text("parameters").casefold()))
    numbers = [given.get(name, default) for name, default in (("start", "0"), ("end", "10"))]
    if given.get("step", "1") != "1" or not all(_is_whole(number) for number in numbers):
        message = "The range is not one of whole numbers in steps of 1. The row is left out."
        reading.leave_out(row.place("parameters"), message)
        return None
    return _number(row, reading, Bounds(low=int(numbers[0]), high=int(numbers[1])))


def _number(row: Row, reading: Reading, bounds: Bounds) -> Asked:
    low, high = bounds.low, bounds.high
    is_scale = low is not None and high is not None and high - low <= _WIDEST_SCALE
    kind = ElementType.SCALE if is_scale else ElementType.NUMBER
    if (low, high) == _RECOMMENDING:
        message = (
            "A scale from 0 to 10: where it asks whether somebody would recommend you, make its type "
            "nps, so that the figure is made of it."
        )
        reading.mention(row.place("type"), message)
    return Asked(row=row, element=replace(_plain(row, reading, kind), min=low, max=high))


def _select_one(row: Row, argument: str, reading: Reading) -> Asked | None:
    choices = _list(row, argument, reading)
    if choices is None:
        return None
    _refuse_constraint(row, reading)
    both = yes_and_no(choices)
    if both is not None:
        return Asked(row=row, element=_plain(row, reading, ElementType.YES_NO), names=both)
    element = replace(
        _plain(row, reading, ElementType.DROPDOWN),
        options=_options(choices),
        shuffle_options=_is_random(row),
    )
    return Asked(row=row, element=element, names=tuple(choice.name for choice in choices))


def _select_multiple(row: Row, argument: str, reading: Reading) -> Asked | None:
    choices = _list(row, argument, reading)
    if choices is None:
        return None
    bounds = _bounds(row, reading, counted=True)
    if bounds.low is not None and bounds.low > 1:
        message = "A smallest number of choices cannot be demanded. This part is left out."
        reading.leave_out(row.place("constraint"), message)
    element = replace(
        _plain(row, reading, ElementType.MULTIPLE_CHOICE),
        options=_options(choices),
        shuffle_options=_is_random(row),
        max_selections=min(bounds.high or len(choices), len(choices)),
    )
    return Asked(row=row, element=element, names=tuple(choice.name for choice in choices))


_TYPES: Mapping[str, _Builder] = {
    "note": _note,
    "text": _text,
    "string": _text,
    "date": _date,
    "integer": _integer,
    "int": _integer,
    "range": _range,
    "select_one": _select_one,
    "select_multiple": _select_multiple,
}


def _list(row: Row, argument: str, reading: Reading) -> tuple[Choice, ...] | None:
    name = _OTHER.sub("", argument)
    if name != argument:
        message = 'The choice "other" is left out: add it to the list, and a text after it.'
        reading.leave_out(row.place("type"), message)
    if row.text("choice_filter"):
        message = "Choices cannot depend on answers: all of the list are offered."
        reading.leave_out(row.place("choice_filter"), message)
    choices = reading.choices.get(name)
    if choices is None:
        message = f'The sheet choices has no list "{name}". The row is left out.'
        reading.leave_out(row.place("type"), message)
    return choices


def _is_random(row: Row) -> bool:
    """Whether the choices are shown in an order of everybody's own; a fixed seed makes no difference."""
    given = dict(_PARAMETER.findall(row.text("parameters").casefold()))
    return given.get("randomize") == "true"


def _options(choices: tuple[Choice, ...]) -> tuple[OptionDefinition, ...]:
    return tuple(OptionDefinition(id=choice.name, text=choice.text) for choice in choices)


def _bounds(row: Row, reading: Reading, *, counted: bool = False) -> Bounds:
    written = row.text("constraint")
    try:
        return bounds_of(written, counted=counted) if written else Bounds()
    except ExpressionError as error:
        message = f"The constraint {error}: it is left out, and the question is kept."
        reading.leave_out(row.place("constraint"), message)
        return Bounds()


def _refuse_constraint(row: Row, reading: Reading) -> None:
    if row.text("constraint"):
        message = "Such an answer has no constraints: it is left out, and the question is kept."
        reading.leave_out(row.place("constraint"), message)


def _is_optional(row: Row, reading: Reading) -> bool:
    written = row.text("required").casefold()
    if written not in (*_REQUIRED, *_NOT_REQUIRED):
        message = "Whether an answer is required cannot depend on others: it always is."
        reading.mention(row.place("required"), message)
    return written in _NOT_REQUIRED


def _is_whole(written: str) -> bool:
    return re.fullmatch(r"-?\d{1,9}", written) is not None
