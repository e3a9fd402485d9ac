"""Lists responses, what changed of them, and what people wrote, page by page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from services.results.domain import tokens
from services.results.domain.filter import AskedFilter, Selection
from services.results.domain.questionnaire import Metric, Scale, scales_of
from services.results.domain.response import Response
from services.results.ports.counting import CountingStore
from services.results.ports.reading import FoundVerbatim, Reading, VerbatimPlace
from services.results.ports.source import SurveySource
from services.results.use_cases.select_sessions import Check, refused
from services.runtime.errors import ErrorKind, Problem, ServiceError
from services.runtime.ids import parse_id

EXPORTED_AT_A_TIME: Final = 2_000
MOST_SEARCHED: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A filter that makes sense, what the survey asks, and the names of its sessions' variables."""

    selection: Selection
    scales: Sequence[Scale]
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePage:
    """Responses; `next_token` is empty after the last page."""

    responses: Sequence[Response]
    next_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredVerbatim:
    """What somebody wrote, with the session's answer to the first question that has a metric."""

    found: FoundVerbatim
    score: float | None
    score_element_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResponses:
    """The use cases; each raises SURVEY_NOT_FOUND, and INVALID_REQUEST with every problem's place."""

    counting: CountingStore
    reading: Reading
    surveys: SurveySource

    def select(self, tenant: str, survey_id: str, asked: AskedFilter) -> Selected:
        """Check a filter."""
        self.surveys.require(tenant, survey_id)
        with self.counting.counting() as counting:
            versions = counting.versions(survey_id)
            variables = counting.variables(survey_id)
        scales = scales_of(self.surveys.questionnaires(tenant, survey_id, versions))
        check = Check(versions=versions, scales=scales, variables=variables)
        selection = check.selection(tenant, survey_id, asked)
        check.require()
        return Selected(selection=selection, scales=scales, variables=variables)

    def page(self, selected: Selected, *, token: str, size: int) -> ResponsePage:
        """Return a page of responses, oldest first."""
        after = parse_id(token) if token else None
        if token and after is None:
            raise _not_a_token("pageToken")
        found = self.reading.responses(selected.selection, after=after, limit=size + 1)
        page = found[:size]
        return ResponsePage(
            responses=page, next_token=page[-1].id if len(found) > len(page) else ""
        )

    def all(self, selected: Selected) -> Iterator[Sequence[Response]]:
        """Yield all responses, oldest first, a bounded number at a time."""
        after: str | None = None
        while True:
            found = self.reading.responses(
                selected.selection, after=after, limit=EXPORTED_AT_A_TIME
            )
            if found:
                yield found
            if len(found) < EXPORTED_AT_A_TIME:
                return
            after = found[-1].id

    def changes(
        self, tenant: str, survey_id: str, *, cursor: str, size: int
    ) -> tuple[ResponsePage, bool]:
        """Return what changed since a cursor, the next cursor, and whether there is more at once.

        Raises CURSOR_TOO_OLD when sessions were deleted since, which the cursor has not seen deleted.
        """
        self.surveys.require(tenant, survey_id)
        after = _position(cursor)
        found = self.reading.changed(survey_id, after=after, limit=size + 1)
        if cursor and after < found.deleted_through:
            raise ServiceError(
                kind=ErrorKind.PRECONDITION,
                reason="CURSOR_TOO_OLD",
                message="Sessions were deleted since this cursor was given. Begin without one.",
                problems=[Problem(path="after", message="Too old.")],
            )
        page = found.responses[:size]
        last = max((one.position for one in page), default=max(after, found.deleted_through))
        more = len(found.responses) > len(page)
        return ResponsePage(responses=page, next_token=tokens.written("c", str(last))), more

    def verbatims(
        self, selected: Selected, *, search: str, element_id: str, token: str, size: int
    ) -> tuple[Sequence[ScoredVerbatim], str]:
        """Return a page of what people wrote, newest first, and the token of the next one."""
        if len(search) > MOST_SEARCHED:
            message = f"At most {MOST_SEARCHED} characters are searched for."
            raise refused([Problem(path="search", message=message)])
        found = self.reading.verbatims(
            selected.selection,
            search=search,
            element_id=element_id,
            before=_place(token) if token else None,
            limit=size + 1,
        )
        page = found[:size]
        following = _token(page[-1]) if len(found) > len(page) else ""
        return [_scored(one, selected.scales) for one in page], following


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    match tokens.read(cursor, parts=2):
        case ["c", number] if number.isascii() and number.isdigit() and len(number) < 19:
            return int(number)
        case _:
            raise _not_a_token("after")


def _token(found: FoundVerbatim) -> str:
    at = found.written_at.astimezone(UTC).isoformat()
    return tokens.written(at, found.session_id, found.place)


def _place(token: str) -> VerbatimPlace:
    parts = tokens.read(token, parts=3)
    session_id = parse_id(parts[1]) if parts else None
    try:
        at = datetime.fromisoformat(parts[0]) if parts else None
    except ValueError:
        at = None
    if parts is None or session_id is None or at is None or at.tzinfo is None or "\0" in parts[2]:
        raise _not_a_token("pageToken")
    return VerbatimPlace(written_at=at, session_id=session_id, place=parts[2])


def _scored(found: FoundVerbatim, scales: Sequence[Scale]) -> ScoredVerbatim:
    for scale in scales:
        question = scale.question
        if question.metric is Metric.NONE or found.version not in scale.versions:
            continue
        value: Any = found.questions.get(question.element_id, {}).get("v")
        if isinstance(value, int | float):
            return ScoredVerbatim(
                found=found, score=float(value), score_element_id=question.element_id
            )
    return ScoredVerbatim(found=found, score=None, score_element_id="")


def _not_a_token(place: str) -> ServiceError:
    return refused([Problem(path=place, message="Not a token of an earlier answer.")])
