"""The model's surveys as the system knows them (`questionnaires` says the same in plain words)."""

from collections.abc import Mapping

from services.engine.definition import (
    AnswerFormat,
    Cap,
    CapPeriod,
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    Operator,
    OptionDefinition,
    RuleDefinition,
    SecondSurvey,
    Settings,
    SurveyDefinition,
)
from tests.model.questionnaires import (
    ALL,
    CONFIRM,
    DATES,
    ERROR,
    HELP,
    REMINDER,
    STARTED,
    STOPPED,
    TEN,
    WAIT_OR_HELP,
    Questionnaire,
    Step,
)

_RULES: Mapping[str, tuple[RuleDefinition, ...]] = {
    "And the call, 1-10?": (
        RuleDefinition(
            id="happy",
            all=(ConditionDefinition(op=Operator.GTE, element="score", value=9),),
            go_to="almost",
        ),
        RuleDefinition(
            id="unhappy",
            all=(ConditionDefinition(op=Operator.LTE, element="score", value=1),),
            complete=True,
        ),
    ),
    "Was it solved?": (
        RuleDefinition(
            id="solved",
            all=(ConditionDefinition(op=Operator.EQ, element="solved", value=True),),
            complete=True,
        ),
    ),
}


def definitions() -> dict[str, SurveyDefinition]:
    """Return every survey of the model by its id."""
    return {one.survey_id: _definition(one) for one in ALL}


def _definition(one: Questionnaire) -> SurveyDefinition:
    closing = _said("done", ElementType.COMPLETION, one.closing)
    over = _said("over", ElementType.UNAVAILABLE, one.unavailable)
    return SurveyDefinition(
        name=one.closing,
        default_language="en",
        languages=("en",),
        elements=(*(_element(step) for step in one.steps), closing, over),
        rules=tuple(rule for step in one.steps for rule in _RULES.get(step.text, ())),
        texts={
            "help": {"en": HELP},
            "confirm": {"en": CONFIRM},
            "reminder": {"en": REMINDER},
            "confirmText": {"en": CONFIRM},
            "optOutConfirmation": {"en": STOPPED},
            "startConfirmation": {"en": STARTED},
        },
        settings=Settings(
            expiry_hours=int(one.lasts.total_seconds() // 3600),
            delay_seconds=one.pause.total_seconds(),
            invalid_reply_limit=one.most_invalid,
            second_survey=SecondSurvey.REJECT if one.refuses_second else SecondSurvey.SUPERSEDE,
            think_seconds=one.thinking.total_seconds(),
            reminders=one.reminders,
            caps=(
                (Cap(by="phone", max=one.most_a_day, per=CapPeriod.DAY),) if one.most_a_day else ()
            ),
        ),
    )


def _said(name: str, kind: ElementType, text: str) -> ElementDefinition:
    return ElementDefinition(id=name, type=kind, text={"en": text})


def _element(step: Step) -> ElementDefinition:
    if not step.asks:
        return _said(step.name, ElementType.TEXT, step.text)
    question, *listed = step.text.split("\n")
    return ElementDefinition(
        id=step.name,
        type=_type(step),
        text={"en": question},
        error={"en": ERROR},
        optional=step.optional,
        format=AnswerFormat.DATE if step.readings is DATES else None,
        min=1 if step.readings is TEN else None,
        max=10 if step.readings is TEN else None,
        options=tuple(_option(line) for line in listed),
    )


def _type(step: Step) -> ElementType:
    if step.is_open or step.readings is DATES:
        return ElementType.OPEN
    if step.readings is TEN:
        return ElementType.SCALE
    return ElementType.MULTIPLE_CHOICE if step.readings is WAIT_OR_HELP else ElementType.YES_NO


def _option(line: str) -> OptionDefinition:
    number, label = line.split(". ", maxsplit=1)
    return OptionDefinition(id=f"option-{number}", text={"en": label})
