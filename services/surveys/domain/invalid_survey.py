"""The error for a survey that cannot be held."""

from collections.abc import Sequence

from services.engine.problems import Finding
from services.runtime.errors import Problem, invalid


def refuse_problems(findings: Sequence[Finding]) -> None:
    """Raise INVALID SURVEY_INVALID with every finding, unless there is none."""
    if not findings:
        return
    problems = [Problem(path=found.path, message=found.message) for found in findings]
    raise invalid("SURVEY_INVALID", "The survey is not valid.", problems=problems)
