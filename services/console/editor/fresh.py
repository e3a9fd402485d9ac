"""New surveys, elements, options and rules, with ids that nothing else has."""

from collections.abc import Iterable, Sequence
from typing import Final

from svar.surveys.v1 import survey_pb2 as pb

LANGUAGES: Final = ("en", "no")
"""Those that a new survey may begin with; more are added in the editor."""
_COMPLETIONS: Final = {"en": "Thank you for your answers!", "no": "Takk for svarene!"}
_IDS: Final = {
    pb.ELEMENT_TYPE_TEXT: "text",
    pb.ELEMENT_TYPE_SCALE: "scale",
    pb.ELEMENT_TYPE_NPS: "nps",
    pb.ELEMENT_TYPE_CSAT: "csat",
    pb.ELEMENT_TYPE_CES: "ces",
    pb.ELEMENT_TYPE_YES_NO: "yes-no",
    pb.ELEMENT_TYPE_NUMBER: "number",
    pb.ELEMENT_TYPE_MULTIPLE_CHOICE: "choice",
    pb.ELEMENT_TYPE_DROPDOWN: "dropdown",
    pb.ELEMENT_TYPE_OPEN: "open",
    pb.ELEMENT_TYPE_COMPLETION: "completion",
    pb.ELEMENT_TYPE_UNAVAILABLE: "unavailable",
}
_CHOICES: Final = (pb.ELEMENT_TYPE_MULTIPLE_CHOICE, pb.ELEMENT_TYPE_DROPDOWN)


def new_definition(name: str, languages: Sequence[str]) -> pb.SurveyDefinition:
    """Return a survey that only says thank you."""
    thanks = pb.Translations(by_language={code: _COMPLETIONS[code] for code in languages})
    completion = pb.Element(id="completion", type=pb.ELEMENT_TYPE_COMPLETION, text=thanks)
    return pb.SurveyDefinition(
        name=name, default_language=languages[0], languages=languages, elements=[completion]
    )


def new_element(kind: "pb.ElementType.ValueType", definition: pb.SurveyDefinition) -> pb.Element:
    """Return an element of a type, with what its type needs to be filled in."""
    taken = [element.id for element in definition.elements]
    element = pb.Element(id=free_id(_IDS[kind], taken), type=kind)
    if kind == pb.ELEMENT_TYPE_SCALE:
        element.min, element.max = 1, 10
    if kind in _CHOICES:
        element.options.extend(pb.Option(id=f"option-{number}") for number in (1, 2))
    return element


def new_option(element: pb.Element) -> pb.Option:
    """Return an option for a choice."""
    return pb.Option(id=free_id("option", [one.id for one in element.options], first=1))


def new_rule(definition: pb.SurveyDefinition, element: pb.Element) -> pb.Rule:
    """Return a rule on the answer to an element, which leads nowhere yet."""
    compares = pb.OPERATOR_EQ if element.type in _CHOICES else pb.OPERATOR_GTE
    condition = pb.Condition(element=element.id, op=compares)
    return pb.Rule(
        id=free_id("rule", [one.id for one in definition.rules], first=1),
        condition=pb.ConditionGroup(all=[condition]),
        then=pb.Action(go_to=""),
    )


def free_id(wanted: str, taken: Iterable[str], *, first: int = 0) -> str:
    """Return an id that is not taken; `first` is the number of the first, 0 for one without number.

    >>> free_id("scale", ["scale", "scale-2"]), free_id("rule", [], first=1)
    ('scale-3', 'rule-1')
    """
    known = set(taken)
    if not first and wanted not in known:
        return wanted
    number = first or 2
    while f"{wanted}-{number}" in known:
        number += 1
    return f"{wanted}-{number}"
