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


def closed_circles(examined: Examined) -> Iterator[Finding]:
    """Rules that lead back for ever: whoever gets there is asked again and again, and never done."""
    walks = examined.walks
    ends = [one.id for one in examined.sequence if one.type is ElementType.COMPLETION]
    for path, rule in examined.placed_rules():
        target = rule.go_to
        if target is None or not ends or any(walks.may_meet(end, after=target) for end in ends):
            continue
        for place in rule.places:
            is_asked = place in examined.questions and walks.is_reached(place)
            leads_back = place == target or walks.may_meet(place, after=target)
            if is_asked and leads_back and walks.may_follow(target, after=place):
                message = f'From "{place}" this always leads back to it: the survey never ends.'
                yield Finding(path=f"{path}.then.goTo", message=message)
