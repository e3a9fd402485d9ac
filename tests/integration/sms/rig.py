"""One replica of the SMS gateway on a real Postgres, with a scripted provider and a fake sink."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType, TracebackType
from typing import Any, Self

from sqlalchemy import text

from services.runtime.clock import Clock
from services.runtime.database import LOOK_UPS, Database
from services.runtime.handoff import HandoffLimits
from services.runtime.ids import new_id
from services.runtime.leased_rows import LeasedRows
from services.sms.adapters.network import Network
from services.sms.adapters.shared_rates import OwnRates
from services.sms.configuration import sms_configuration
from services.sms.domain.messages import ConversationEnd, NewMessage, Priority
from services.sms.domain.senders import Sender
from services.sms.domain.strangers import ROWS_A_DAY
from services.sms.main import assemble
from services.sms.ports.provider import Carrier
from services.sms.ports.rates import Rates
from services.sms.store.leased_tables import REPLIES
from services.sms.store.send_queue import PostgresSendStore
from services.sms.store.status_reports import StatusReports
from services.sms.workers.inbound_relay import inbound_relay
from services.sms.workers.sender import MessageSender, SendersAtWork
from services.sms.workers.sender_limits import SenderLimits
from services.sms.workers.sending_thread import SendingThread
from services.sms.workers.status_relay import status_relay
from tests.fakes.event_sink import FakeEventSink
from tests.fakes.known_keys import provider_tools
from tests.fakes.later_requests import FakeLaterRequests
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import ScriptedProvider

PHONE = "+4790000001"
LEASE = SenderLimits().lease
CONFIGURATION = {
    "providers": {"plain": {"type": "http", "url": "http://h", "token": "t", "webhook_token": "w"}},
    "senders": [
        {"address": "1960", "provider": "plain", "serves": ["+47"], "subnumbers": {"digits": 4}},
        {"address": "1961", "provider": "plain", "serves": ["+47"], "rate": 20},
        {"address": "+46730000001", "provider": "plain", "serves": ["+46"]},
    ],
    "tenants": {"quiet": {"quiet_hours": {"from": "20:00", "to": "08:00"}, "timezone": "UTC"}},
}


class Rig:
    """Use as `with Rig(...) as rig`; its workers run only between `start` and the end."""

    def __init__(
        self,
        database_url: str,
        clock: Clock,
        *,
        sink: FakeEventSink | None = None,
        backlog: int = SenderLimits().backlog,
        carrier: Carrier | None = None,
        senders: tuple[Sender, ...] = (),
        others: Mapping[str, ScriptedProvider] = MappingProxyType({}),
        strangers_a_day: int = ROWS_A_DAY,
        rates: Rates | None = None,
    ) -> None:
        self.clock = clock
        self.sink = sink or FakeEventSink()
        self.database = Database(database_url, connections=6, application="test", planner=LOOK_UPS)
        self.network = Network()
        self.later = FakeLaterRequests()
        self.provider = ScriptedProvider(provider_tools(clock.now))
        self.configuration = sms_configuration(CONFIGURATION, environment={})
        if others:
            senders = (*self.configuration.senders, *(_with_fallback(name) for name in others))
        if senders:
            self.configuration = replace(self.configuration, senders=senders)
        self.send_store = PostgresSendStore(self.database)
        self.sender = MessageSender(
            self.send_store,
            at_work=SendersAtWork(
                senders=self.configuration.senders,
                carriers={"plain": carrier or self.provider, **others},
                quiet_until=self.configuration.quiet_until,
                rates=rates or OwnRates(),
            ),
            clock=clock,
            limits=SenderLimits(
                sweep_every=timedelta(milliseconds=50),
                settle_first=timedelta(milliseconds=500),
                backlog=backlog,
            ),
        )
        self.sending = SendingThread(self.sender, self.network.loop)
        limits = HandoffLimits(lease=LEASE, sweep_every=timedelta(milliseconds=50))
        self.replies = inbound_relay(
            LeasedRows(self.database, REPLIES), self.sink, clock=clock, limits=limits
        )
        self.statuses = status_relay(
            StatusReports(self.database), self.sink, queue=self.sending, clock=clock, limits=limits
        )
        self.use_cases = assemble(
            self.configuration,
            database=self.database,
            providers={"plain": self.provider, **others},
            sending=self.sending,
            replies=self.replies,
            reports=self.statuses,
            clock=clock,
            lease=LEASE,
            later=self.later,
            strangers_a_day=strangers_a_day,
        )
        self._started = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._started:
            for worker in (self.statuses, self.replies, self.sending):
                worker.stop()
        self.network.close()
        self.database.close()

    def start(self) -> Self:
        """Start every worker."""
        self._started = True
        for worker in (self.sending, self.replies, self.statuses):
            worker.start()
        return self

    def look_at_the_clock(self) -> None:
        """Let the sender look at the clock, and do what it then does at once."""
        self.sending.wake()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.05), self.network.loop).result()

    def send(self, *messages: NewMessage, ends: tuple[ConversationEnd, ...] = ()) -> None:
        """Queue messages."""
        self.use_cases.send_messages(messages, ends)

    def rows(self, statement: str, **values: object) -> list[Any]:
        """Read rows."""
        with self.database.transaction() as connection:
            return list(connection.execute(text(statement), values))

    def statuses_of_messages(self) -> dict[str, str]:
        """Return the status of every message, by its text."""
        return {row.text: row.status for row in self.rows("SELECT text, status FROM sms.messages")}


def _with_fallback(name: str) -> Sender:
    return Sender(
        tenant="default", address="1970", provider="plain", serves=("+47",), fallback=name
    )


def message(
    words: str,
    *,
    conversation: str | None = None,
    sequence: int = 0,
    delay: float = 0,
    **changes: Any,
) -> NewMessage:
    """Make a message to `PHONE`; `delay` is in seconds."""
    values: dict[str, Any] = {
        "id": new_id(),
        "tenant": "default",
        "conversation_id": conversation,
        "sequence": sequence,
        "sender": "1960",
        "subnumber": "0042",
        "recipient": PHONE,
        "text": words,
        "delay": timedelta(seconds=delay),
        "expires_at": None,
        "priority": Priority.CONVERSATION,
        "kind": "question",
    }
    return NewMessage(**(values | changes))


def end(conversation: str, at: datetime, *, drop_through: int = 0) -> ConversationEnd:
    """Make the end of a conversation."""
    return ConversationEnd(conversation_id=conversation, drop_through=drop_through, ended_at=at)


def until(condition: Callable[[], bool], *, within: float = 10) -> None:
    """Wait for what only the database knows."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("it never came")
        threading.Event().wait(0.01)


def pass_time(rig: Rig, clock: ManualClock, seconds: float) -> None:
    """Let time pass and let the sender look at the clock."""
    clock.advance(timedelta(seconds=seconds))
    rig.look_at_the_clock()


def settled(rig: Rig, words: str, status: str) -> None:
    """Wait until a message has a status."""
    until(lambda: rig.statuses_of_messages().get(words) == status)
