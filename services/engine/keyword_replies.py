"""Replies that are keywords: stop, start and help, in or outside a session (`services/engine/README.md`).

What stop means for other sessions of the phone, and for later surveys, is the caller's.
"""

from dataclasses import replace
from functools import partial

from services.engine.definition import ElementType
from services.engine.incoming import IncomingReply, has_expired
from services.engine.keywords import Keyword, keyword_of
from services.engine.opting_out import asks_to_stop
from services.engine.outcome import Outcome, TakenReply, TextKind, Verdict, outcome_of
from services.engine.phrases import Phrase
from services.engine.rendering import phrase_text
from services.engine.state import SessionState, State
from services.engine.survey import Survey
from services.engine.walk import new_draft

SILENT = (SessionState.OPTED_OUT, SessionState.SUPPRESSED)
"""The states in which nothing is ever said, but that somebody may be asked again."""

_CONFIRMATIONS = {
    Verdict.STOP: Phrase.OPT_OUT_CONFIRMATION,
    Verdict.START: Phrase.START_CONFIRMATION,
}


def keyword_outcome(survey: Survey, state: State, reply: IncomingReply) -> Outcome | None:
    """What a keyword leads to; None when the reply is none, or is one that means nothing here.

    `start` in a conversation that goes on is an ordinary reply.
    """
    asked = _asked(survey, state, reply)
    in_open, in_choice = asked is ElementType.OPEN, asked is not None and asked.is_choice
    match keyword_of(reply.text, in_open_question=in_open, in_choice=in_choice):
        case Keyword.STOP if state.status not in SILENT:
            after = state.ended(SessionState.OPTED_OUT)
            rule = asks_to_stop(reply.text) or ""
            return _confirmed(survey, state, after, Verdict.STOP, understood_by=rule)
        case Keyword.START if state.status is SessionState.OPTED_OUT:
            return _confirmed(survey, state, state, Verdict.START)
        case Keyword.START if not state.is_active:
            taken = TakenReply(verdict=Verdict.START, element_id=state.current_element)
            return Outcome(state=state, reply=taken)
        case Keyword.HELP if state.status not in SILENT:
            return _helped(survey, state, reply)
        case _:
            return None


def _asked(survey: Survey, state: State, reply: IncomingReply) -> ElementType | None:
    """What kind of question a reply can still answer."""
    question = survey.questions.get(state.current_element or "")
    if question is None or not state.is_active or has_expired(reply):
        return None
    return question.type


def _confirmed(
    survey: Survey, before: State, after: State, verdict: Verdict, *, understood_by: str = ""
) -> Outcome:
    draft = new_draft(survey, before)
    # Owed however much was said before: it is the last word.
    draft.most = before.sent + 1
    write = partial(phrase_text, survey, before, _CONFIRMATIONS[verdict])
    draft.say(write, TextKind.CONFIRMATION)
    return outcome_of(
        before,
        replace(after, sent=draft.sent),
        texts=tuple(draft.texts),
        reply=TakenReply(
            verdict=verdict, element_id=before.current_element, understood_by=understood_by
        ),
    )


def _helped(survey: Survey, state: State, reply: IncomingReply) -> Outcome:
    draft = new_draft(survey, state)
    if reply.automatic_texts and draft.has_room:
        draft.say(partial(phrase_text, survey, state, Phrase.HELP), TextKind.HELP)
    return Outcome(
        state=replace(state, sent=draft.sent),
        texts=tuple(draft.texts),
        reply=TakenReply(verdict=Verdict.HELP, element_id=state.current_element),
    )
