"""Replies for which there is no session: what is said to somebody whom we do not know.

Whether anything may be said at all, and what start and stop mean, is the caller's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.engine.definition import Translations
from services.engine.keywords import Keyword, keyword_of
from services.engine.outcome import TextKind, Verdict
from services.engine.phrases import Phrase, phrase
from services.engine.replies import is_autoresponder, is_empty, is_reaction


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideReply:
    """What became of a reply outside any session; `text` is empty where nothing is said."""

    verdict: Verdict
    text: str = ""
    kind: TextKind = TextKind.NOT_FOUND


def answer_outside(
    text: str, *, language: str, opted_out: bool, overrides: Mapping[str, Translations]
) -> OutsideReply:
    """Decide on a reply that belongs to no session (`services/sessions/README.md`).

    `opted_out` says whether the phone had opted out before this reply.
    """
    match keyword_of(text, in_open_question=False):
        case Keyword.STOP:
            said = Phrase.OPT_OUT_CONFIRMATION if not opted_out else None
            return _outside(Verdict.STOP, said, TextKind.CONFIRMATION, language, overrides)
        case Keyword.START:
            said = Phrase.START_CONFIRMATION if opted_out else None
            return _outside(Verdict.START, said, TextKind.CONFIRMATION, language, overrides)
        case _ if opted_out or is_autoresponder(text):
            return OutsideReply(verdict=Verdict.IGNORED)
        case Keyword.HELP:
            return _outside(Verdict.HELP, Phrase.HELP, TextKind.HELP, language, overrides)
        case None if is_empty(text):
            return OutsideReply(verdict=Verdict.EMPTY)
        case None if is_reaction(text):
            return OutsideReply(verdict=Verdict.REACTION)
        case None:
            return _outside(
                Verdict.UNKNOWN, Phrase.NOT_FOUND, TextKind.NOT_FOUND, language, overrides
            )


def _outside(
    verdict: Verdict,
    said: Phrase | None,
    kind: TextKind,
    language: str,
    overrides: Mapping[str, Translations],
) -> OutsideReply:
    text = phrase(said, language, overrides=overrides) if said else ""
    return OutsideReply(verdict=verdict, text=text, kind=kind)
