"""The survey file as a JSON Schema, for editors: made of the model that reads surveys, and of nothing else."""

from typing import Any, Final

from gateway.schemas.survey import SurveyDefinitionModel

ADDRESS: Final = "/schemas/survey.json"
"""Where a running system has it."""


def survey_schema() -> dict[str, Any]:
    """Return the schema. Names are matched without case when a survey is read; here they have one spelling."""
    schema = SurveyDefinitionModel.model_json_schema(by_alias=True)
    schema.pop("examples", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Svar survey",
        "description": "A survey held over SMS, as YAML or JSON. `svar check` finds what no schema can say.",
    }
