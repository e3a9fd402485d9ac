"""How a survey flows, for a picture of it: which element leads to which, by which rule or in sequence."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.engine.definition import ElementType, SurveyDefinition
from services.engine.effort import Effort, TooMuchEffortError
from services.engine.problems.bounds import size_problems
from services.engine.problems.examined import Examined, examine
from services.engine.problems.finding import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way on from an element; `rule` is the id of the rule, None for the sequence.

    `always` is True where nothing else can follow from there.
    """

    source: str
    target: str
    rule: str | None
    always: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The ways on in the order in which they are tried, and the elements that nothing reaches."""

    steps: tuple[Step, ...]
    unreached: tuple[str, ...]


def flow_of(
    definition: SurveyDefinition, *, measure: Measure, effort: Effort | None = None
) -> Flow | None:
    """Return the flow of a definition, however wrong it is; None for one beyond the bounds.

    Raises UnwantedError as soon as the effort says that nobody waits.
    """
    if any(True for _ in size_problems(definition)):
        return None
    try:
        return _flow(examine(definition, measure=measure, effort=effort or Effort()))
    except TooMuchEffortError:
        return None


def _flow(examined: Examined) -> Flow:
    ends = [one.id for one in examined.sequence if one.type is ElementType.COMPLETION]
    steps: list[Step] = []
    for at, element in enumerate(examined.sequence):
        if element.type is ElementType.COMPLETION:
            continue
        if not _by_rules(examined, element.id, ends, steps) and at + 1 < len(examined.sequence):
            follower = examined.sequence[at + 1].id
            is_alone = not steps or steps[-1].source != element.id
            steps.append(Step(source=element.id, target=follower, rule=None, always=is_alone))
    unreached = (one.id for one in examined.sequence if not examined.walks.is_reached(one.id))
    return Flow(steps=tuple(steps), unreached=tuple(unreached))


def _by_rules(examined: Examined, source: str, ends: Sequence[str], steps: list[Step]) -> bool:
    """Add a step for each rule that is tried after an element; True when one of them always matches."""
    for rule, certainty in examined.certainties.get(source, ()):
        examined.effort.spend()
        always = certainty.always_matches(source, examined.questions)
        target = certainty.target or (ends[0] if ends else "")
        if target in examined.walks.places:
            steps.append(Step(source=source, target=target, rule=rule, always=always))
        if always:
            return True
    return False
