"""The form of the editor to a definition. Only the shape is made; what is wrong with it, services say.

What the form does not show of an element, an option, a rule or the survey travels in a field `~rest` and
comes back unchanged, so that an older console loses nothing that a newer service knows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from google.protobuf import json_format
from google.protobuf.message import Message
from svar.surveys.v1 import survey_pb2 as pb

from services.console.editor import values
from services.console.editor.kinds import FORMATS, METRICS, OPERATORS, TYPES, WITHOUT_VALUE
from services.console.editor.names import Node, below, items, text, texts, tree
from services.console.editor.renaming import rename
from services.runtime.errors import Problem, invalid

VARIABLE: Final = "~variable"
"""What the field of a condition's element says where the condition is on a variable."""
SPLIT: Final = "split:"
"""What the name of a variable begins with in the form where the condition is a split."""
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,9}")
_DECIMAL: Final = re.compile(r"[0-9]{1,9}([.,][0-9]{1,6})?")

MessageT = TypeVar("MessageT", bound=Message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The definition of a form, and the fields whose text has no place in one."""

    definition: pb.SurveyDefinition
    problems: tuple[Problem, ...]


def read_definition(fields: Sequence[tuple[str, str]]) -> Read:
    """Read a form; raises INVALID for what no browser sends."""
    root = tree(fields)
    reader = _Reader()
    definition = reader.definition(root)
    for element, node in zip(definition.elements, items(root, "elements"), strict=True):
        rename(definition, before=text(node, "~was"), after=element.id)
    return Read(definition=definition, problems=tuple(reader.problems))


class _Reader:
    """Reads one form and collects what cannot be read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def definition(self, root: Node) -> pb.SurveyDefinition:
        definition = _rest(root, pb.SurveyDefinition())
        definition.name = text(root, "name")
        definition.default_language = text(root, "defaultLanguage")
        languages = below(root, "languages")
        definition.languages.extend(
            code for key in sorted(languages, key=_index) if (code := text(languages, key))
        )
        elements = items(root, "elements")
        definition.elements.extend(
            self._element(f"elements[{at}]", node) for at, node in enumerate(elements)
        )
        by_id = _by_id(definition.elements, elements)
        rules = items(root, "rules")
        definition.rules.extend(
            self._rule(f"rules[{at}]", node, by_id) for at, node in enumerate(rules)
        )
        for name in below(root, "texts"):
            if said := texts(below(root, "texts"), name):
                definition.texts[name].by_language.update(said)
        self._settings(definition.settings, below(root, "settings"))
        return definition

    def _element(self, path: str, node: Node) -> pb.Element:
        kind = text(node, "type")
        if kind not in TYPES:
            raise invalid("INVALID_REQUEST", f'There is no type of element "{kind[:40]}".')
        element = _rest(node, pb.Element())
        element.id = text(node, "id").strip()
        element.type = TYPES[kind]
        for field, name in (
            (element.text, "text"),
            (element.min_label, "minLabel"),
            (element.max_label, "maxLabel"),
            (element.error, "error"),
        ):
            if said := texts(node, name):
                field.by_language.update(said)
        for attribute, name in (
            ("min", "min"),
            ("max", "max"),
            ("max_selections", "maxSelections"),
            ("min_length", "minLength"),
            ("max_length", "maxLength"),
        ):
            number = self._whole(f"{path}.{name}", text(node, name))
            if number is not None:
                setattr(element, attribute, number)
        element.optional = text(node, "optional") == "on"
        element.shuffle_options = text(node, "shuffleOptions") == "on"
        element.metric = METRICS.get(text(node, "metric"), pb.METRIC_UNSPECIFIED)
        element.unit = text(node, "unit").strip()
        element.format = FORMATS.get(text(node, "format"), pb.ANSWER_FORMAT_UNSPECIFIED)
        element.pattern = text(node, "pattern").strip()
        element.example = text(node, "example").strip()
        element.options.extend(_option(option) for option in items(node, "options"))
        return element

    def _rule(self, path: str, node: Node, by_id: dict[str, pb.Element]) -> pb.Rule:
        rule = _rest(node, pb.Rule())
        rule.id = text(node, "id")
        rule.at = text(node, "at")
        for group, conditions in (("all", rule.condition.all), ("any", rule.condition.any)):
            for condition in items(below(node, "if"), group):
                conditions.append(_condition(condition, by_id))
        if text(node, "then") == "complete":
            rule.then.complete = True
        else:
            rule.then.go_to = text(below(node, "then"), "goTo")
        return rule

    def _settings(self, settings: pb.Settings, node: Node) -> None:
        _rest(node, settings)
        for attribute, name in (
            ("expiry_hours", "expiryHours"),
            ("invalid_reply_limit", "invalidReplyLimit"),
        ):
            number = self._whole(f"settings.{name}", text(node, name))
            if number is not None:
                setattr(settings, attribute, number)
        for attribute, name in (
            ("delay_seconds", "delaySeconds"),
            ("think_seconds", "thinkSeconds"),
        ):
            seconds = self._decimal(f"settings.{name}", text(node, name))
            if seconds is not None:
                setattr(settings, attribute, seconds)
        settings.second_survey = (
            pb.SECOND_SURVEY_REJECT
            if text(node, "secondSurvey") == "reject"
            else pb.SECOND_SURVEY_SUPERSEDE
        )
        settings.show_hints = text(node, "showHints") == "on"
        for index, hours in enumerate(text(node, "reminders").replace(",", " ").split()):
            number = self._whole(f"settings.reminders[{index}]", hours)
            if number is not None:
                settings.reminders.append(number)

    def _whole(self, path: str, typed: str) -> int | None:
        typed = typed.strip()
        if not typed:
            return None
        if not _WHOLE.fullmatch(typed):
            self.problems.append(Problem(path=path, message="editor.not_whole"))
            return None
        return int(typed)

    def _decimal(self, path: str, typed: str) -> float | None:
        typed = typed.strip()
        if not typed:
            return None
        if not _DECIMAL.fullmatch(typed):
            self.problems.append(Problem(path=path, message="editor.not_number"))
            return None
        return float(typed.replace(",", "."))


def _option(node: Node) -> pb.Option:
    option = _rest(node, pb.Option())
    option.id = text(node, "id").strip()
    if said := texts(node, "text"):
        option.text.by_language.update(said)
    # A comma parts aliases, as in a sentence: none has one, since replies lose their punctuation.
    aliases = (one.strip() for one in text(node, "aliases").split(","))
    option.aliases.extend(one for one in aliases if one)
    return option


def _condition(node: Node, by_id: dict[str, pb.Element]) -> pb.Condition:
    op = OPERATORS.get(text(node, "op"), pb.OPERATOR_EQ)
    condition = pb.Condition(op=op)
    chosen = text(node, "element")
    if chosen == VARIABLE:
        condition.variable = text(node, "variable").strip()
        if condition.variable.startswith(SPLIT):
            return _split(condition.variable.removeprefix(SPLIT), text(node, "value"))
    else:
        condition.element = chosen
    if op not in WITHOUT_VALUE:
        value = values.read(
            text(node, "value"),
            before=text(node, "~was"),
            element=by_id.get(chosen),
            op=op,
        )
        if value is not None:
            condition.value.CopyFrom(value)
    return condition


def _split(name: str, percent: str) -> pb.Condition:
    """A split as `view` shows it; what is no number is 0, which publishing refuses."""
    typed = percent.strip().removesuffix("%").strip()
    share = float(typed.replace(",", ".")) if _DECIMAL.fullmatch(typed) else 0
    return pb.Condition(op=pb.OPERATOR_EQ, split=name.strip(), percent=share)


def _by_id(elements: Sequence[pb.Element], nodes: Sequence[Node]) -> dict[str, pb.Element]:
    """Elements by what rules of the form may call them: by their id, and by the one before."""
    found: dict[str, pb.Element] = {}
    for element, node in zip(elements, nodes, strict=True):
        found.setdefault(text(node, "~was"), element)
        found.setdefault(element.id, element)
    return found


def _rest(node: Node, message: MessageT) -> MessageT:
    written = text(node, "~rest")
    if not written:
        return message
    try:
        return json_format.Parse(written, message, ignore_unknown_fields=True)
    except json_format.ParseError as exc:
        raise invalid("INVALID_REQUEST", "A field of the form cannot be read.") from exc


def _index(key: str) -> int:
    return int(key) if key.isdigit() else 0
