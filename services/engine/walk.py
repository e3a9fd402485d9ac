"""Walking through a survey: what is said from one place up to the next question, or to the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from services.engine.elements.completion import Closing
from services.engine.elements.element import Element, Question
from services.engine.fitting import Segments, Write, fitted
from services.engine.outcome import OutgoingText, TextKind
from services.engine.rendering import element_text, unavailable_text
from services.engine.state import SessionState, State
from services.engine.survey import Survey

MAX_MESSAGES = 50
"""The most messages that one session sends; the last of them is kept for saying that it is over."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """The texts of one outcome while they are collected, none of more than ten segments.

    `prefix` goes before the first of them, and `unprompted` is about the first as well: those after
    it follow it at once. `sent` is the sequence of the newest message, `most` the last that there
    may be.
    """

    sent: int
    delay_seconds: float
    segments: Segments
    prefix: str = ""
    unprompted: bool = False
    most: int = MAX_MESSAGES
    texts: list[OutgoingText] = field(default_factory=list)

    def say(self, write: Write, kind: TextKind, element_id: str | None = None) -> None:
        """Adds a message, unless it is blank or the session has said all that it may."""
        if self.sent >= self.most:
            return
        text = fitted(write, segments=self.segments)
        if not text.strip():
            return
        if self.prefix:
            text = fitted(write, segments=self.segments, before=self.prefix)
            self.prefix = ""
        self.sent += 1
        self.texts.append(
            OutgoingText(
                text=text,
                kind=kind,
                element_id=element_id,
                sequence=self.sent,
                delay_seconds=self.delay_seconds if self.texts else 0.0,
                unprompted=self.unprompted and not self.texts,
            )
        )

    @property
    def has_room(self) -> bool:
        """Whether something may be said that is not the end."""
        return self.sent < self.most - 1


def new_draft(survey: Survey, state: State, *, prefix: str = "") -> Draft:
    """An empty draft that goes on where the session is."""
    return Draft(
        sent=state.sent,
        delay_seconds=survey.settings.delay_seconds,
        segments=survey.segments,
        prefix=prefix,
    )


def walk(survey: Survey, state: State, position: int, *, draft: Draft) -> State:
    """Says everything from a position to the next question or the end; returns where that leaves us."""
    for element in _passed(survey, state, position):
        match element:
            case Closing():
                return complete(survey, state, draft=draft)
            case Question() if draft.has_room:
                return _ask(survey, state, element, draft=draft)
            case _ if draft.has_room:
                draft.say(partial(element_text, survey, state, element), TextKind.TEXT, element.id)
            case _:
                break
    return stop(survey, state, draft=draft)


def complete(survey: Survey, state: State, *, draft: Draft) -> State:
    """Says the closing text and ends the conversation as completed."""
    completion = survey.completion
    write = partial(element_text, survey, state, completion)
    draft.say(write, TextKind.COMPLETION, completion.id)
    return replace(
        state,
        status=SessionState.COMPLETED,
        current_element=completion.id,
        invalid_replies=0,
        attempts=0,
        pending=None,
        confirms=0,
        reminded=None,
        sent=draft.sent,
        question_sequence=0,
    )


def stop(survey: Survey, state: State, *, draft: Draft) -> State:
    """Says that the survey is over and ends the conversation as stopped."""
    say_unavailable(survey, state, draft=draft)
    return replace(state, status=SessionState.STOPPED, sent=draft.sent)


def say_unavailable(survey: Survey, state: State, *, draft: Draft) -> None:
    """Says that the survey is over."""
    element_id = None if survey.unavailable is None else survey.unavailable.id
    draft.say(partial(unavailable_text, survey, state), TextKind.UNAVAILABLE, element_id)


def position_after(survey: Survey, state: State, element_id: str) -> int:
    """Where the walk goes on after an element: the first rule there that matches decides."""
    for rule in survey.rules_at.get(element_id, ()):
        if rule.matches(state):
            end = len(survey.sequence) - 1
            return end if rule.target is None else survey.positions[rule.target]
    return survey.positions[element_id] + 1


def _passed(survey: Survey, state: State, position: int) -> Iterator[Element]:
    """The elements on the way. A place met twice ends it: between questions nothing changes."""
    seen: set[int] = set()
    while position not in seen:
        seen.add(position)
        element = survey.sequence[position]
        yield element
        position = position_after(survey, state, element.id)


def _ask(survey: Survey, state: State, question: Question, *, draft: Draft) -> State:
    draft.say(partial(element_text, survey, state, question), TextKind.QUESTION, question.id)
    if question.is_personal and question.id not in state.personal:
        state = replace(state, personal=(*state.personal, question.id))
    return replace(
        state,
        current_element=question.id,
        invalid_replies=0,
        attempts=0,
        pending=None,
        confirms=0,
        reminded=None,
        sent=draft.sent,
        question_sequence=draft.sent,
    )
