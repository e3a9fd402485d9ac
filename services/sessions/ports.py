"""What the use cases need of the world, in their own words."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.engine.survey import Survey
from services.runtime.errors import ServiceError
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.message import SentMessage
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.session import Address, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStatus:
    """Whether new sessions of a survey may begin, and on which version."""

    state: str
    version: int


class SurveyCatalog(Protocol):
    """Published surveys. Versions never change, so each is fetched once."""

    def status(self, tenant: str, survey_id: str) -> SurveyStatus:
        """Return a survey's status, at most a second old; raises ServiceError SURVEY_NOT_FOUND."""
        ...

    def load(self, tenant: str, survey_id: str, version: int) -> Survey:
        """Return a version, fetching it if need be; raises ServiceError when that fails."""
        ...

    def loaded(self, survey_id: str, version: int) -> Survey | None:
        """Return a version if it is in memory; asks nobody, so it may be called in a transaction."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressWish:
    """A session that needs a reply address."""

    session_id: str
    recipient: str
    expires_at: datetime


class SmsGateway(Protocol):
    """The phone networks."""

    def reserve(
        self, tenant: str, wishes: Sequence[AddressWish]
    ) -> Sequence[Address | ServiceError]:
        """Reserve a reply address for each wish, in order; repeating a wish returns the same one."""
        ...

    def send(self, deliveries: Sequence[Delivery]) -> None:
        """Hand over messages and ends; durable when it returns, harmless when repeated."""
        ...

    def messages(self, tenant: str, session_id: str) -> Sequence[SentMessage]:
        """Return the messages sent in a session, in order."""
        ...


class SessionIndex(Protocol):
    """Which open session an address and phone belong to: fast, and perhaps wrong or empty."""

    def find(self, addresses: Sequence[Address]) -> Sequence[str | None]:
        """Return a session id for each address, None where none is known."""
        ...

    def remember(self, sessions: Sequence[Session]) -> None:
        """Note open sessions."""
        ...

    def forget(self, sessions: Sequence[Session]) -> None:
        """Drop sessions that are over."""
        ...


class Outbox(Protocol):
    """Hands on deliveries that are committed."""

    def lease_until(self) -> datetime:
        """Return until when a row inserted now is leased to this process."""
        ...

    def offer_deliveries(self, deliveries: Sequence[Delivery], *, leased_until: datetime) -> None:
        """Take deliveries that are committed."""
        ...


class AddressHeldError(Exception):
    """Somebody else has begun a session on an address meanwhile; the transaction is lost."""


class Transaction(Protocol):
    """What can be read and written in one transaction. Rows are locked in id order."""

    # -- sessions

    def find(
        self, wanted: Sequence[tuple[str, Address]], *, closed_since: datetime
    ) -> Sequence[str | None]:
        """Return for each tenant's address its open session asked last, else the newest closed one."""
        ...

    def lock(self, session_ids: Sequence[str]) -> Mapping[str, Session]:
        """Lock sessions and return those that exist, by id."""
        ...

    def open_at(self, addresses: Sequence[Address]) -> Sequence[str]:
        """Return the ids of the open sessions on exactly these addresses."""
        ...

    def open_of_phones(self, tenant_phones: Sequence[tuple[str, str]]) -> Sequence[str]:
        """Return the ids of all open sessions of these tenants' phones."""
        ...

    def contacts_of(self, session_ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """Return the tenant and phone of each of these sessions that exists, without locking it."""
        ...

    def overdue(self, *, now: datetime, limit: int) -> Sequence[str]:
        """Return the ids of open sessions past their expiry that nobody else has locked."""
        ...

    def add(self, sessions: Sequence[Session]) -> None:
        """Store new sessions; raises AddressHeldError when somebody else took an address."""
        ...

    def save(self, sessions: Sequence[Session]) -> None:
        """Store what changed of locked sessions."""
        ...

    def get(self, tenant: str, session_id: str) -> Session | None:
        """Return one session of a tenant."""
        ...

    def page(self, wanted: SessionFilter) -> Sequence[Session]:
        """Return sessions, newest first."""
        ...

    # -- replies

    def known_replies(self, reply_ids: Sequence[str]) -> set[str]:
        """Return which of these replies are stored already."""
        ...

    def keep(self, replies: Sequence[KeptReply]) -> set[str]:
        """Store replies; one stored already stays as it is. Returns the ids of the new ones."""
        ...

    def replies_of(self, session_id: str) -> Sequence[KeptReply]:
        """Return the replies of a session, in the order received."""
        ...

    # -- contacts

    def suppressed(self, tenant_phones: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Return the reason for each tenant's phone that must get no SMS."""
        ...

    def opt_out(
        self, tenant_phones: Sequence[tuple[str, str]], *, at: datetime
    ) -> set[tuple[str, str]]:
        """Note that these phones want nothing; returns those that had not said so before."""
        ...

    def opt_in(self, tenant_phones: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Note that these phones want messages again; returns those that had opted out."""
        ...

    # -- requests

    def claim_requests(
        self, claims: Mapping[tuple[str, str], str], *, now: datetime, until: datetime
    ) -> Mapping[tuple[str, str], str]:
        """Claim (tenant, key) for session ids; returns who holds each now."""
        ...

    def held_requests(
        self, keys: Sequence[tuple[str, str]], *, now: datetime
    ) -> Mapping[tuple[str, str], str]:
        """Return the session that holds each of these (tenant, key), where one does."""
        ...

    def release_requests(self, keys: Sequence[tuple[str, str]]) -> None:
        """Give up claims whose sessions will not be."""
        ...

    # -- outbox

    def queue(self, deliveries: Sequence[Delivery], *, leased_until: datetime) -> None:
        """Store deliveries to hand on, leased to this process."""
        ...


class UnitOfWork(Protocol):
    """Opens transactions: committed at the end of the block, rolled back when it raises."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Open a transaction."""
        ...
