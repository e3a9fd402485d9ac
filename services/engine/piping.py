"""Piping what is known into a text: `{{answer.score}}`, `{{var.agentName|our colleague}}`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.engine.elements.element import Question
from services.engine.fitting import LONGEST_PIPED, shortened
from services.engine.state import State

_PIPE = re.compile(r"\{\{(?P<name>[^{}|]*)(?:\|(?P<fallback>[^{}]*))?\}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipe:
    """One pipe of a text: `source` is `answer`, `var`, or something that is not known."""

    source: str
    name: str
    fallback: str


def pipes_in(text: str) -> tuple[Pipe, ...]:
    """Every pipe of a text, in order.

    >>> pipes_in("Hi {{var.agentName|you}}")
    (Pipe(source='var', name='agentName', fallback='you'),)
    """
    return tuple(_pipe(match) for match in _PIPE.finditer(text))


def piped(
    text: str,
    state: State | None = None,
    questions: Mapping[str, Question] | None = None,
    *,
    longest: int = LONGEST_PIPED,
) -> str:
    """The text with every pipe replaced by what it names, else by its fallback, else by nothing.

    What is piped in is shortened to `longest` characters, and never searched for pipes again. Without
    a state, only fallbacks are known.

    >>> piped("Hi {{var.name|you}}{{answer.x}}!", State(language="en", variables={"name": "Bo"}))
    'Hi Bo!'
    """
    if "{{" not in text:
        return text
    if state is None:
        return with_pipes(text, lambda pipe: pipe.fallback)
    known, asked = state, questions or {}
    return with_pipes(
        text, lambda pipe: shortened(_known(pipe, known, asked), longest) or pipe.fallback
    )


def with_pipes(text: str, written: Callable[[Pipe], str]) -> str:
    """The text with every pipe replaced by what is written for it."""
    return _PIPE.sub(lambda match: written(_pipe(match)), text)


def _pipe(match: re.Match[str]) -> Pipe:
    source, _, name = match["name"].strip().partition(".")
    fallback = (match["fallback"] or "").strip()
    return Pipe(source=source.strip(), name=name.strip(), fallback=fallback)


def _known(pipe: Pipe, state: State, questions: Mapping[str, Question]) -> str:
    if pipe.source == "var":
        return state.variables.get(pipe.name.casefold(), "")
    answer = state.answers.get(pipe.name) if pipe.source == "answer" else None
    question = questions.get(pipe.name)
    if answer is None or question is None:
        return ""
    return question.shown(answer, language=state.language)
