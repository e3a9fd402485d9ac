"""The changes that buttons of the editor make: add, remove, move, copy. Each in the definition given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from svar.surveys.v1 import survey_pb2 as pb

from services.console.editor.fresh import free_id, new_element, new_option, new_rule
from services.console.editor.kinds import TYPES
from services.console.editor.renaming import users
from services.runtime.errors import invalid

_LAST: Final = (pb.ELEMENT_TYPE_COMPLETION, pb.ELEMENT_TYPE_UNAVAILABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Where the focus belongs afterwards, and what is said about it: a key of words with its values."""

    focus: str = ""
    said: str = ""
    values: Mapping[str, object] | None = None


def change(definition: pb.SurveyDefinition, operation: str) -> Changed:
    """Make a change such as `up:3` or `remove-option:3:0`; raises INVALID for one that is none."""
    name, *arguments = operation.split(":")
    if name not in _CHANGES:
        raise invalid("INVALID_REQUEST", f'There is no change "{name[:40]}".')
    try:
        return _CHANGES[name](definition, *arguments)
    except (TypeError, ValueError, IndexError, KeyError) as exc:
        raise invalid("INVALID_REQUEST", "This change fits nothing in the survey.") from exc


def _nothing(_definition: pb.SurveyDefinition) -> Changed:
    return Changed()


def _add(definition: pb.SurveyDefinition, kind: str) -> Changed:
    element = new_element(TYPES[kind], definition)
    at = len(definition.elements)
    if element.type not in _LAST:
        while at and definition.elements[at - 1].type in _LAST:
            at -= 1
    definition.elements.insert(at, element)
    return Changed(focus=f"elements[{at}].id", said="editor.added", values={"id": element.id})


def _remove(definition: pb.SurveyDefinition, index: str) -> Changed:
    at = _index(definition.elements, index)
    removed = definition.elements.pop(at)
    using = users(definition, removed.id)
    focus = f"elements[{min(at, len(definition.elements) - 1)}]" if definition.elements else ""
    said = "editor.removed_used" if using else "editor.removed"
    return Changed(focus=focus, said=said, values={"id": removed.id, "rules": ", ".join(using)})


def _copy(definition: pb.SurveyDefinition, index: str) -> Changed:
    at = _index(definition.elements, index)
    made = pb.Element()
    made.CopyFrom(definition.elements[at])
    made.id = free_id(made.id, [one.id for one in definition.elements])
    definition.elements.insert(at + 1, made)
    return Changed(focus=f"elements[{at + 1}].id", said="editor.added", values={"id": made.id})


def _move(definition: pb.SurveyDefinition, index: str, target: str) -> Changed:
    at = _index(definition.elements, index)
    to = max(0, min(int(target), len(definition.elements) - 1))
    moved = definition.elements.pop(at)
    definition.elements.insert(to, moved)
    place = {"id": moved.id, "n": to + 1, "of": len(definition.elements)}
    return Changed(focus=f"elements[{to}]", said="editor.moved", values=place)


def _up(definition: pb.SurveyDefinition, index: str) -> Changed:
    return _move(definition, index, str(int(index) - 1))


def _down(definition: pb.SurveyDefinition, index: str) -> Changed:
    return _move(definition, index, str(int(index) + 1))


def _add_option(definition: pb.SurveyDefinition, index: str) -> Changed:
    at = _index(definition.elements, index)
    element = definition.elements[at]
    element.options.append(new_option(element))
    first = definition.languages[0] if definition.languages else ""
    return Changed(focus=f"elements[{at}].options[{len(element.options) - 1}].text.{first}")


def _remove_option(definition: pb.SurveyDefinition, index: str, option: str) -> Changed:
    at = _index(definition.elements, index)
    options = definition.elements[at].options
    removed = options.pop(_index(options, option))
    values = {"id": removed.id}
    return Changed(focus=f"elements[{at}].options", said="editor.removed", values=values)


def _move_option(definition: pb.SurveyDefinition, index: str, option: str, by: int) -> Changed:
    at = _index(definition.elements, index)
    options = definition.elements[at].options
    place = _index(options, option)
    to = max(0, min(place + by, len(options) - 1))
    moved = options.pop(place)
    options.insert(to, moved)
    values = {"id": moved.id, "n": to + 1, "of": len(options)}
    focus = f"elements[{at}].options[{to}].{'~earlier' if by < 0 else '~later'}"
    return Changed(focus=focus, said="editor.moved", values=values)


def _option_up(definition: pb.SurveyDefinition, index: str, option: str) -> Changed:
    return _move_option(definition, index, option, -1)


def _option_down(definition: pb.SurveyDefinition, index: str, option: str) -> Changed:
    return _move_option(definition, index, option, 1)


def _add_rule(definition: pb.SurveyDefinition, index: str) -> Changed:
    at = _index(definition.elements, index)
    definition.rules.append(new_rule(definition, definition.elements[at]))
    return Changed(focus=f"rules[{len(definition.rules) - 1}].if.all[0].element")


def _remove_rule(definition: pb.SurveyDefinition, index: str) -> Changed:
    removed = definition.rules.pop(_index(definition.rules, index))
    places = [one.element for one in (*removed.condition.all, *removed.condition.any)]
    ids = [element.id for element in definition.elements]
    at = next((ids.index(one) for one in places if one in ids), None)
    focus = "" if at is None else f"elements[{at}].~rules"
    return Changed(focus=focus, said="editor.removed", values={"id": removed.id})


def _rule_up(definition: pb.SurveyDefinition, index: str) -> Changed:
    at = _index(definition.rules, index)
    to = max(0, at - 1)
    moved = definition.rules.pop(at)
    definition.rules.insert(to, moved)
    values = {"id": moved.id, "n": to + 1, "of": len(definition.rules)}
    return Changed(focus=f"rules[{to}].~earlier", said="editor.moved", values=values)


def _add_condition(definition: pb.SurveyDefinition, index: str, group: str) -> Changed:
    at = _index(definition.rules, index)
    rule = definition.rules[at]
    conditions = rule.condition.any if group == "any" else rule.condition.all
    known = [*rule.condition.all, *rule.condition.any]
    element = known[0].element if known else ""
    conditions.append(pb.Condition(element=element, op=pb.OPERATOR_EQ))
    return Changed(focus=f"rules[{at}].if.{group}[{len(conditions) - 1}].element")


def _remove_condition(
    definition: pb.SurveyDefinition, index: str, group: str, condition: str
) -> Changed:
    at = _index(definition.rules, index)
    rule = definition.rules[at]
    conditions = rule.condition.any if group == "any" else rule.condition.all
    conditions.pop(_index(conditions, condition))
    return Changed(focus=f"rules[{at}].then")


def _add_language(definition: pb.SurveyDefinition, code: str) -> Changed:
    code = code.strip().lower()
    if code and code not in definition.languages:
        definition.languages.append(code)
        if not definition.default_language:
            definition.default_language = code
    return Changed(focus="~language", said="editor.added", values={"id": code})


def _remove_language(definition: pb.SurveyDefinition, code: str) -> Changed:
    definition.languages.remove(code)
    if definition.default_language == code and definition.languages:
        definition.default_language = definition.languages[0]
    return Changed(focus="~language", said="editor.removed", values={"id": code})


def _index(items: Sequence[Any], written: str) -> int:
    at = int(written)
    if not 0 <= at < len(items):
        raise IndexError(at)
    return at


_CHANGES: Final[Mapping[str, Callable[..., Changed]]] = {
    "render": _nothing,
    "add": _add,
    "remove": _remove,
    "copy": _copy,
    "move": _move,
    "up": _up,
    "down": _down,
    "add-option": _add_option,
    "remove-option": _remove_option,
    "option-up": _option_up,
    "option-down": _option_down,
    "add-rule": _add_rule,
    "remove-rule": _remove_rule,
    "rule-up": _rule_up,
    "add-condition": _add_condition,
    "remove-condition": _remove_condition,
    "add-language": _add_language,
    "remove-language": _remove_language,
}
