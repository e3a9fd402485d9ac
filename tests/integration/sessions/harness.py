"""The sessions service without its rim: real Postgres and Redis, fakes for the two other services."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from msgspec import structs
from sqlalchemy import text

from services.engine.definition import SurveyDefinition
from services.runtime.database import LOOK_UPS, Database
from services.runtime.errors import ServiceError
from services.runtime.ids import new_id
from services.runtime.leased import Failure, Leased
from services.runtime.leased_rows import LeasedRows
from services.runtime.redis import RedisMemory
from services.sessions.adapters.session_index import RedisSessionIndex
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.invitation import Invitation, Sent
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Address, Session
from services.sessions.ports.sms import Outbox
from services.sessions.ports.unit_of_work import UnitOfWork
from services.sessions.store.erasures import ERASURES
from services.sessions.store.outbox import OUTBOX
from services.sessions.store.unit_of_work import PostgresUnitOfWork
from services.sessions.use_cases.admission import Admission
from services.sessions.use_cases.check_invitations import CheckInvitations
from services.sessions.use_cases.contacts import Contacts
from services.sessions.use_cases.end_sessions import EndSessions
from services.sessions.use_cases.erase_contact import EraseContact
from services.sessions.use_cases.finish_erasures import FinishErasures
from services.sessions.use_cases.handle_replies import HandleReplies
from services.sessions.use_cases.read_sessions import ReadSessions, SessionView
from services.sessions.use_cases.send_surveys import SendSurveys
from services.sessions.use_cases.session_changes import SessionChanges
from services.sessions.use_cases.suppression import Suppression
from services.sessions.use_cases.wake_sessions import WakeSessions
from services.settings.tenants import TenantSettings, WrittenTenants
from tests.fakes.definitions import sound_definition
from tests.fakes.fake_sms_gateway import FakeSmsGateway
from tests.fakes.fake_survey_catalog import FakeSurveyCatalog
from tests.fakes.manual_clock import ManualClock

SURVEY = "11111111-1111-4111-8111-111111111111"
OTHER_SURVEY = "22222222-2222-4222-8222-222222222222"
NORWEGIAN = "+4790000001"
SWEDISH = "+46700000001"
LEASE = timedelta(seconds=30)
A_WHILE = timedelta(seconds=20)
"""Long enough for every message of a step to be due, and for a person to think."""


class ImmediateOutbox:
    """Hands committed deliveries on before it returns, unless it is `dead`: then the rows stay."""

    def __init__(
        self, store: LeasedRows[Delivery], *, sms: FakeSmsGateway, clock: ManualClock
    ) -> None:
        self.dead = False
        self._store = store
        self._sms = sms
        self._clock = clock

    def lease_until(self) -> datetime:
        """Return until when a row inserted now is leased."""
        return self._clock.now() + LEASE

    def offer(self, rows: Sequence[Leased[Delivery]]) -> None:
        """Hand on what is committed."""
        if self.dead or not rows:
            return
        self._sms.send([leased.row for leased in rows])
        self._store.finish([leased.id for leased in rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Harness:
    """Everything of one service process, and short ways to say what happens to it."""

    clock: ManualClock
    database: Database
    uow: UnitOfWork
    memory: RedisMemory
    index: RedisSessionIndex
    sms: FakeSmsGateway
    catalog: FakeSurveyCatalog
    store: LeasedRows[Delivery]
    outbox: Outbox
    send_surveys: SendSurveys
    handle: HandleReplies
    ending: EndSessions
    wake: WakeSessions
    contacts: Contacts
    erase: EraseContact
    reading: ReadSessions

    def send(self, phone: str = NORWEGIAN, **changes: Any) -> Session:
        """Send the survey to a phone; raises what SendSurvey answers."""
        return self.result(phone, **changes).session

    def result(self, phone: str = NORWEGIAN, **changes: Any) -> Sent:
        """Send the survey and return the whole result."""
        (result,) = self.send_surveys([invitation(phone, **changes)])
        if isinstance(result, ServiceError):
            raise result
        return result

    def reply(self, to: Session | Address, words: str, **changes: Any) -> Reply:
        """Make the reply that a phone writes now, with what it can have seen."""
        address = to.address if isinstance(to, Session) else to
        now = self.clock.now()
        made = Reply(
            id=new_id(),
            tenant="default",
            address=address,
            text=words,
            received_at=now,
            in_reply_to=self.sms.seen_at(address, now),
        )
        return structs.replace(made, **changes)

    def say(self, to: Session | Address, *words: str) -> Sequence[Failure]:
        """Let a phone write something after a while, several times."""
        failures: list[Failure] = []
        for said in words:
            self.clock.advance(A_WHILE)
            failures += self.handle([self.reply(to, said)])
        return failures

    def view(self, session: Session) -> SessionView:
        """Read a session with everything in it."""
        return self.reading.get(session.tenant, session.id)

    def state(self, session: Session) -> str:
        """Read a session's state."""
        return self.view(session).session.state.value

    def verdicts(self, session: Session) -> list[str]:
        """What became of the replies of a session, in order."""
        return [kept.taken.verdict.value for kept in self.view(session).messages.replies]

    def answers(self, session: Session) -> dict[str | None, object]:
        """The answers of a session by question."""
        return {kept.taken.element_id: kept.taken.value for kept in self.view(session).answers}

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        """Read a whole table."""
        with self.database.transaction() as connection:
            found = connection.execute(text(f"SELECT * FROM sessions.{table} ORDER BY 1"))
            return [dict(row) for row in found.mappings()]

    def count(self, table: str) -> int:
        """Count the rows of a table."""
        return len(self.rows(table))

    def execute(self, statement: str) -> None:
        """Change the database behind the service's back."""
        with self.database.transaction() as connection:
            connection.execute(text(statement))


@contextmanager
def running(
    database_url: str,
    redis_url: str,
    *,
    connections: int = 10,
    tenants: Mapping[str, TenantSettings] = MappingProxyType({}),
) -> Iterator[Harness]:
    """Put a service process together on a migrated database."""
    clock = ManualClock()
    database = Database(database_url, connections=connections, application="test", planner=LOOK_UPS)
    memory = RedisMemory(redis_url)
    catalog = FakeSurveyCatalog()
    catalog.publish(SURVEY, sound_definition())
    sms = FakeSmsGateway(clock)
    store = LeasedRows(database, OUTBOX)
    outbox = ImmediateOutbox(store, sms=sms, clock=clock)
    try:
        yield assembled(
            clock=clock,
            database=database,
            memory=memory,
            catalog=catalog,
            sms=sms,
            outbox=outbox,
            tenants=tenants,
        )
    finally:
        memory.close()
        database.close()


def assembled(
    *,
    clock: ManualClock,
    database: Database,
    memory: RedisMemory,
    catalog: FakeSurveyCatalog,
    sms: FakeSmsGateway,
    outbox: Outbox,
    tenants: Mapping[str, TenantSettings] = MappingProxyType({}),
) -> Harness:
    """Wire the use cases as `main.py` does."""
    settings = WrittenTenants(by_name=tenants)
    uow = PostgresUnitOfWork(database)
    index = RedisSessionIndex(memory)
    check = CheckInvitations(catalog=catalog, tenants=settings, clock=clock)
    changes = SessionChanges(uow=uow, index=index, outbox=outbox, clock=clock)
    ending = EndSessions(changes=changes)
    return Harness(
        clock=clock,
        database=database,
        uow=uow,
        memory=memory,
        index=index,
        sms=sms,
        catalog=catalog,
        store=LeasedRows(database, OUTBOX),
        outbox=outbox,
        send_surveys=SendSurveys(
            check=check,
            suppression=Suppression(tenants=settings),
            admission=Admission(tenants=settings),
            changes=changes,
            sms=sms,
            clock=clock,
        ),
        handle=HandleReplies(changes=changes, catalog=catalog, index=index, tenants=settings),
        ending=ending,
        wake=WakeSessions(changes=changes, catalog=catalog, sms=sms, tenants=settings),
        contacts=Contacts(
            uow=uow, ending=ending, suppression=Suppression(tenants=settings), clock=clock
        ),
        erase=EraseContact(
            changes=changes,
            finish=FinishErasures(
                uow=uow, sms=sms, queue=LeasedRows(database, ERASURES), clock=clock
            ),
        ),
        reading=ReadSessions(uow=uow, sms=sms),
    )


def invitation(phone: str = NORWEGIAN, **changes: Any) -> Invitation:
    """Make a sound request to send the survey to a phone."""
    sound = Invitation(
        tenant="default",
        survey_id=SURVEY,
        identifier=phone,
        identifier_type="Phone",
        channel="SMS",
    )
    return replace(sound, **changes)


def with_settings(**settings: Any) -> SurveyDefinition:
    """The sound survey with other settings."""
    definition = sound_definition()
    return replace(definition, settings=replace(definition.settings, **settings))
