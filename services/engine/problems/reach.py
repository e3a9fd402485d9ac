"""Elements that no walk reaches, and walks that never come to a question."""

from collections.abc import Iterator

from services.engine.definition import ElementType
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.problems.walks import without_questions


def unreachable_elements(examined: Examined) -> Iterator[Finding]:
    """Elements that no walk from the start meets, whatever is answered."""
    walks = examined.walks
    for path, element in examined.placed():
        if element.type is not ElementType.UNAVAILABLE and not walks.is_reached(element.id):
            yield Finding(path=path, message=f'Nothing ever leads to "{element.id}".')


def endless_walks(examined: Examined) -> Iterator[Finding]:
    """Rules that lead back, from a text to a text, without a question on the way."""
    walks = without_questions(examined.walks, examined.sequence, effort=examined.effort)
    for path, rule in examined.placed_rules():
        target = rule.go_to
        if target is None:
            continue
        for place in rule.places:
            if not walks.may_follow(target, after=place):
                continue
            if place == target or walks.may_meet(place, after=target):
                message = (
                    f'From "{place}" back to "{target}" there is no question: it would never end.'
                )
                yield Finding(path=f"{path}.then.goTo", message=message)
