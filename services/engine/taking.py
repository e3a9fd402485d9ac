"""Taking a reply as the answer to the current question: accepted, asked again, skipped or stopped."""

from dataclasses import replace
from functools import partial

from services.engine.elements.element import Question
from services.engine.incoming import IncomingReply
from services.engine.outcome import Outcome, TakenReply, TextKind, Verdict, outcome_of
from services.engine.rendering import error_text
from services.engine.replies import Refused, Understood, Unsure
from services.engine.state import State
from services.engine.survey import Survey
from services.engine.walk import new_draft, position_after, stop, walk

_MOST_KEPT = 4_000
"""Characters of a reply that stay with the state; the whole reply is the caller's to keep."""


def take(survey: Survey, state: State, question: Question, *, reply: IncomingReply) -> Outcome:
    """The outcome of a reply to a question, in time and no keyword."""
    match question.understand(reply.text, language=state.language):
        case Understood() as understood:
            return _accepted(survey, state, question, reply=reply, understood=understood)
        case Unsure():
            return _refused(survey, state, question, reason="unsure")
        case Refused(reason=reason):
            return _refused(survey, state, question, reason=reason.value)


def _accepted(
    survey: Survey,
    state: State,
    question: Question,
    *,
    reply: IncomingReply,
    understood: Understood,
) -> Outcome:
    stored = question.stored(understood, text=reply.text[:_MOST_KEPT], language=state.language)
    taken = TakenReply(
        verdict=Verdict.ANSWER,
        element_id=question.id,
        element_type=question.type.value,
        value=stored.value,
        option_ids=stored.option_ids,
        labels=stored.labels,
        comment=stored.comment,
        attempts=state.attempts + 1,
        shortened=understood.shortened,
    )
    answered = replace(state, answers={**state.answers, question.id: stored})
    return _walk_on(survey, state, answered, taken=taken)


def _refused(survey: Survey, state: State, question: Question, *, reason: str) -> Outcome:
    """Asks again, until the limit: then an optional question is skipped, a required one stops it."""
    taken = TakenReply(
        verdict=Verdict.INVALID,
        element_id=question.id,
        element_type=question.type.value,
        reason=reason,
        attempts=state.attempts + 1,
    )
    counted = replace(state, invalid_replies=state.invalid_replies + 1, attempts=state.attempts + 1)
    if counted.invalid_replies < survey.settings.invalid_reply_limit:
        return _ask_again(survey, counted, question, taken=taken)
    if question.optional:
        kept = {key: value for key, value in state.answers.items() if key != question.id}
        return _walk_on(survey, state, replace(state, answers=kept), taken=taken)
    return _stopped(survey, state, counted, taken=taken)


def _ask_again(survey: Survey, state: State, question: Question, *, taken: TakenReply) -> Outcome:
    draft = new_draft(survey, state)
    if not draft.has_room:
        return _stopped(survey, state, state, taken=taken)
    write = partial(error_text, survey, state, question, taken.reason or "")
    draft.say(write, TextKind.ERROR, question.id)
    # The question stays the one asked first: a reply to either message is a reply to it.
    return Outcome(state=replace(state, sent=draft.sent), texts=tuple(draft.texts), reply=taken)


def _stopped(survey: Survey, before: State, after: State, *, taken: TakenReply) -> Outcome:
    draft = new_draft(survey, after)
    stopped = stop(survey, after, draft=draft)
    return outcome_of(before, stopped, texts=tuple(draft.texts), reply=taken)


def _walk_on(survey: Survey, before: State, after: State, *, taken: TakenReply) -> Outcome:
    position = position_after(survey, after, taken.element_id or "")
    draft = new_draft(survey, after)
    state = walk(survey, after, position, draft=draft)
    return outcome_of(before, state, texts=tuple(draft.texts), reply=taken)
