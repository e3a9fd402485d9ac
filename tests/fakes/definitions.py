"""Survey definitions that several tests begin with."""

from services.engine.definition import (
    ConditionDefinition,
    ElementDefinition,
    ElementType,
    Metric,
    Operator,
    OptionDefinition,
    RuleDefinition,
    SurveyDefinition,
)


def sound_definition(name: str = "After the call") -> SurveyDefinition:
    """A survey that can be published: a greeting, a scale, a choice, an open question, a rule."""
    return SurveyDefinition(
        name=name,
        default_language="en",
        languages=("en", "no"),
        elements=(
            ElementDefinition(
                id="hello", type=ElementType.TEXT, text={"en": "Thank you.", "no": "Takk."}
            ),
            ElementDefinition(
                id="score",
                type=ElementType.SCALE,
                min=1,
                max=10,
                metric=Metric.CSAT,
                text={"en": "How satisfied are you, 1-10?", "no": "Hvor fornøyd er du, 1-10?"},
            ),
            ElementDefinition(
                id="why",
                type=ElementType.MULTIPLE_CHOICE,
                text={"en": "What mattered most?", "no": "Hva betydde mest?"},
                options=(
                    OptionDefinition(id="wait", text={"en": "Waiting time", "no": "Ventetid"}),
                    OptionDefinition(id="help", text={"en": "The help I got", "no": "Hjelpen"}),
                ),
            ),
            ElementDefinition(
                id="comment",
                type=ElementType.OPEN,
                optional=True,
                text={"en": "Anything to add?", "no": "Noe å legge til?"},
            ),
            ElementDefinition(
                id="done",
                type=ElementType.COMPLETION,
                text={"en": "Thanks a lot!", "no": "Tusen takk!"},
            ),
        ),
        rules=(
            RuleDefinition(
                id="happy",
                all=(ConditionDefinition(op=Operator.GTE, element="score", value=9),),
                go_to="comment",
            ),
        ),
    )


def unfinished_definition() -> SurveyDefinition:
    """A draft with two things wrong: a choice without options, and no completion."""
    return SurveyDefinition(
        name="Unfinished",
        default_language="en",
        languages=("en",),
        elements=(ElementDefinition(id="pick", type=ElementType.DROPDOWN, text={"en": "Pick"}),),
    )
