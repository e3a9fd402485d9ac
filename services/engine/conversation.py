"""Holding a conversation: how it starts, and what each reply leads to (`services/sessions/README.md`).

Finding the session, limits per phone, and everything that is stored or sent is the caller's.
"""

from collections.abc import Mapping
from dataclasses import replace

from services.engine.definition import ElementType
from services.engine.incoming import IncomingReply, SeenMessage, has_expired, is_early
from services.engine.keyword_replies import SILENT, keyword_outcome
from services.engine.outcome import Outcome, TakenReply, Verdict, outcome_of
from services.engine.rendering import texts_of
from services.engine.replies import is_autoresponder, is_empty, is_reaction, is_short_number
from services.engine.shares import number_of
from services.engine.splits import arms_of
from services.engine.state import SessionState, State
from services.engine.survey import Survey
from services.engine.taking import take
from services.engine.walk import new_draft, say_unavailable, walk

__all__ = ["IncomingReply", "SeenMessage", "answer", "start"]


def start(
    survey: Survey,
    *,
    language: str,
    content: str = "",
    variables: Mapping[str, str] | None = None,
    session_id: str = "",
) -> Outcome:
    """Begins a conversation: everything up to the first question.

    `content` goes before the first message, on lines of its own. A language that the survey does
    not exist in gives way to its default. Keys of variables are matched without case. `session_id`
    decides splits and the order of shuffled options; where there is none, somebody is trying things
    out: options keep their order, and variables may say which arm of a split it is.
    """
    given = {key.casefold(): value for key, value in (variables or {}).items()}
    if survey.splits:
        arms = arms_of(survey.splits, session_id)
        drawn = {key.casefold(): arm for key, arm in arms.items()}
        given = {**given, **drawn} if session_id else {**drawn, **given}
    state = State(
        language=survey.language_or_default(language),
        variables=given,
        seed=_seed(session_id) if survey.shuffled and session_id else 0,
    )
    draft = new_draft(survey, state, prefix=content if content.strip() else "")
    draft.unprompted = True
    state = walk(survey, state, 0, draft=draft)
    return Outcome(state=state, texts=tuple(draft.texts), ended=not state.is_active)


def _seed(session_id: str) -> int:
    """A number of 53 bits, which JSON anywhere can hold, and never 0."""
    return (number_of(session_id, "\0options") >> 11) | 1


def answer(survey: Survey, state: State, reply: IncomingReply) -> Outcome:
    """Takes a reply: the new state, the texts to send, and what became of the reply.

    The order of the decisions is that of `services/sessions/README.md`.
    """
    if state.language not in survey.languages:
        # It began when the texts of "nb" were kept apart from those of "no".
        state = replace(state, language=survey.language_or_default(state.language))
    if not is_short_number(reply.text) and (other := _no_answer(survey, state, reply)):
        return other
    if state.status in SILENT:
        return _unanswered(state, Verdict.IGNORED)
    question = survey.questions.get(state.current_element or "")
    if not state.is_active or question is None or has_expired(reply):
        return _late(survey, state, reply)
    if is_early(survey, state, reply):
        return _unanswered(state, Verdict.EARLY)
    return take(survey, state, question, reply=reply)


def _no_answer(survey: Survey, state: State, reply: IncomingReply) -> Outcome | None:
    """What a reply leads to that is meant for no question; None for one that may be an answer."""
    if is_empty(reply.text):
        return _unanswered(state, Verdict.EMPTY)
    if _is_reaction(survey, state, reply):
        return _unanswered(state, Verdict.REACTION)
    spoken = keyword_outcome(survey, state, reply)
    if spoken is not None:
        return spoken
    if is_autoresponder(reply.text):
        return _unanswered(state, Verdict.IGNORED)
    return None


def _is_reaction(survey: Survey, state: State, reply: IncomingReply) -> bool:
    """Whether a phone quotes our last message; without knowing that, an open answer may look so."""
    question = survey.questions.get(state.current_element or "")
    is_open = question is not None and question.type is ElementType.OPEN
    if reply.last_messages or not (is_open and state.is_active):
        return is_reaction(reply.text, last_messages=reply.last_messages)
    # What was said is worked out only for the few replies that have the form of a reaction.
    return is_reaction(reply.text) and is_reaction(
        reply.text, last_messages=texts_of(survey, state)
    )


def _unanswered(state: State, verdict: Verdict) -> Outcome:
    return Outcome(state=state, reply=TakenReply(verdict=verdict, element_id=state.current_element))


def _late(survey: Survey, state: State, reply: IncomingReply) -> Outcome:
    draft = new_draft(survey, state)
    if reply.automatic_texts:
        say_unavailable(survey, state, draft=draft)
    after = replace(state.ended(SessionState.EXPIRED), sent=draft.sent)
    taken = TakenReply(verdict=Verdict.LATE, element_id=state.current_element)
    return outcome_of(state, after, texts=tuple(draft.texts), reply=taken)
