"""Replies about the conversation, not its question: the question again, skipped, or in another language.

They count neither as answers nor as invalid. An answer goes before: a label `Pass` chooses its option.
"""

from dataclasses import replace
from functools import partial

from services.engine.definition import ElementType
from services.engine.elements.element import Question
from services.engine.incoming import IncomingReply
from services.engine.outcome import Outcome, TakenReply, TextKind, Verdict
from services.engine.phrases import Phrase
from services.engine.rendering import element_text, phrase_text
from services.engine.replies import Aside, Understood, aside_in, language_named
from services.engine.replies import Verdict as ReplyVerdict
from services.engine.state import State
from services.engine.survey import Survey
from services.engine.walk import new_draft


def aside_of(
    question: Question, state: State, reply: IncomingReply, verdict: ReplyVerdict
) -> Aside | str | None:
    """What a reply asks for besides an answer: an aside, or the code of another language of the survey.

    An open question takes any text, so that a language that is named there is its answer, unless it
    asks for something else.
    """
    is_answer = isinstance(verdict, Understood)
    if is_answer and question.type is not ElementType.OPEN:
        return None
    aside = aside_in(reply.text, languages=(state.language, *sorted(question.languages)))
    if aside is not None or is_answer:
        return aside
    return language_named(reply.text, own=state.language, others=question.languages)


def asked_again(
    survey: Survey, state: State, question: Question, *, language: str | None = None
) -> Outcome | None:
    """The question again, perhaps in another language from now on; None when too much was said."""
    after = replace(state, pending=None, attempts=state.attempts + 1)
    prefix = ""
    if language is not None:
        after = replace(after, language=language, spoken="")
        prefix = phrase_text(survey, after, Phrase.LANGUAGE_SWITCHED)
    draft = new_draft(survey, after, prefix=prefix)
    if not draft.has_room:
        return None
    draft.say(partial(element_text, survey, after, question), TextKind.REPEAT, question.id)
    taken = TakenReply(
        verdict=Verdict.REPEAT if language is None else Verdict.LANGUAGE,
        element_id=question.id,
        element_type=question.type.value,
        attempts=after.attempts,
    )
    # The question stays the one asked first: a reply to either message is a reply to it.
    return Outcome(state=replace(after, sent=draft.sent), texts=tuple(draft.texts), reply=taken)
