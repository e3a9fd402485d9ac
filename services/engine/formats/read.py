"""Reads a reply as the answer that an open question asks for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.engine.definition import AnswerFormat
from services.engine.formats.candidates import Candidate, known_languages, verdict_of
from services.engine.formats.date import dates_in
from services.engine.formats.email import emails_in
from services.engine.formats.near import Near
from services.engine.formats.phone import phones_in
from services.engine.formats.postcode import postcodes_in
from services.engine.phrases import Phrase
from services.engine.replies import Reason, Refused, Verdict
from services.engine.replies.reading import READ_LIMIT, legible

REASONS: Final[Mapping[AnswerFormat, Reason]] = {
    AnswerFormat.EMAIL: Reason.NOT_AN_EMAIL,
    AnswerFormat.PHONE: Reason.NOT_A_PHONE,
    AnswerFormat.DATE: Reason.NOT_A_DATE,
    AnswerFormat.POSTCODE: Reason.NOT_A_POSTCODE,
}
PHRASES: Final[Mapping[AnswerFormat, Phrase]] = {
    AnswerFormat.EMAIL: Phrase.NOT_AN_EMAIL,
    AnswerFormat.PHONE: Phrase.NOT_A_PHONE,
    AnswerFormat.DATE: Phrase.NOT_A_DATE,
    AnswerFormat.POSTCODE: Phrase.NOT_A_POSTCODE,
}


def read(
    wanted: AnswerFormat, text: str, *, language: str, others: Iterable[str], near: Near
) -> Verdict:
    """Return what a reply says; `others` are the survey's languages, whose words count as well.

    What is understood is written as the format is stored. A reply longer than four SMS is none.
    """
    reason = REASONS[wanted]
    if len(text) > READ_LIMIT:
        return Refused(reason=reason)
    languages = known_languages(language, others)
    line = " ".join(text.split())
    if wanted is AnswerFormat.DATE:
        line = " ".join(legible(text).split())
    found = _found(wanted, line, languages=languages, near=near)
    return verdict_of(line, found, reason=reason, languages=languages)


def _found(
    wanted: AnswerFormat, line: str, *, languages: Sequence[str], near: Near
) -> list[Candidate]:
    own = languages[0]
    match wanted:
        case AnswerFormat.EMAIL:
            found = emails_in(line)
        case AnswerFormat.PHONE:
            found = phones_in(line, language=own, near=near)
        case AnswerFormat.DATE:
            found = dates_in(line, languages=languages, country=near.country(own))
        case AnswerFormat.POSTCODE:
            found = postcodes_in(line, country=near.country(own))
    return sorted(found, key=lambda one: one.start)
