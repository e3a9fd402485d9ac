"""Elements as rows of the sheet `survey`, with their lists of choices, and what no form has for them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    Metric,
    Translations,
)
from services.engine.elements.scale import FIXED_RANGES
from services.engine.phrases import Phrase, phrase
from services.xlsform.export.conditions import quoted
from services.xlsform.expression import ExpressionError

_ADDRESS = "[^@ ]+@[^@ ]+[.][^@ ]+"
YES_NO = "yes_no"
"""The list of choices of every yes/no question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row: plain cells by header, and texts in several languages by the header without one."""

    cells: Mapping[str, str]
    texts: Mapping[str, Translations]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What of an element stays out of the form: the property, and why."""

    property: str
    message: str


def form_row(element: ElementDefinition, name: str, relevant: str) -> FormRow:
    """The row of an element that is no end."""
    constraint = constraint_of(element)
    is_question = element.type.is_question
    cells = {
        "type": _type(element, name),
        "name": name,
        "required": ("no" if element.optional else "yes") if is_question else "",
        "relevant": relevant,
        "parameters": "randomize=true" if element.shuffle_options else "",
        "constraint": constraint,
        "example": element.example or "",
    }
    error = element.error if constraint else {}
    return FormRow(
        cells=cells,
        texts={"label": element.text, "hint": _hint(element), "constraint_message": error},
    )


def choice_rows(
    element: ElementDefinition, name: str, options: Mapping[str, str]
) -> Iterator[FormRow]:
    """The rows of the sheet `choices` for a question of its own list."""
    for option in element.options if element.type.is_choice else ():
        cells = {"list_name": name, "name": options[option.id]}
        yield FormRow(cells=cells, texts={"label": option.text})


def yes_no_rows(languages: Sequence[str]) -> Iterator[FormRow]:
    """The rows of the list of yes and no."""
    for name, said in (("yes", Phrase.YES), ("no", Phrase.NO)):
        labels = {code: phrase(said, code).capitalize() for code in languages}
        yield FormRow(cells={"list_name": YES_NO, "name": name}, texts={"label": labels})


def constraint_of(element: ElementDefinition) -> str:
    """What a row demands of an answer, in XPath; nothing where that is anything."""
    low, high = FIXED_RANGES.get(element.type, (element.min, element.max))
    if element.type is ElementType.OPEN:
        return _of_text(element)
    if element.type is ElementType.MULTIPLE_CHOICE and _is_several(element):
        most = element.max_selections or 1
        return f"count-selected(.) <= {most}" if most < len(element.options) else ""
    bounds = ((">=", low), ("<=", high))
    return " and ".join(f". {sign} {bound}" for sign, bound in bounds if bound is not None)


def left_of(element: ElementDefinition) -> Iterator[Left]:
    """What a form has nothing for."""
    if element.metric not in (None, Metric.NONE) or element.type in FIXED_RANGES:
        figure = element.metric or element.type
        yield Left(property="metric", message=f"A form counts towards no figure such as {figure}.")
    if element.unit is not None:
        yield Left(property="unit", message="A form takes numbers without their unit.")
    if element.format in (AnswerFormat.PHONE, AnswerFormat.POSTCODE):
        message = f"A form knows no {element.format}: it takes any text."
        yield Left(property="format", message=message)
    if element.error and not constraint_of(element):
        message = "A form says what is wrong only where it has a constraint."
        yield Left(property="error", message=message)
    for number, option in enumerate(element.options):
        if option.aliases:
            message = "In a form an option is chosen, not written: it has no aliases."
            yield Left(property=f"options[{number}].aliases", message=message)
    if element.pattern is not None and "'" in element.pattern and '"' in element.pattern:
        message = "A form cannot write a pattern with both kinds of quotes in it."
        yield Left(property="pattern", message=message)


def _type(element: ElementDefinition, name: str) -> str:
    match element.type:
        case ElementType.TEXT:
            return "note"
        case ElementType.OPEN:
            return "date" if element.format is AnswerFormat.DATE else "text"
        case ElementType.YES_NO:
            return f"select_one {YES_NO}"
        case ElementType.DROPDOWN | ElementType.MULTIPLE_CHOICE:
            return f"{'select_multiple' if _is_several(element) else 'select_one'} {name}"
        case _:
            return "integer"


def _is_several(element: ElementDefinition) -> bool:
    return element.type is ElementType.MULTIPLE_CHOICE and (element.max_selections or 1) > 1


def _hint(element: ElementDefinition) -> Translations:
    low, high = FIXED_RANGES.get(element.type, (element.min, element.max))
    ends = ((low, element.min_label), (high, element.max_label))
    codes = dict.fromkeys([*element.min_label, *element.max_label])
    return {
        code: ", ".join(f"{number} = {label[code]}" for number, label in ends if label.get(code))
        for code in codes
    }


def _of_text(element: ElementDefinition) -> str:
    parts = []
    if element.format is AnswerFormat.EMAIL:
        parts.append(f"regex(., '{_ADDRESS}')")
    if element.pattern is not None:
        # One with both kinds of quotes in it is named by `left_of`.
        with suppress(ExpressionError):
            parts.append(f"regex(., {quoted(element.pattern)})")
    for sign, length in ((">=", element.min_length), ("<=", element.max_length)):
        if length is not None:
            parts.append(f"string-length(.) {sign} {length}")
    return " and ".join(parts)
