"""Finding what is wrong or costly in a definition, storing nothing."""

from dataclasses import dataclass

from services.engine.definition import SurveyDefinition
from services.engine.problems import Finding, find_problems, find_texts, find_warnings
from services.surveys.domain.sms_text import TenantStyle, TextCost
from services.surveys.domain.storable_definition import storable_definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What publishing would refuse, what it would warn of, and what each text costs."""

    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    texts: tuple[TextCost, ...]


def check_survey(definition: SurveyDefinition, *, style: TenantStyle) -> Checked:
    """Look at a definition as publishing would; raises INVALID INVALID_REQUEST like creating."""
    stored = storable_definition(definition)
    return Checked(
        problems=find_problems(stored, measure=style.measure),
        warnings=find_warnings(stored, measure=style.measure),
        texts=tuple(
            TextCost(path=path, cost=style.cost(text))
            for path, text in find_texts(stored, measure=style.measure)
        ),
    )
