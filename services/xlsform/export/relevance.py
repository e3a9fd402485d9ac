"""Rules as forms have them: for each row, when it is relevant.

A rule that leads forward skips what stands between. So a row is relevant unless a rule that is tried before
it matches and leads beyond it, and no rule before that one leads elsewhere. Forms only go forward.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    Operator,
    RuleDefinition,
)
from services.engine.problems import Finding
from services.xlsform.export.conditions import (
    FALSE,
    TRUE,
    Known,
    condition_text,
    is_true_of_an_answer_only,
    joined,
)
from services.xlsform.expression import ExpressionError

_LONGEST = 8_000
"""Characters of one cell; a sheet takes 32,767 of them, and nobody reads so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jump:
    """A rule at one place: when it matches, and where it leads. `guarded`: only after the place was met."""

    holds: str
    target: int
    guarded: bool


@dataclass(slots=True, kw_only=True)
class Relevance:
    """When each element is relevant, by its id (nothing: always), and what no form can say."""

    of: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def relevance_of(
    sequence: Sequence[ElementDefinition], rules: Sequence[RuleDefinition], known: Known
) -> Relevance:
    """When each of the elements is relevant; the last one, which ends the survey, always is."""
    found = Relevance()
    positions = {one.id: at for at, one in enumerate(sequence)}
    jumps = _jumps(rules, positions, known, found)
    for at, element in enumerate(sequence[:-1]):
        skipped = [
            one for place in range(at) if (one := _skipped(found, jumps, sequence, place, at))
        ]
        written = " and ".join(f"not({one})" for one in skipped)
        if len(written) > _LONGEST:
            message = "So many rules lead past this element that no form can say when it is shown."
            found.findings.append(Finding(path=f"elements[{at}]", message=message))
            written = ""
        found.of[element.id] = written
    return found


def _jumps(
    rules: Sequence[RuleDefinition],
    positions: Mapping[str, int],
    known: Known,
    found: Relevance,
) -> dict[int, list[_Jump]]:
    jumps: dict[int, list[_Jump]] = {}
    for number, rule in enumerate(rules):
        target = len(positions) - 1 if rule.complete else positions[rule.go_to or ""]
        try:
            for place in sorted(positions[one] for one in rule.places):
                if target <= place:
                    raise ExpressionError("leads back, and forms only go forward")
                jumps.setdefault(place, []).append(_jump(rule, place, target, positions, known))
        except ExpressionError as error:
            message = f"The rule {error}. It is left out."
            found.findings.append(Finding(path=f"rules[{number}]", message=message))
    return jumps


def _jump(
    rule: RuleDefinition, place: int, target: int, positions: Mapping[str, int], known: Known
) -> _Jump:
    here = next(name for name, at in positions.items() if at == place)
    every = [_told(one, place, positions, known) for one in rule.all]
    some = [_told(one, place, positions, known) for one in rule.any]
    parts = [part for part in every if part != TRUE]
    if some and TRUE not in some:
        parts.append(joined([one for one in some if one != FALSE] or [FALSE], "or"))
    needs_answer = any(is_true_of_an_answer_only(one, here) for one in rule.all) or (
        bool(rule.any) and all(is_true_of_an_answer_only(one, here) for one in rule.any)
    )
    holds = FALSE if FALSE in parts else joined(parts, "and") if parts else TRUE
    return _Jump(holds=holds, target=target, guarded=not needs_answer)


def _told(
    condition: ConditionDefinition, place: int, positions: Mapping[str, int], known: Known
) -> str:
    """A condition as it is at a place: what comes after it is not answered yet."""
    if condition.element is not None and positions[condition.element] > place:
        return TRUE if condition.op is Operator.SKIPPED else FALSE
    return condition_text(condition, known)


def _skipped(
    found: Relevance,
    jumps: Mapping[int, Sequence[_Jump]],
    sequence: Sequence[ElementDefinition],
    place: int,
    at: int,
) -> str:
    """When a rule at a place leads past an element, nothing for never."""
    ways = list(_ways(jumps.get(place, ()), at))
    if not ways:
        return ""
    whole = joined(ways, "or")
    around = found.of.get(sequence[place].id, "")
    if around and any(one.guarded for one in jumps[place]):
        return f"{whole} and {around}"
    return whole


def _ways(jumps: Sequence[_Jump], at: int) -> Iterator[str]:
    before: list[str] = []
    for jump in jumps:
        if jump.holds == FALSE:
            continue
        if jump.target <= at:
            before.append(jump.holds)
            continue
        parts = [*([jump.holds] if jump.holds != TRUE else []), *(f"not({one})" for one in before)]
        yield joined(parts, "and") if parts else TRUE
        if jump.holds == TRUE:
            return
