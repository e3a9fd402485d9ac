"""A definition as the editor's template shows it: which fields an element has, and where rules stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from svar.surveys.v1 import survey_pb2 as pb

from services.console.editor import kinds, values
from services.console.editor.reading import SPLIT, VARIABLE
from services.console.editor.rest import rest_of
from services.console.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """One condition; `path` is its place, `subject` what its field of the element says."""

    path: str
    subject: str
    variable: str
    op: str
    value: str
    kept: str
    has_value: bool
    choices: tuple[tuple[str, str], ...]
    """Values to choose from, each with its label; none where a value is typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """One rule, with its sentence in words."""

    index: int
    path: str
    rule: pb.Rule
    rest: str
    conditions: tuple[tuple[str, ConditionView], ...]
    completes: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementView:
    """One element."""

    index: int
    path: str
    element: pb.Element
    kind: str
    rest: str
    option_rests: tuple[str, ...]
    metric: str
    format: str
    is_question: bool
    is_choice: bool
    is_scale: bool
    is_bounded: bool
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyView:
    """The whole survey; `stray_rules` are tried after no element that is there."""

    definition: pb.SurveyDefinition
    elements: tuple[ElementView, ...]
    rules: tuple[RuleView, ...]
    stray_rules: tuple[RuleView, ...]
    rest: str
    settings_rest: str
    second_survey: str


def view_of(definition: pb.SurveyDefinition, words: Words) -> SurveyView:
    """Look at a definition."""
    by_id = {one.id: one for one in reversed(definition.elements)}
    rules = [_rule(at, rule, by_id, words) for at, rule in enumerate(definition.rules)]
    places = [_place(view.rule, by_id) for view in rules]
    return SurveyView(
        definition=definition,
        elements=tuple(
            _element(
                at,
                one,
                [rule for rule, place in zip(rules, places, strict=True) if place == one.id],
            )
            for at, one in enumerate(definition.elements)
        ),
        rules=tuple(rules),
        stray_rules=tuple(rule for rule, place in zip(rules, places, strict=True) if place is None),
        rest=rest_of(definition),
        settings_rest=rest_of(definition.settings),
        second_survey="reject"
        if definition.settings.second_survey == pb.SECOND_SURVEY_REJECT
        else "supersede",
    )


def _place(rule: pb.Rule, by_id: dict[str, pb.Element]) -> str | None:
    """The element at which a rule is shown: the first after which it is tried."""
    named = [one.element for one in (*rule.condition.all, *rule.condition.any)]
    return next((one for one in (rule.at, *named) if one in by_id), None)


def _element(at: int, element: pb.Element, rules: Sequence[RuleView]) -> ElementView:
    return ElementView(
        index=at,
        path=f"elements[{at}]",
        element=element,
        kind=kinds.TYPE_NAMES.get(element.type, "text"),
        rest=rest_of(element),
        option_rests=tuple(rest_of(option) for option in element.options),
        metric=kinds.METRIC_NAMES.get(element.metric, ""),
        format=kinds.FORMAT_NAMES.get(element.format, ""),
        is_question=element.type in kinds.QUESTIONS,
        is_choice=element.type in kinds.CHOICES,
        is_scale=element.type in kinds.SCALES,
        is_bounded=element.type in kinds.BOUNDED,
        rules=tuple(rules),
    )


def _rule(at: int, rule: pb.Rule, by_id: dict[str, pb.Element], words: Words) -> RuleView:
    path = f"rules[{at}]"
    conditions = [
        (group, _condition(f"{path}.if.{group}[{index}]", one, by_id, words))
        for group, listed in (("all", rule.condition.all), ("any", rule.condition.any))
        for index, one in enumerate(listed)
    ]
    completes = rule.then.WhichOneof("kind") == "complete"
    return RuleView(
        index=at,
        path=path,
        rule=rule,
        rest=rest_of(rule),
        conditions=tuple(conditions),
        completes=completes,
        sentence=_sentence(rule, [one for _, one in conditions], completes, words),
    )


def _condition(
    path: str, condition: pb.Condition, by_id: dict[str, pb.Element], words: Words
) -> ConditionView:
    if condition.WhichOneof("subject") == "split":
        return _split(path, condition)
    on_variable = condition.WhichOneof("subject") == "variable"
    element = None if on_variable else by_id.get(condition.element)
    return ConditionView(
        path=path,
        subject=VARIABLE if on_variable else condition.element,
        variable=condition.variable,
        op=kinds.OPERATOR_NAMES.get(condition.op, "eq"),
        value=values.shown(condition.value, element),
        kept=values.kept(condition.value) if condition.HasField("value") else "",
        has_value=condition.op not in kinds.WITHOUT_VALUE,
        choices=_choices(condition, element, words),
    )


def _split(path: str, condition: pb.Condition) -> ConditionView:
    """A split stands in the form as a variable that is below so many per cent."""
    return ConditionView(
        path=path,
        subject=VARIABLE,
        variable=f"{SPLIT}{condition.split}",
        op=kinds.OPERATOR_NAMES[pb.OPERATOR_LT],
        value=f"{condition.percent:g}",
        kept="",
        has_value=True,
        choices=(),
    )


def _choices(
    condition: pb.Condition, element: pb.Element | None, words: Words
) -> tuple[tuple[str, str], ...]:
    if element is None or condition.op in kinds.WITH_LIST:
        return ()
    if element.type == pb.ELEMENT_TYPE_YES_NO:
        return (("true", words("editor.yes")), ("false", words("editor.no")))
    if element.type in kinds.CHOICES:
        return tuple((one.id, one.id) for one in element.options)
    return ()


def _sentence(
    rule: pb.Rule, conditions: Sequence[ConditionView], completes: bool, words: Words
) -> str:
    """The rule as a person says it: when score is at least 9, go to comment."""
    said = [
        " ".join(
            part
            for part in (
                one.variable if one.subject == VARIABLE else one.subject,
                words(f"comparisons.{one.op}"),
                one.value if one.has_value else "",
            )
            if part
        )
        for one in conditions
    ]
    every = words("editor.and").join(said[: len(rule.condition.all)])
    some = words("editor.or").join(said[len(rule.condition.all) :])
    when = words("editor.and").join(part for part in (every, some) if part)
    if completes:
        return words("editor.rule_completes", when=when)
    return words("editor.rule_goes", when=when, target=rule.then.go_to or "…")
