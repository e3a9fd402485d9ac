"""Elements that no walk reaches, and walks that never come to a question."""

from collections.abc import Iterator

from services.engine.definition import ElementType
from services.engine.problems.finding import Examined, Finding
from services.engine.problems.walks import walks_of, without_questions


def unreachable_elements(examined: Examined) -> Iterator[Finding]:
    """Elements that no walk from the start meets, whatever is answered."""
    if examined.is_too_large:
        return
    reached = walks_of(examined).reached()
    for path, element in examined.placed():
        if element.type is not ElementType.UNAVAILABLE and element.id not in reached:
            yield Finding(path=path, message=f'Nothing ever leads to "{element.id}".')


def endless_walks(examined: Examined) -> Iterator[Finding]:
    """Rules that lead back, from a text to a text, without a question on the way."""
    walks = without_questions(walks_of(examined), examined)
    for index, rule in enumerate(examined.definition.rules):
        target = rule.go_to
        if target is None or target not in walks.following:
            continue
        for place in rule.places:
            if target not in walks.following.get(place, ()):
                continue
            if place == target or place in walks.after(target):
                message = (
                    f'From "{place}" back to "{target}" there is no question: it would never end.'
                )
                yield Finding(path=f"rules[{index}].then.goTo", message=message)
