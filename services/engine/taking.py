"""Taking a reply as the answer to the current question: accepted, asked again, skipped or stopped."""

from dataclasses import dataclass, replace
from functools import partial

from services.engine.aside_replies import aside_of, asked_again
from services.engine.elements.element import Question
from services.engine.formats import Near
from services.engine.incoming import IncomingReply
from services.engine.outcome import Outcome, TakenReply, TextKind, Verdict, outcome_of
from services.engine.phrases import Phrase
from services.engine.rendering import confirm_text, error_text, phrase_text
from services.engine.replies import Aside, Refused, Understood, Unsure, says_yes
from services.engine.replies import Verdict as ReplyVerdict
from services.engine.speaking import heard
from services.engine.state import State, StoredAnswer
from services.engine.survey import Survey
from services.engine.walk import new_draft, position_after, stop, walk

_MOST_KEPT = 4_000
"""Characters of a reply that stay with the state; the whole reply is the caller's to keep."""
REQUIRED = "required"
"""Why a wish to skip a required open question was no answer."""
UNSURE = "unsure"
"""Why a reply with a likely answer and unknown words was no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """An answer on its way into the state, and whether its end was cut off."""

    answer: StoredAnswer
    shortened: bool = False
    said: str = ""
    """The reply that gives it, or confirms it."""
    reminder: int = 0
    """The number of the reminder that the reply followed, 0 for none."""


def take(survey: Survey, state: State, question: Question, *, reply: IncomingReply) -> Outcome:
    """The outcome of a reply to a question, in time and no keyword."""
    question = question.asked_in(state.seed)
    near = Near(phone=reply.phone, reader=survey.reader)
    verdict = question.understand(reply.text, language=state.language, near=near)
    match aside_of(question, state, reply, verdict):
        case Aside.SKIP:
            return _skipped(survey, state, question, verdict=verdict)
        case None:
            again = None
        case aside:
            language = None if aside is Aside.REPEAT else str(aside)
            again = asked_again(survey, state, question, language=language)
    if again is not None:
        return again
    if state.pending is not None:
        return _confirmed(survey, state, question, reply=reply, verdict=verdict)
    match verdict:
        case Understood() as understood:
            return _accepted(
                survey, state, question, stored=_stored(state, question, understood, reply=reply)
            )
        case Unsure() as unsure:
            return _asked_to_confirm(survey, state, question, unsure=unsure, reply=reply)
        case Refused(reason=reason):
            return _refused(survey, state, question, reason=reason.value)


def _skipped(survey: Survey, state: State, question: Question, *, verdict: ReplyVerdict) -> Outcome:
    """Leaves an optional question out; a required one gets the error text."""
    asked = replace(state, pending=None)
    if not question.optional:
        reason = verdict.reason.value if isinstance(verdict, Refused) else REQUIRED
        return _refused(survey, asked, question, reason=reason)
    taken = TakenReply(
        verdict=Verdict.SKIP,
        element_id=question.id,
        element_type=question.type.value,
        attempts=state.attempts + 1,
    )
    return _without(survey, state, question, taken=taken)


def _without(survey: Survey, state: State, question: Question, *, taken: TakenReply) -> Outcome:
    """Goes on without an answer to a question, also without one given to it before."""
    kept = {key: value for key, value in state.answers.items() if key != question.id}
    return _walk_on(survey, state, replace(state, answers=kept), taken=taken)


def _stored(
    state: State, question: Question, understood: Understood, *, reply: IncomingReply
) -> _Kept:
    text = reply.text[:_MOST_KEPT]
    answer = question.stored(understood, text=text, language=state.language)
    followed = _followed(state, reply)
    return _Kept(answer=answer, shortened=understood.shortened, said=text, reminder=followed)


def _followed(state: State, reply: IncomingReply) -> int:
    """The number of the reminder that the phone can have seen when it replied, 0 for none."""
    reminded, seen = state.reminded, reply.in_reply_to
    if reminded is None:
        return 0
    came_before = seen is not None and seen.same_session and seen.sequence < reminded.sequence
    return 0 if came_before else reminded.number


def _accepted(survey: Survey, state: State, question: Question, *, stored: _Kept) -> Outcome:
    answer = stored.answer
    taken = TakenReply(
        verdict=Verdict.ANSWER,
        element_id=question.id,
        element_type=question.type.value,
        value=answer.value,
        option_ids=answer.option_ids,
        labels=answer.labels,
        comment=answer.comment,
        attempts=state.attempts + 1,
        shortened=stored.shortened,
        understood_by=answer.understood_by,
        reminder=stored.reminder,
    )
    after = heard(survey, state, stored.said)
    answered = replace(after, answers={**state.answers, question.id: answer})
    return _walk_on(survey, state, answered, taken=taken)


def _asked_to_confirm(
    survey: Survey, state: State, question: Question, *, unsure: Unsure, reply: IncomingReply
) -> Outcome:
    """`Did you mean 8?`, once per question; nothing is stored until the customer says so."""
    draft = new_draft(survey, state)
    if state.confirms or not draft.has_room:
        return _refused(survey, state, question, reason=UNSURE)
    likely = _stored(state, question, unsure.confirmed(), reply=reply).answer
    draft.say(partial(confirm_text, survey, state, question, likely), TextKind.CONFIRM, question.id)
    taken = TakenReply(
        verdict=Verdict.CONFIRM,
        element_id=question.id,
        element_type=question.type.value,
        reason=UNSURE,
        attempts=state.attempts + 1,
    )
    waiting = replace(
        state,
        pending=likely,
        confirms=state.confirms + 1,
        attempts=state.attempts + 1,
        sent=draft.sent,
    )
    return Outcome(state=waiting, texts=tuple(draft.texts), reply=taken)


def _confirmed(
    survey: Survey, state: State, question: Question, *, reply: IncomingReply, verdict: ReplyVerdict
) -> Outcome:
    """Takes a reply to `Did you mean 8?`: an answer to the question itself, a yes, or neither."""
    pending = state.pending
    asked = replace(state, pending=None)
    if pending is None:
        raise ValueError("nothing waits to be confirmed")
    if isinstance(verdict, Understood) and not question.confirms(verdict, pending):
        stored = _stored(state, question, verdict, reply=reply)
        return _accepted(survey, asked, question, stored=stored)
    if not isinstance(verdict, Understood) and says_yes(
        reply.text, language=state.language, languages=question.languages
    ):
        confirmed = _Kept(
            answer=pending, said=reply.text[:_MOST_KEPT], reminder=_followed(state, reply)
        )
        return _accepted(survey, asked, question, stored=confirmed)
    reason = verdict.reason.value if isinstance(verdict, Refused) else UNSURE
    return _refused(survey, asked, question, reason=reason)


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
        return _without(survey, state, question, taken=taken)
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
    switched = after.language != before.language
    prefix = phrase_text(survey, after, Phrase.LANGUAGE_SWITCHED) if switched else ""
    draft = new_draft(survey, after, prefix=prefix)
    state = walk(survey, after, position, draft=draft)
    return outcome_of(before, state, texts=tuple(draft.texts), reply=taken)
