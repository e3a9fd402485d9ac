"""Every walk that a survey allows, as a graph: which element may come right after which.

A rule may match or not, unless it always does; a question may be answered in any way. Sets of
elements are bits of one number, so that 500 elements with any rules are walked in milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.engine.definition import ElementDefinition, ElementType
from services.engine.effort import Effort
from services.engine.elements.element import Question
from services.engine.problems.always import RuleCertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Walks:
    """What may follow each element; `places` are the bits of the elements, in sequence.

    By place: `next` are the elements that may come right after, `after` all that a walk can meet
    later (the element itself if it can return), `before` those after which it can be met.
    """

    places: Mapping[str, int]
    next: tuple[int, ...]
    after: tuple[int, ...]
    before: tuple[int, ...]

    def may_meet(self, name: str, *, after: str) -> bool:
        """Whether a walk can meet an element after another; false for unknown ones."""
        place, start = self.places.get(name), self.places.get(after)
        return place is not None and start is not None and bool(self.after[start] >> place & 1)

    def may_follow(self, name: str, *, after: str) -> bool:
        """Whether an element may come right after another; false for unknown ones."""
        place, start = self.places.get(name), self.places.get(after)
        return place is not None and start is not None and bool(self.next[start] >> place & 1)

    def is_reached(self, name: str) -> bool:
        """Whether a walk from the start meets an element."""
        place = self.places.get(name)
        return place is not None and (place == 0 or bool(self.after[0] >> place & 1))


def walks_of(
    sequence: Sequence[ElementDefinition],
    rules: Mapping[str, Sequence[RuleCertainty]],
    questions: Mapping[str, Question],
    *,
    effort: Effort,
) -> Walks:
    """The graph of the elements that a conversation can pass, with the rules tried at each."""
    places = {element.id: place for place, element in enumerate(sequence)}
    ends = _bits(one.type is ElementType.COMPLETION for one in sequence)
    following = []
    for place, element in enumerate(sequence):
        targets, goes_on = 0, not ends >> place & 1
        for rule in rules.get(element.id, ()) if goes_on else ():
            effort.spend()
            targets |= ends if rule.target is None else _bit(places.get(rule.target))
            if rule.always_matches(element.id, questions):
                goes_on = False
                break
        follower = place + 1 if goes_on and place + 1 < len(sequence) else None
        following.append(targets | _bit(follower))
    return _walks(places, following, effort=effort)


def without_questions(
    walks: Walks, sequence: Sequence[ElementDefinition], *, effort: Effort
) -> Walks:
    """The same graph between the elements that wait for no reply."""
    silent = _bits(not element.type.is_question for element in sequence)
    kept = [targets & silent if silent >> at & 1 else 0 for at, targets in enumerate(walks.next)]
    return _walks(walks.places, kept, effort=effort)


def _walks(places: Mapping[str, int], following: Sequence[int], *, effort: Effort) -> Walks:
    after = list(following)
    # Warshall's closure, a whole row at a time.
    for through in range(len(after)):
        effort.spend(len(after))
        bit, met = 1 << through, after[through]
        after = [row | met if row & bit else row for row in after]
    before = [_bits(row >> place & 1 for row in after) for place in range(len(after))]
    return Walks(places=places, next=tuple(following), after=tuple(after), before=tuple(before))


def _bit(place: int | None) -> int:
    return 0 if place is None else 1 << place


def _bits(flags: Iterable[bool | int]) -> int:
    """The number of which a bit is set for each flag.

    >>> _bits([True, False, True])
    5
    """
    return int("".join("1" if flag else "0" for flag in reversed([*flags])) or "0", 2)
