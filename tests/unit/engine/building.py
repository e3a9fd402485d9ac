"""Surveys for the engine's tests, built from as few words as possible."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.engine.conversation import IncomingReply, answer, start
from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    JsonValue,
    Operator,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
)
from services.engine.outcome import Outcome
from services.engine.problems import Finding, TextMeasure, find_problems, find_warnings
from services.engine.state import State
from services.engine.survey import Survey, compile_survey
from services.formats import READER
from services.surveys.domain.sms_text import TenantStyle
from services.text.typography import Typography

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def element(name: str, kind: ElementType, **fields: Any) -> ElementDefinition:
    """An element whose text in English is its id."""
    return ElementDefinition(**{"id": name, "type": kind, "text": {"en": name}, **fields})


def text(name: str, **fields: Any) -> ElementDefinition:
    return element(name, ElementType.TEXT, **fields)


def scale(name: str, low: int = 1, high: int = 10, **fields: Any) -> ElementDefinition:
    return element(name, ElementType.SCALE, **{"min": low, "max": high, **fields})


def opened(name: str, **fields: Any) -> ElementDefinition:
    return element(name, ElementType.OPEN, **fields)


def choice(name: str, *labels: str, **fields: Any) -> ElementDefinition:
    """A choice whose options have their labels as ids."""
    options = tuple(OptionDefinition(id=label, text={"en": label}) for label in labels)
    return element(name, ElementType.MULTIPLE_CHOICE, options=options, **fields)


DONE = element("done", ElementType.COMPLETION)


def when(name: str, op: str, value: JsonValue = None) -> ConditionDefinition:
    return ConditionDefinition(element=name, op=Operator(op), value=value)


def variable(key: str, op: str, value: JsonValue = None) -> ConditionDefinition:
    return ConditionDefinition(variable=key, op=Operator(op), value=value)


def rule(*conditions: ConditionDefinition, to: str | None = None, **fields: Any) -> RuleDefinition:
    """A rule of which all conditions must hold; without `to` it completes."""
    named = "_".join(str(one.element or one.variable) for one in conditions) or "always"
    fields = {"id": f"{named}_{to}_{fields.get('at')}", "all": conditions, **fields}
    return RuleDefinition(go_to=to, complete=to is None, **fields)


def survey_of(*elements: ElementDefinition, **fields: Any) -> SurveyDefinition:
    """A survey in English; the completion is added."""
    given = {"name": "A survey", "default_language": "en", "languages": ("en",), **fields}
    if "rules" in given:
        given["rules"] = tuple(given["rules"])
    return SurveyDefinition(elements=(*elements, DONE), **given)


def compiled(*elements: ElementDefinition, **fields: Any) -> Survey:
    """The same, checked and compiled."""
    definition = survey_of(*elements, **fields)
    assert problems(definition) == ()
    return compile_survey(definition, reader=READER)


def measured(written: str) -> TextMeasure:
    """What a text costs exactly as it is written, by the real measure."""
    return TenantStyle(typography=Typography.OFF).measure(written)


def problems(definition: SurveyDefinition) -> tuple[Finding, ...]:
    return find_problems(definition, measure=measured, reader=READER)


def warnings(definition: SurveyDefinition) -> tuple[Finding, ...]:
    return find_warnings(definition, measure=measured, reader=READER)


def told(survey: Survey, *replies: str, **variables: str) -> Outcome:
    """The last outcome of a conversation in which every reply comes in good time."""
    outcome = start(survey, language="en", variables=variables)
    for reply in replies:
        outcome = said(survey, outcome.state, reply)
    return outcome


def said(survey: Survey, state: State, reply: str, **fields: Any) -> Outcome:
    """The outcome of one reply."""
    incoming = IncomingReply(text=reply, received_at=NOON)
    return answer(survey, state, replace(incoming, **fields))


def texts(outcome: Outcome) -> list[str]:
    return [one.text for one in outcome.texts]
