"""The options of choices: that there are some, and that a reply can tell them apart."""

from collections.abc import Iterator

from services.engine.definition import ElementDefinition, ElementType
from services.engine.keywords import Keyword, keyword_of
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding
from services.engine.problems.structure import repeated_ids
from services.engine.replies import normalise

_LONGEST_NUMBER = 100
"""Characters; the numbers of options have two or three, whatever stands around them."""


def choice_problems(examined: Examined) -> Iterator[Finding]:
    """No options, options that nobody can tell apart, labels that stop the survey."""
    for path, element in examined.placed():
        if not element.type.is_choice:
            continue
        if not element.options:
            yield Finding(path=f"{path}.options", message="A choice needs options.")
        placed = [
            (f"{path}.options[{index}]", option.id) for index, option in enumerate(element.options)
        ]
        yield from repeated_ids(placed, what="option")
        yield from _selections(path, element)
        yield from _same_labels(path, element)
        yield from _stop_labels(path, element)


def choice_warnings(examined: Examined) -> Iterator[Finding]:
    """Words for an option that mean something else as well."""
    for path, element in examined.placed():
        for place, index, word in _words(path, element):
            keyword = keyword_of(word, in_open_question=False, in_choice=True)
            if keyword is not None and not (keyword is Keyword.STOP and ".text" in place):
                message = f'"{word}" is a keyword ({keyword}) and does not choose this option.'
                yield Finding(path=place, message=message)
            if _number(word) not in (0, index + 1) and _number(word) <= len(element.options):
                message = f'"{word}" is also the number of another option.'
                yield Finding(path=place, message=message)


def _number(word: str) -> int:
    """The number that a word is as a reply; 0 for any other word, and for longer ones than matter."""
    plain = normalise(word[:_LONGEST_NUMBER])
    return int(plain) if plain.isdecimal() and len(word) < _LONGEST_NUMBER else 0


def _selections(path: str, element: ElementDefinition) -> Iterator[Finding]:
    place = f"{path}.maxSelections"
    allowed = element.max_selections
    if allowed is None:
        return
    if element.type is ElementType.DROPDOWN and allowed != 1:
        yield Finding(path=place, message="A dropdown is answered by exactly one option.")
    elif not 1 <= allowed <= max(len(element.options), 1):
        message = "maxSelections must lie between 1 and the number of options."
        yield Finding(path=place, message=message)


def _same_labels(path: str, element: ElementDefinition) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for index, option in enumerate(element.options):
        for language, label in option.text.items():
            first = seen.setdefault((language, normalise(label) or label.strip()), index)
            if first != index:
                message = f'Options {first + 1} and {index + 1} have the same label "{label}".'
                yield Finding(path=f"{path}.options[{index}].text.{language}", message=message)


def _stop_labels(path: str, element: ElementDefinition) -> Iterator[Finding]:
    for index, option in enumerate(element.options):
        for language, label in option.text.items():
            if keyword_of(label, in_open_question=False) is Keyword.STOP:
                message = f'The label "{label}" is a word that ends all surveys to a phone.'
                yield Finding(path=f"{path}.options[{index}].text.{language}", message=message)


def _words(path: str, element: ElementDefinition) -> Iterator[tuple[str, int, str]]:
    """Every word for an option, with its path and the option's index."""
    for index, option in enumerate(element.options):
        for language, label in option.text.items():
            yield f"{path}.options[{index}].text.{language}", index, label
        for alias in option.aliases:
            yield f"{path}.options[{index}].aliases", index, alias
