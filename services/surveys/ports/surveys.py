"""Where surveys, their versions and the requests that made them are kept, as the use cases see it.

A use case opens a transaction, and everything in it is durable or nothing is.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.engine.definition import SurveyDefinition
from services.runtime.audit import AuditTrail
from services.surveys.domain.creation import CreationClaim
from services.surveys.domain.page_token import Position, SurveyOrder
from services.surveys.domain.survey import (
    Survey,
    SurveyState,
    SurveyStatus,
    SurveySummary,
    SurveyVersion,
    VersionSummary,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuery:
    """Names a survey whose status is wanted."""

    tenant: str
    survey_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFilter:
    """Narrows a list: names that contain `search`, without case, and one state. Empty for all."""

    search: str = ""
    state: SurveyState | None = None
    order: SurveyOrder = SurveyOrder.CREATED


class Surveys(Protocol):
    """Surveys with their drafts. Ids are UUIDs in their plain form.

    Whatever reads a draft raises INTERNAL SURVEY_UNREADABLE when a newer release has stored it.
    """

    def add(self, survey: Survey) -> bool:
        """Keep a new survey; False when its id is taken, by whatever tenant."""
        ...

    def find(self, tenant: str, survey_id: str) -> Survey | None:
        """Return a survey of the tenant."""
        ...

    def find_and_lock(self, tenant: str, survey_id: str) -> Survey | None:
        """Return a survey of the tenant that nobody else changes until the transaction ends."""
        ...

    def save(self, survey: Survey) -> None:
        """Replace a survey that is there and locked."""
        ...

    def save_state(self, survey: Survey) -> None:
        """Replace the state of a survey that is there and locked, and leave its draft as it is."""
        ...

    def page(
        self, tenant: str, *, wanted: SurveyFilter, after: Position | None, size: int
    ) -> Sequence[SurveySummary]:
        """Return the next surveys of a tenant that fit, in the order wanted."""
        ...

    def statuses(self, queries: Sequence[StatusQuery]) -> Mapping[StatusQuery, SurveyStatus]:
        """Return the status of every survey asked for that is there."""
        ...


class Versions(Protocol):
    """Published versions, which never change."""

    def add(self, version: SurveyVersion) -> None:
        """Keep a version for ever."""
        ...

    def find(self, tenant: str, survey_id: str, *, version: int) -> SurveyDefinition | None:
        """Return a version of a survey of the tenant; raises INTERNAL SURVEY_UNREADABLE."""
        ...

    def page(self, survey_id: str, *, before: int, size: int) -> Sequence[VersionSummary]:
        """Return versions of a survey that come before one, newest first."""
        ...


class Requests(Protocol):
    """Which survey a request has created, so that its repetitions create no other."""

    def claim(self, claim: CreationClaim, *, now: datetime) -> CreationClaim | None:
        """Claim a key, or return the claim that holds it at `now`, whose survey is committed.

        Waits for the outcome of another claim of the same key.
        """
        ...


class Transaction(Protocol):
    """What an open transaction offers. Whoever changes a survey notes it in the audit, too."""

    @property
    def surveys(self) -> Surveys:
        """Surveys with their drafts."""
        ...

    @property
    def versions(self) -> Versions:
        """Published versions."""
        ...

    @property
    def requests(self) -> Requests:
        """Requests that created a survey."""
        ...

    @property
    def audit(self) -> AuditTrail:
        """Who changed what."""
        ...


class UnitOfWork(Protocol):
    """Opens transactions: committed at the end of the block, rolled back when it raises."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction."""
        ...
