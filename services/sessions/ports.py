"""What the use cases need of the world, in their own words."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.engine.survey import Survey
from services.runtime.errors import ErrorKind, ServiceError
from services.sessions.domain.contact import Contact, ErasedMessages, OptOut
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.message import SentMessage
from services.sessions.domain.page import SessionFilter
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import Conversation, Heard, Line, PastReply
from services.sessions.domain.session import Address, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyStatus:
    """Whether new sessions of a survey may begin, and on which version."""

    state: str
    version: int


SurveyKey = tuple[str, str]
"""A tenant and one of its surveys."""


class SurveyCatalog(Protocol):
    """Published surveys. Versions never change, so each is fetched once."""

    def statuses(self, surveys: Sequence[SurveyKey]) -> Sequence[SurveyStatus | ServiceError]:
        """Return the status of each survey as it is now, or SURVEY_NOT_FOUND, in order.

        Never from memory: whoever has paused a survey may rely on it at once.
        """
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

    def erase(self, tenant: str, phone: str) -> ErasedMessages:
        """Erase a phone from everything of a tenant; nothing that is queued for it leaves."""
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


@dataclass(kw_only=True, eq=False)
class UnreadableSessionError(ServiceError):
    """A stored session makes no sense, so that nothing can be decided about it."""

    kind: ErrorKind = ErrorKind.INTERNAL
    reason: str = "SESSION_UNREADABLE"
    message: str = "A stored session cannot be read."
    session_id: str


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

    def last_replies(
        self, conversations: Sequence[Conversation]
    ) -> Mapping[Conversation, Sequence[PastReply]]:
        """Return the last two replies of conversations, oldest first."""
        ...

    def lock_said(
        self, lines: Sequence[Line], *, now: datetime
    ) -> Mapping[Line, Sequence[datetime]]:
        """Lock what was said on lines and return it, oldest first."""
        ...

    def note_said(self, said: Mapping[Line, Sequence[datetime]], *, now: datetime) -> None:
        """Store what was said on locked lines."""
        ...

    def heard(self, contacts: Sequence[Contact], *, since: datetime) -> Mapping[Contact, Heard]:
        """Return what each of these phones was sent after a time that is at most a day ago."""
        ...

    # -- contacts: locked before sessions

    def lock_contacts(self, tenant_phones: Sequence[Contact], *, create: bool = True) -> None:
        """Keep others from changing these contacts; unknown ones are added, unless told otherwise.

        What is read afterwards holds until the end of the transaction.
        """
        ...

    def suppressed(self, tenant_phones: Sequence[Contact]) -> Mapping[Contact, str]:
        """Return the reason for each tenant's phone that opted out or is denied."""
        ...

    def sent_since(self, tenant_phones: Mapping[Contact, datetime]) -> set[Contact]:
        """Return the phones that were sent a survey after their time."""
        ...

    def opted_out_at(self, contact: Contact) -> datetime | None:
        """Return since when a phone is opted out, None when it is not."""
        ...

    def opt_outs(self, tenant: str, *, after: str, limit: int) -> Sequence[OptOut]:
        """Return a tenant's opt-outs in the order of the phones, those after a phone."""
        ...

    def deny(self, contact: Contact, *, at: datetime) -> datetime:
        """Put a phone on the deny list; returns since when it is there."""
        ...

    def allow(self, contact: Contact) -> None:
        """Take a phone off the deny list."""
        ...

    def sessions_of(self, contact: Contact) -> Sequence[str]:
        """Return the ids of all sessions of a phone, open or over."""
        ...

    def erase(self, contact: Contact, blanked: Sequence[Session]) -> tuple[int, int]:
        """Blank all sessions of a phone and whatever else names it; returns replies and contacts.

        The sessions are locked, over, and hold nothing any more that would have to go.
        """
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

    def forget(self, *, now: datetime) -> None:
        """Delete requests and counts that do not matter any more."""
        ...

    def forget_contacts(
        self, *, after: Contact, idle_since: datetime, limit: int
    ) -> Contact | None:
        """Look at the next contacts in their order and delete those that nothing is known of.

        Those neither opted out nor denied, with no open session and none begun since. Returns the last
        one looked at, None when there is none after the one given.
        """
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
