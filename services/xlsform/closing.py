"""How a survey made of a form ends: with what its settings say, its last note, or a thank you."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.engine.definition import ElementDefinition, ElementType
from services.xlsform.asked import Asked
from services.xlsform.reading import Reading
from services.xlsform.sheet import Row
from services.xlsform.translated import translations
from services.xlsform.wording import piped

_THANKS = {
    "en": "Thank you for your answers.",
    "no": "Takk for svarene.",
    "sv": "Tack för dina svar.",
    "da": "Tak for dine svar.",
    "fi": "Kiitos vastauksistasi.",
    "de": "Vielen Dank für Ihre Antworten.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The completion of a survey, and the row that it comes from, if it is one of the questions'."""

    element: ElementDefinition
    row: Row | None = None


def closing_of(
    asked: Sequence[Asked], settings: Row | None, *, reading: Reading, languages: Sequence[str]
) -> Closing:
    """The completion. A note at the very end is one, if everybody is shown it."""
    name = _free_name({one.id for one in asked})
    written = translations(settings, "completion", default=reading.language) if settings else {}
    if written:
        texts = {language: piped(text) for language, text in written.items()}
        return Closing(element=ElementDefinition(id=name, type=ElementType.COMPLETION, text=texts))
    last = asked[-1] if asked else None
    if last and last.element.type is ElementType.TEXT and last.shown_if is None:
        element = replace(last.element, type=ElementType.COMPLETION)
        return Closing(element=element, row=last.row)
    thanks = {language: _THANKS.get(language, _THANKS["en"]) for language in languages}
    return Closing(element=ElementDefinition(id=name, type=ElementType.COMPLETION, text=thanks))


def _free_name(taken: set[str]) -> str:
    name = "done"
    while name in taken:
        name += "_"
    return name
