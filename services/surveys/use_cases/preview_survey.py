"""Holding a whole conversation on a definition, storing nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from services.engine.definition import SurveyDefinition
from services.engine.preview import Preview, preview
from services.engine.problems import Effort, look_over
from services.engine.problems.bounds import size_problems
from services.engine.state import SessionState
from services.engine.survey import Survey, compile_survey
from services.engine.unfinished import END, walkable
from services.formats import READER
from services.runtime.errors import Problem, invalid
from services.surveys.domain.invalid_survey import refuse_problems
from services.surveys.domain.language import language_asked_for
from services.surveys.domain.sms_text import TenantStyle
from services.surveys.domain.storable_definition import storable_definition
from services.text.storable import storable

MOST_REPLIES = 1_000
MOST_WAITS = 1_000
LONGEST_WAIT = 336
"""Hours: as long as a session lives at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRequest:
    """What to hold a conversation on, and what the customer says, in order."""

    definition: SurveyDefinition
    language_code: str = ""
    content: str = ""
    replies: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    unfinished: bool = False
    """Whether a definition with problems is walked as far as it can be, instead of refused."""
    expires_after: int | None = None
    """After how many of the replies the session expires; None for never."""
    phone: str = ""
    """Whose replies they are, in E.164; empty for somebody of the country where the language is spoken."""
    waits: Sequence[tuple[int, float]] = ()
    """After how many of the replies nobody says anything, and for how many hours."""


def preview_survey(
    request: PreviewRequest, *, style: TenantStyle, effort: Effort | None = None
) -> Preview:
    """Hold the conversation, in the survey's default language unless asked otherwise.

    Raises INVALID SURVEY_INVALID with every problem of a definition that could not be published (of
    an unfinished one only for its size), and INVALID INVALID_REQUEST for a malformed language, more
    than 1,000 replies or waits, or a wait of no sensible length. Raises UnwantedError as soon as the
    effort says that nobody waits.
    """
    _refuse_too_many(request.replies)
    survey, stops_at = _survey(request, style, effort)
    held = preview(
        survey,
        language=survey.language_or_default(language_asked_for(request.language_code)),
        content=storable(request.content),
        variables=_variables(request.variables),
        replies=[storable(reply) for reply in request.replies],
        waits=_waits(request.waits),
        expires_after=request.expires_after,
        phone=request.phone,
        effort=effort,
    )
    if held.current_element != END:
        return held
    return replace(held, state=SessionState.STOPPED, stopped_at=stops_at)


def _refuse_too_many(replies: Sequence[str]) -> None:
    if len(replies) > MOST_REPLIES:
        problem = Problem(path="replies", message=f"At most {MOST_REPLIES} replies.")
        raise invalid("INVALID_REQUEST", "There are too many replies.", problems=[problem])


def _waits(given: Sequence[tuple[int, float]]) -> Mapping[int, timedelta]:
    """How long nobody says anything after each number of replies."""
    if len(given) > MOST_WAITS:
        problem = Problem(path="waits", message=f"At most {MOST_WAITS} waits.")
        raise invalid("INVALID_REQUEST", "There are too many waits.", problems=[problem])
    wrong = [
        Problem(path=f"waits[{index}].hours", message=f"A wait lasts 0 to {LONGEST_WAIT} hours.")
        for index, (_, hours) in enumerate(given)
        if not 0 <= hours <= LONGEST_WAIT
    ]
    if wrong:
        raise invalid("INVALID_REQUEST", "A wait is too long.", problems=wrong)
    waits: dict[int, timedelta] = {}
    for after, hours in given:
        waits[after] = waits.get(after, timedelta()) + timedelta(hours=hours)
    return waits


def _survey(
    request: PreviewRequest, style: TenantStyle, effort: Effort | None
) -> tuple[Survey, str]:
    """The survey to hold, and the place where a walk through it ends too early, empty for none."""
    stored = storable_definition(request.definition)
    stops_at = ""
    if request.unfinished:
        refuse_problems(tuple(size_problems(stored)))
        found = walkable(stored, reader=READER)
        stored, stops_at = found.definition, found.stops_at
    else:
        report = look_over(stored, measure=style.measure, reader=READER, effort=effort)
        refuse_problems(report.problems)
    survey = compile_survey(
        style.applied(stored), segments=lambda text: style.cost(text).segments, reader=READER
    )
    return survey, stops_at


def _variables(given: Mapping[str, str]) -> dict[str, str]:
    """Match keys without case, as sessions do."""
    return {storable(key).casefold(): storable(value) for key, value in given.items()}
