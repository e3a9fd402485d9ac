"""A survey in its life: a draft that changes, versions that do not, and a state.

Every change gives a new value with the next revision; storing it is the caller's business.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.engine.definition import SurveyDefinition
from services.runtime.errors import ErrorKind, ServiceError, conflict
from services.surveys.domain.fingerprint import fingerprint


class SurveyState(StrEnum):
    """Where in its life a survey is; only a published one can be sent."""

    DRAFT = "draft"
    PUBLISHED = "published"
    PAUSED = "paused"
    ARCHIVED = "archived"


def etag_of(revision: int) -> str:
    """Return the etag of a survey at a revision.

    >>> etag_of(3)
    'r3'
    """
    return f"r{revision}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey with its draft.

    `latest_version` is 0 when it was never published. `revision` grows with every change, and
    `published_fingerprint` tells the draft from what was published last, empty when nothing was.
    """

    id: str
    tenant: str
    state: SurveyState
    draft: SurveyDefinition
    created_at: datetime
    updated_at: datetime
    latest_version: int = 0
    revision: int = 1
    published_fingerprint: str = ""
    updated_by: str = ""
    """The name of who changed the draft last; empty where nobody was named."""
    published_by: str = ""
    """The name of who published the newest version."""

    @property
    def etag(self) -> str:
        """Changes whenever the survey does."""
        return etag_of(self.revision)

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the draft differs from the newest version; true when there is none."""
        return fingerprint(self.draft) != self.published_fingerprint

    def with_draft(
        self, draft: SurveyDefinition, *, etag: str, now: datetime, by: str = ""
    ) -> "Survey":
        """Replace the draft.

        Raises PRECONDITION STALE_ETAG when `etag` is neither empty nor the current one, and
        CONFLICT SURVEY_ARCHIVED.
        """
        self._refuse_archived("An archived survey cannot be changed.")
        if etag and etag != self.etag:
            raise ServiceError(
                kind=ErrorKind.PRECONDITION,
                reason="STALE_ETAG",
                message="The survey was changed by somebody else in the meantime.",
            )
        return replace(self, draft=draft, revision=self.revision + 1, updated_at=now, updated_by=by)

    def published(self, *, now: datetime, by: str = "") -> "Survey":
        """Make the draft the next version; a paused survey stays paused."""
        state = SurveyState.PAUSED if self.state is SurveyState.PAUSED else SurveyState.PUBLISHED
        return replace(
            self,
            state=state,
            latest_version=self.latest_version + 1,
            published_fingerprint=fingerprint(self.draft),
            revision=self.revision + 1,
            updated_at=now,
            published_by=by,
        )

    def refuse_publishing(self) -> None:
        """Raise CONFLICT SURVEY_ARCHIVED when no version can be made any more."""
        self._refuse_archived("An archived survey cannot be published.")

    def paused(self, *, now: datetime) -> "Survey":
        """Stop new sessions for now; a paused survey stays as it is.

        Raises CONFLICT SURVEY_NOT_PUBLISHED or SURVEY_ARCHIVED.
        """
        self._refuse_archived("An archived survey cannot be paused.")
        self._refuse_draft("Only a published survey can be paused.")
        return self._moved(SurveyState.PAUSED, now)

    def resumed(self, *, now: datetime) -> "Survey":
        """Allow new sessions again; a published survey stays as it is.

        Raises CONFLICT SURVEY_NOT_PUBLISHED or SURVEY_ARCHIVED.
        """
        self._refuse_archived("An archived survey cannot be resumed.")
        self._refuse_draft("Only a paused survey can be resumed.")
        return self._moved(SurveyState.PUBLISHED, now)

    def archived(self, *, now: datetime) -> "Survey":
        """End the survey for new sessions for good; an archived one stays as it is."""
        return self._moved(SurveyState.ARCHIVED, now)

    def _moved(self, state: SurveyState, now: datetime) -> "Survey":
        if state is self.state:
            return self
        return replace(self, state=state, revision=self.revision + 1, updated_at=now)

    def _refuse_archived(self, message: str) -> None:
        if self.state is SurveyState.ARCHIVED:
            raise conflict("SURVEY_ARCHIVED", message)

    def _refuse_draft(self, message: str) -> None:
        if self.state is SurveyState.DRAFT:
            raise conflict("SURVEY_NOT_PUBLISHED", message)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyVersion:
    """A draft frozen for ever; `version` counts from 1."""

    survey_id: str
    version: int
    definition: SurveyDefinition
    published_at: datetime
    published_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSummary:
    """A version in a list: who published it when, and what is new in it."""

    version: int
    published_at: datetime
    published_by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStatus:
    """What a sender needs to know: whether new sessions may begin, and on which version."""

    state: SurveyState
    latest_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySummary:
    """A survey in a list: everything but the elements, rules and texts of its draft."""

    id: str
    state: SurveyState
    latest_version: int
    name: str
    default_language: str
    languages: tuple[str, ...]
    etag: str
    has_unpublished_changes: bool
    created_at: datetime
    updated_at: datetime
    updated_by: str = ""
    name_key: str = ""
    """What a list by name is ordered by: the beginning of the name in small letters."""
