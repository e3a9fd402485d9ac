"""Who is shown what (`relevant`), as rules that lead from each element to the next one shown.

A survey's rules are tried after every element that they name. Here a rule is meant for one place
only, so places come in order, and a place that later rules name as well ends with a rule that always
matches. The rules of a place go through what may come next: the first that is shown is gone to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from services.engine.definition import ConditionDefinition, Operator, RuleDefinition
from services.xlsform.asked import Asked

_Conditions: TypeAlias = tuple[ConditionDefinition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """From a place to a target (None: the end), if all conditions hold; none means always."""

    target: str | None
    conditions: _Conditions = ()


@dataclass(slots=True, kw_only=True)
class _Group:
    """The ways from one place; `last_question` is the one answered last when it is passed."""

    place: Asked
    last_question: Asked | None
    ways: list[_Way] = field(default_factory=list)
    onwards: str | None

    def named(self) -> set[str]:
        """The elements that the rules of this group name besides the place."""
        names = {one.element for way in self.ways for one in way.conditions if one.element}
        if self.ways and not self.place.element.type.is_question and self.last_question:
            names.add(self.last_question.id)
        return names - {self.place.id}


def rules_of(asked: Sequence[Asked]) -> tuple[RuleDefinition, ...]:
    """The rules by which everybody meets exactly what is shown to them, in the form's order."""
    groups = _groups(asked)
    later: set[str] = set()
    for group in reversed(groups):
        if group.place.id in later and not group.ways:
            group.ways.append(_Way(target=group.onwards))
        later |= group.named()
    rules = [rule for group in groups for rule in _rules(group)]
    return tuple(_numbered(rules))


def _groups(asked: Sequence[Asked]) -> list[_Group]:
    positions = {one.id: at for at, one in enumerate(asked)}
    groups: list[_Group] = []
    last_question: Asked | None = None
    for at, place in enumerate(asked):
        if place.element.type.is_question:
            last_question = place
        following = asked[at + 1].id if at + 1 < len(asked) else None
        group = _Group(place=place, last_question=last_question, onwards=following)
        ways = list(_ways(asked, at, positions))
        # The plain sequence needs no rule.
        group.ways = ways if len(ways) > 1 or ways[0].target != following else []
        groups.append(group)
    return groups


def _ways(asked: Sequence[Asked], at: int, positions: Mapping[str, int]) -> Iterator[_Way]:
    """Each element that may come next, up to the first that always does."""
    tried: list[_Conditions] = []
    for one in asked[at + 1 :]:
        possible = _possible(one, asked[at], at=at, positions=positions)
        if one.shown_if is None or () in possible:
            yield _Way(target=one.id)
            return
        for conditions in possible:
            # What led to something before it never comes here.
            if conditions not in tried:
                tried.append(conditions)
                yield _Way(target=one.id, conditions=conditions)
    yield _Way(target=None)


def _possible(
    one: Asked, place: Asked, *, at: int, positions: Mapping[str, int]
) -> list[_Conditions]:
    """When something is shown, as far as that is open at a place."""
    known = _known(place)
    possible = []
    for conditions in one.shown_if or ():
        # Nothing after the place is answered yet.
        unanswered = [two for two in conditions if positions[two.element or ""] > at]
        if any(two.op is not Operator.SKIPPED for two in unanswered):
            continue
        asked_for = tuple(two for two in conditions if two not in unanswered and two not in known)
        if not any(_contradicts(two, place, known) for two in asked_for):
            possible.append(asked_for)
    return possible


def _known(place: Asked) -> _Conditions:
    """What is true at a place because else it would not be shown."""
    if place.shown_if is None or len(place.shown_if) > 1:
        return ()
    return place.shown_if[0]


def _contradicts(condition: ConditionDefinition, place: Asked, known: _Conditions) -> bool:
    if condition.op is Operator.SKIPPED:
        return condition.element == place.id and not place.element.optional
    return condition.op is Operator.EQ and any(
        one.op is Operator.EQ and one.element == condition.element and one.value != condition.value
        for one in known
    )


def _rules(group: _Group) -> Iterator[RuleDefinition]:
    place = group.place
    for way in group.ways:
        every, some = _split(group, way)
        names = {one.element for one in every + some}
        yield RuleDefinition(
            id=f"{place.id}-{way.target or 'end'}",
            all=every,
            any=some,
            go_to=way.target,
            complete=way.target is None,
            at=None if place.id in names else place.id,
        )


def _split(group: _Group, way: _Way) -> tuple[_Conditions, _Conditions]:
    """The conditions of a way of which all, and of which any must hold.

    One without conditions gets some that are true whatever was answered.
    """
    if way.conditions:
        return way.conditions, ()
    question = group.last_question or group.place
    answered = ConditionDefinition(element=question.id, op=Operator.ANSWERED)
    skipped = ConditionDefinition(element=question.id, op=Operator.SKIPPED)
    if question is group.place and not question.element.optional:
        return (answered,), ()
    return (), (answered, skipped)


def _numbered(rules: Sequence[RuleDefinition]) -> Iterator[RuleDefinition]:
    """The rules with ids of their own."""
    seen: dict[str, int] = {}
    for rule in rules:
        seen[rule.id] = seen.get(rule.id, 0) + 1
        number = seen[rule.id]
        yield rule if number == 1 else replace(rule, id=f"{rule.id}-{number}")
