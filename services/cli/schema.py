"""`svar schema`: prints the JSON Schema of the survey file, for editors and other programs."""

import json

import typer

from gateway.schemas.survey_schema import survey_schema


def schema() -> None:
    """Print the JSON Schema of the survey file.

    With it an editor offers names and marks mistakes while you write. The examples begin with the
    line that tells YAML editors where it lies: beside them, where `svar examples` puts it. A running
    system has it at /schemas/survey.json. Exits 0.

    Example: svar schema > surveys/survey.schema.json
    """
    typer.echo(schema_text(), nl=False)


def schema_text() -> str:
    """Return the schema as a file holds it."""
    return json.dumps(survey_schema(), indent=2, ensure_ascii=False) + "\n"
