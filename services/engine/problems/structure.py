"""Whether the parts that every survey has are there, once each, under names of their own."""

from collections.abc import Iterable, Iterator

from services.engine.definition import ElementType
from services.engine.phrases import phrase_named
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding


def structure_problems(examined: Examined) -> Iterator[Finding]:
    """No question; completion missing, twice or not last; unavailable twice; ids used twice."""
    yield from _questions(examined)
    yield from _completion(examined)
    yield from _unavailable(examined)
    elements = [(path, element.id) for path, element in examined.placed()]
    rules = [(f"rules[{at}]", rule.id) for at, rule in enumerate(examined.definition.rules)]
    yield from repeated_ids(elements, what="element")
    yield from repeated_ids(rules, what="rule")


def structure_warnings(examined: Examined) -> Iterator[Finding]:
    """Texts under a name that no built-in phrase has: they are never said."""
    for name in examined.definition.texts:
        if phrase_named(name) is None:
            yield Finding(
                path=f"texts.{name}", message=f'There is no built-in text named "{name}".'
            )


def repeated_ids(placed: Iterable[tuple[str, str]], *, what: str) -> Iterator[Finding]:
    """Ids that are empty, or that something before has."""
    seen: set[str] = set()
    for path, name in placed:
        if not name.strip():
            yield Finding(path=f"{path}.id", message=f"This {what} has no id.")
        elif name in seen:
            message = f'Two {what}s have the id "{name}".'
            yield Finding(path=f"{path}.id", message=message)
        seen.add(name)


def _questions(examined: Examined) -> Iterator[Finding]:
    if not any(element.type.is_question for element in examined.definition.elements):
        yield Finding(path="elements", message="The survey asks no question.")


def _completion(examined: Examined) -> Iterator[Finding]:
    closing = [
        path for path, element in examined.placed() if element.type is ElementType.COMPLETION
    ]
    if not closing:
        yield Finding(path="elements", message="The survey has no completion, its closing text.")
    for path in closing[1:]:
        yield Finding(path=path, message="A survey has only one completion.")
    sequence = [
        path for path, element in examined.placed() if element.type is not ElementType.UNAVAILABLE
    ]
    if len(closing) == 1 and sequence[-1] != closing[0]:
        message = "The completion must be the last element of the sequence."
        yield Finding(path=closing[0], message=message)


def _unavailable(examined: Examined) -> Iterator[Finding]:
    found = [path for path, element in examined.placed() if element.type is ElementType.UNAVAILABLE]
    for path in found[1:]:
        yield Finding(path=path, message="A survey has at most one unavailable text.")
