"""What the use cases need from outside: where surveys are kept, and what tenants set."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.engine.definition import SurveyDefinition
from services.engine.effort import Effort
from services.runtime.audit import AuditTrail
from services.surveys.domain.creation import CreationClaim
from services.surveys.domain.page_token import Position
from services.surveys.domain.sms_text import TenantStyle
from services.surveys.domain.survey import Survey, SurveyStatus, SurveySummary, SurveyVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusQuery:
    """Names a survey whose status is wanted."""

    tenant: str
    survey_id: str


class Transaction(AuditTrail, Protocol):
    """What can be done inside one transaction. Survey ids are UUIDs in their plain form.

    Whoever changes a survey notes it, too.
    """

    def add(self, survey: Survey) -> bool:
        """Keep a new survey; False when its id is taken, by whatever tenant."""
        ...

    def claim(self, claim: CreationClaim, *, now: datetime) -> CreationClaim | None:
        """Claim a key, or return the claim that holds it at `now`, whose survey is committed.

        Waits for the outcome of another claim of the same key.
        """
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

    def page(self, tenant: str, *, after: Position | None, size: int) -> Sequence[SurveySummary]:
        """Return the next surveys of a tenant, newest first."""
        ...

    def add_version(self, version: SurveyVersion) -> None:
        """Keep a version for ever."""
        ...

    def find_version(self, tenant: str, survey_id: str, *, version: int) -> SurveyDefinition | None:
        """Return a version of a survey of the tenant."""
        ...

    def statuses(self, queries: Sequence[StatusQuery]) -> Mapping[StatusQuery, SurveyStatus]:
        """Return the status of every survey asked for that is there."""
        ...


class UnitOfWork(Protocol):
    """Opens transactions: committed at the end of the block, rolled back when it raises."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction."""
        ...


class Turns(Protocol):
    """Gives turns to work that keeps a processor busy, so that it stops nothing else."""

    def turn(self, tenant: str, *, is_wanted: Callable[[], bool]) -> AbstractContextManager[Effort]:
        """Wait for a turn, and count the effort of what is done in it.

        The work ends when `is_wanted` turns false. Raises EXHAUSTED or UNAVAILABLE when too many wait.
        """
        ...


class TenantStyles(Protocol):
    """Knows what each tenant set about its texts."""

    def of(self, tenant: str) -> TenantStyle:
        """Return what the tenant set, or the defaults."""
        ...
