"""The texts of a row: its label with the hint below, answers piped in, and what is said of errors."""

import re
from collections.abc import Sequence

from services.engine.definition import Translations
from services.xlsform.reading import Reading
from services.xlsform.sheet import Row
from services.xlsform.translated import translated_headers, translations

_TEXTS = ("label", "hint", "constraint_message")
_ANSWER = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def element_text(row: Row, reading: Reading) -> Translations:
    """The label in every language, and below it the hint where there is one in that language."""
    labels = translations(row, "label", default=reading.language)
    hints = translations(row, "hint", default=reading.language)
    _remark_on_pipes(row, reading)
    return {
        language: _known_piped(
            "\n".join(one for one in (label, hints.get(language, "")) if one), reading
        )
        for language, label in labels.items()
    }


def error_text(row: Row, reading: Reading) -> Translations:
    """What is said of an answer that does not meet the constraint, in every language of the label.

    A survey says it in all languages or in none, so one that is missing borrows the first.
    """
    texts = dict(translations(row, "constraint_message", default=reading.language))
    labels = translations(row, "label", default=reading.language)
    missing = [language for language in labels if language not in texts]
    if texts and missing:
        lent = reading.language if reading.language in texts else next(iter(texts))
        texts |= dict.fromkeys(missing, texts[lent])
        _remark_on_lent(row, reading, lent, missing)
    return {language: _known_piped(text, reading) for language, text in texts.items()}


def _remark_on_lent(row: Row, reading: Reading, lent: str, missing: Sequence[str]) -> None:
    header = next(iter(translated_headers([row], "constraint_message")))
    languages = ", ".join(missing)
    message = (
        f"There is none in {languages}: the one in {lent} stands there until you translate it."
    )
    reading.mention(row.place(header), message)


def piped(text: str) -> str:
    """The text with references to answers as a survey writes them.

    >>> piped("You said ${score}.")
    'You said {{answer.score}}.'
    """
    return _ANSWER.sub(r"{{answer.\1}}", text)


def _known_piped(text: str, reading: Reading) -> str:
    """The same, where what nobody answered before is left out."""
    return piped(
        _ANSWER.sub(lambda found: found[0] if _is_answered(found[1], reading) else "", text)
    )


def _is_answered(name: str, reading: Reading) -> bool:
    known = reading.asked.get(name)
    return known is not None and known.element.type.is_question


def _remark_on_pipes(row: Row, reading: Reading) -> None:
    for header, text in row.cells.items():
        if header.partition(":")[0] not in _TEXTS:
            continue
        for name in _ANSWER.findall(text):
            if not _is_answered(name, reading):
                message = f'"{name}" is not answered before this text: it is left out of it.'
                reading.leave_out(row.place(header), message)
