"""The sessions and the sms service in one process, real but for time, threads and the phone network.

Use cases, stores, adapters and servicers are put together as the two `main.py` do, on a real
Postgres and a real Redis. Nothing happens by itself: each hop, each send and each sweep is a call.
"""

from collections.abc import Sequence
from typing import Any, cast

import redis
from sqlalchemy import text

from services.runtime.database import LOOK_UPS, Database
from services.runtime.errors import ServiceError, unavailable
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased
from services.runtime.leased_rows import LeasedRows
from services.runtime.redis import RedisMemory
from services.sessions.adapters.session_index import RedisSessionIndex
from services.sessions.adapters.sms_gateway import GrpcSmsGateway
from services.sessions.domain.delivery import Delivery
from services.sessions.domain.reply import Reply
from services.sessions.sms_event_sink import SmsEventSinkServicer
from services.sessions.store.outbox import OUTBOX
from services.sessions.store.unit_of_work import PostgresUnitOfWork
from services.sessions.use_cases.admission import Admission
from services.sessions.use_cases.check_invitations import CheckInvitations
from services.sessions.use_cases.end_sessions import EndSessions, StatusReport
from services.sessions.use_cases.handle_replies import HandleReplies
from services.sessions.use_cases.send_surveys import SendSurveys
from services.sessions.use_cases.session_changes import SessionChanges
from services.sessions.use_cases.suppression import Suppression
from services.sessions.use_cases.wake_sessions import WakeSessions
from services.sms.adapters.event_sink import GrpcEventSink
from services.sms.configuration import sms_configuration
from services.sms.domain.replies import Reply as ReceivedReply
from services.sms.main import assemble, reach
from services.sms.ports.http import HttpClient
from services.sms.servicer import SmsServicer
from services.sms.store.leased_tables import REPLIES
from services.sms.store.send_queue import PostgresSendStore
from services.sms.store.status_reports import StatusReports
from services.sms.workers.inbound_relay import inbound_relay
from services.sms.workers.status_relay import status_relay
from tests.fakes.fake_survey_catalog import FakeSurveyCatalog
from tests.fakes.known_keys import KnownKeys
from tests.fakes.later_requests import FakeLaterRequests
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import inbound, status
from tests.model.definitions import definitions
from tests.model.direct_channel import DirectChannel
from tests.model.hop import DiedError, Hop, handing_over
from tests.model.numbers import CALM, configuration
from tests.model.stepped_sender import LEASE, SteppedSender

Event = Sequence[Reply] | Sequence[StatusReport] | Sequence[Delivery]
"""What a service has committed of another's, whoever learns of it."""


class World:
    """Everything but the phones. `happened` is what was handed over since somebody looked."""

    def __init__(self, database_url: str, redis_url: str) -> None:
        self.database = Database(database_url, connections=4, application="model", planner=LOOK_UPS)
        self.redis = redis.Redis.from_url(redis_url)
        self.memory = RedisMemory(redis_url)
        self.begin()

    def begin(self) -> None:
        """Put new processes together on the same database, with a clock of their own."""
        self.clock = ManualClock()
        self.happened: list[Event] = []
        self.to_sms, self.to_sessions = DirectChannel(), DirectChannel()
        self._build_sessions()
        self._build_sms()

    def forget_everything(self) -> None:
        """Empty the database and Redis, and begin anew."""
        (names,) = self.rows(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name"
            " FROM pg_tables WHERE schemaname IN ('sms', 'sessions')"
            " AND tablename <> 'alembic_version'"
        )
        with self.database.transaction() as connection:
            for row in names:
                # On tables of a few rows much faster than TRUNCATE.
                connection.execute(text(f"DELETE FROM {row.name}"))
        self.redis.flushall()
        self.begin()

    def close(self) -> None:
        """Close every connection."""
        self.redis.close()
        self.memory.close()
        self.database.close()

    def rows(self, *statements: str) -> list[Sequence[Any]]:
        """Read the rows of each statement."""
        with self.database.transaction() as connection:
            return [connection.execute(text(one)).all() for one in statements]

    # -- what the outside does

    def receive(self, *items: dict[str, object]) -> Sequence[Leased[ReceivedReply]]:
        """Let the provider deliver messages from phones in one request; returns those that are new."""
        before = len(self.inbox.waiting)
        (answer,) = self.sms.receive_callbacks("plain", [inbound(*items)])
        assert answer.status == 200, answer
        return self.inbox.waiting[before:]

    def report(self, message_id: str, outcome: str, *, opted_out: bool = False) -> None:
        """Let the provider say what became of a message."""
        code = {"errorCode": "opted_out"} if opted_out else {}
        self.sms.receive_callbacks("plain", [status({"id": message_id, "status": outcome, **code})])

    # -- putting it together

    def _build_sessions(self) -> None:
        clock, tenants = self.clock, sms_configuration(configuration(), environment={}).tenants
        gateway = GrpcSmsGateway(self.to_sms.as_channel())
        uow = PostgresUnitOfWork(self.database)
        index = RedisSessionIndex(self.memory)
        self.catalog = _catalog()

        def deliver(deliveries: Sequence[Delivery]) -> None:
            gateway.send(deliveries)
            self.happened.append(deliveries)

        made = handing_over("outbox", deliver, clock=clock)
        self.outbox = Hop(made, LeasedRows(self.database, OUTBOX), clock=clock)
        changes = SessionChanges(uow=uow, index=index, outbox=self.outbox, clock=clock)
        self.ending = EndSessions(changes=changes)
        self.send_surveys = SendSurveys(
            check=CheckInvitations(catalog=self.catalog, tenants=tenants, clock=clock),
            suppression=Suppression(tenants=tenants),
            admission=Admission(tenants=tenants),
            changes=changes,
            sms=gateway,
            clock=clock,
        )
        self.wake = WakeSessions(
            changes=changes, catalog=self.catalog, sms=gateway, tenants=tenants
        )
        self.handle = HandleReplies(
            changes=changes, catalog=self.catalog, index=index, tenants=tenants
        )
        watched = _Watched(self)
        self.to_sessions.connect(
            SmsEventSinkServicer(
                handle_replies=cast(HandleReplies, watched.handle),
                end_sessions=cast(EndSessions, watched),
            )
        )

    def _build_sms(self) -> None:
        clock, chosen = self.clock, sms_configuration(configuration(), environment={})
        providers = reach(chosen, cast(HttpClient, None), keys=KnownKeys(), clock=clock).providers
        sink = GrpcEventSink(self.to_sessions.as_channel())
        self.sender = SteppedSender(
            PostgresSendStore(self.database),
            senders=[sender.address for sender in chosen.senders],
            provider="plain",
            clock=clock,
        )

        def replies(
            store: HandoffStore[ReceivedReply], limits: HandoffLimits
        ) -> Handoff[ReceivedReply]:
            return inbound_relay(store, sink, clock=clock, limits=limits)

        found = StatusReports(self.database)

        def reports(_store: HandoffStore[str], limits: HandoffLimits) -> Handoff[str]:
            return status_relay(found, sink, queue=self.sender, clock=clock, limits=limits)

        self.inbox = Hop(replies, LeasedRows(self.database, REPLIES), clock=clock)
        self.reports = Hop(reports, found, clock=clock)
        self.sms = assemble(
            chosen,
            database=self.database,
            providers=providers,
            sending=self.sender,
            replies=self.inbox,
            reports=self.reports,
            clock=clock,
            lease=LEASE,
            later=FakeLaterRequests(),
        )
        self.to_sms.connect(SmsServicer(self.sms))


class _Watched:
    """What sms tells the sessions service; whoever watches learns of it when it is committed."""

    def __init__(self, world: World) -> None:
        self._world = world

    def handle(self, replies: Sequence[Reply]) -> Sequence[Failure]:
        """Handle replies; a process that dies right after the commit has handled them too."""
        try:
            failures = self._world.handle(replies)
        except DiedError as died:
            self._world.happened.append(replies)
            raise _gone() from died
        self._world.happened.append(replies)
        return failures

    def heed_reports(self, reports: Sequence[StatusReport]) -> None:
        """Heed reports."""
        self._world.ending.heed_reports(reports)
        self._world.happened.append(reports)


def _gone() -> ServiceError:
    return unavailable("DIED", "The other service went away.")


def _catalog() -> FakeSurveyCatalog:
    catalog = FakeSurveyCatalog()
    for survey_id, definition in definitions().items():
        for tenant in ("default", CALM):
            catalog.publish(survey_id, definition, tenant=tenant)
    return catalog
