"""How an element is written down for a phone, before anything is piped into it."""

from collections.abc import Mapping

from services.engine.definition import Translations
from services.engine.elements.element import Element, Question


def written_text(
    element: Element, language: str, *, show_hints: bool, texts: Mapping[str, Translations]
) -> str:
    """An element's text before piping: for a question with its options and what to reply, by line."""
    lines = [element.text.get(language, "")]
    if isinstance(element, Question):
        lines.extend(element.listed(language))
        if show_hints:
            lines.append(element.hint(language, texts))
    return "\n".join(line for line in lines if line)
