"""Finding what is wrong or costly in a definition, storing nothing."""

from dataclasses import dataclass

from services.engine.definition import SurveyDefinition
from services.engine.problems import Effort, Finding, Ways, look_over
from services.formats import READER
from services.surveys.domain.sms_text import TenantStyle, TextCost
from services.surveys.domain.storable_definition import storable_definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What publishing would refuse, what it would warn of, and what each text and the ways through cost."""

    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    texts: tuple[TextCost, ...]
    ways: Ways | None


def check_survey(
    definition: SurveyDefinition, *, style: TenantStyle, effort: Effort | None = None
) -> Checked:
    """Look at a definition as publishing would; raises INVALID INVALID_REQUEST like creating.

    Raises UnwantedError as soon as the effort says that nobody waits.
    """
    stored = storable_definition(definition)
    report = look_over(stored, measure=style.measure, reader=READER, effort=effort)
    return Checked(
        problems=report.problems,
        warnings=report.warnings,
        texts=tuple(
            TextCost(
                path=sent.path,
                cost=style.cost(sent.text),
                widest_segments=sent.widest_segments,
            )
            for sent in report.texts
        ),
        ways=report.ways,
    )
