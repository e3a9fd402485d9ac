"""What the SMS gateway is made of: the only place that picks stores, providers and adapters."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from svar.sms.v1 import (
    conversation_service_pb2,
    conversation_service_pb2_grpc,
    operations_service_pb2,
    operations_service_pb2_grpc,
    sms_service_pb2,
    sms_service_pb2_grpc,
)

from services.contracts.audit_servicer import audit_servicer
from services.runtime.addresses import Process
from services.runtime.audit_log import AuditLog, audit_forgetter
from services.runtime.client import connect
from services.runtime.clock import Clock
from services.runtime.database import Database, open_pools
from services.runtime.database_clock import DatabaseClock
from services.runtime.errors import ServiceError
from services.runtime.handoff import HandoffLimits
from services.runtime.health import Health
from services.runtime.leased_rows import LeasedRows
from services.runtime.parked_gauge import parked_gauge
from services.runtime.periodic import Periodic
from services.runtime.process import Service, run
from services.runtime.queue_gauge import queue_gauge
from services.runtime.server import Servicer
from services.runtime.walks import ROWS_IN_A_STEP, Walker, Walks
from services.settings.daily_walks import daily_walks
from services.settings.keeping import Keeping, groups_of
from services.sms.adapters.event_sink import GrpcEventSink
from services.sms.adapters.fetched_keys import FetchedKeys
from services.sms.adapters.http_carrier import HttpCarrier
from services.sms.adapters.later_requests import NetworkLaterRequests
from services.sms.adapters.network import Network
from services.sms.adapters.shared_rates import OwnRates, SharedRates
from services.sms.configuration import SmsConfiguration, load_sms_configuration
from services.sms.conversation_servicer import ConversationServicer
from services.sms.domain.replies import Reply
from services.sms.domain.senders import SenderDirectory
from services.sms.domain.strangers import ROWS_A_DAY
from services.sms.operations_servicer import Operations, OperationsServicer, ProviderFacts
from services.sms.ports.handing_on import HandoffQueue
from services.sms.ports.http import HttpClient, LaterRequests
from services.sms.ports.operations import AtWork
from services.sms.ports.provider import Carrier, Link, Polled, Provider, Reader
from services.sms.ports.sending import SendQueue
from services.sms.providers.base import Keys, ProviderTools
from services.sms.providers.handset import HandsetSettings
from services.sms.servicer import SmsServicer, SmsUseCases
from services.sms.settings import SmsSettings
from services.sms.store.circuits import PostgresCircuits
from services.sms.store.inbound_parts import ForgottenParts
from services.sms.store.keeping import PostgresKeeping
from services.sms.store.leased_tables import CALLBACKS, REPLIES
from services.sms.store.operations import PostgresOperatorsView
from services.sms.store.parked import parked_items
from services.sms.store.queues import QUEUES
from services.sms.store.range_days import RangeDays
from services.sms.store.recent_texts import RecentTexts
from services.sms.store.send_queue import PostgresSendStore
from services.sms.store.spent_nonces import SpentNonces
from services.sms.store.status_reports import StatusReports
from services.sms.store.strangers import Strangers
from services.sms.store.summaries import PostgresSummaries
from services.sms.store.tables import audit, walks
from services.sms.store.unit_of_work import PostgresUnitOfWork
from services.sms.use_cases.allowed_recipients import AllowedRecipients
from services.sms.use_cases.give_out_parts import GiveOutParts
from services.sms.use_cases.handsets import ReplyFromHandset, ShowHandset
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.use_cases.read_again import ReadAgain
from services.sms.use_cases.receive_callbacks import ReceiveCallbacks
from services.sms.use_cases.reserve_reply_addresses import ReserveReplyAddresses
from services.sms.use_cases.send_messages import SendMessages
from services.sms.workers.callback_relay import callback_relay
from services.sms.workers.circuits import circuits_look
from services.sms.workers.forgetter import forgetter
from services.sms.workers.inbound_relay import inbound_relay
from services.sms.workers.links import LinksAtWork
from services.sms.workers.polls import Poll
from services.sms.workers.sender import MessageSender, SendersAtWork
from services.sms.workers.sender_limits import SenderLimits
from services.sms.workers.sending_thread import SendingThread
from services.sms.workers.status_relay import status_relay

NAME = sms_service_pb2.DESCRIPTOR.services_by_name["SmsService"].full_name


def main() -> None:
    """Run until told to stop."""
    run("sms", SmsSettings, build)


def build(settings: SmsSettings) -> Service:
    """Put the service together; raises ConfigurationError with every mistake in the SMS file."""
    configuration = load_sms_configuration(settings.sms_config, environment=os.environ)
    pools = open_pools(
        settings.database_url, connections=settings.database_connections, application="svar-sms"
    )
    database = pools.hot
    clock = DatabaseClock(database, own=settings.own_clock())
    network = Network()
    channel = connect(Process.SESSIONS, settings)
    sink = GrpcEventSink(channel)
    lease = timedelta(seconds=settings.sms_lease_seconds)
    limits = HandoffLimits(lease=lease, margin=lease / 4)
    keys = FetchedKeys(network.http, network.loop)
    reached = reach(configuration, network.http, keys=keys, clock=clock)
    sender = MessageSender(
        PostgresSendStore(database),
        at_work=SendersAtWork(
            senders=configuration.senders,
            carriers=reached.carriers,
            quiet_until=configuration.quiet_until,
            rates=SharedRates(settings.redis_url) if settings.redis_url else OwnRates(),
        ),
        clock=clock,
        limits=SenderLimits.for_lease(lease.total_seconds()),
    )
    sending = SendingThread(sender, network.loop)
    replies = inbound_relay(LeasedRows(database, REPLIES), sink, clock=clock, limits=limits)
    statuses = status_relay(
        StatusReports(database), sink, queue=sending, clock=clock, limits=limits
    )
    use_cases = assemble(
        configuration,
        database=database,
        providers=reached.providers,
        readers=reached.readers,
        sending=sending,
        replies=replies,
        reports=statuses,
        clock=clock,
        lease=lease,
        later=NetworkLaterRequests(network.http, network.loop),
        strangers_a_day=settings.sms_strangers_a_day,
    )
    callbacks = callback_relay(
        LeasedRows(database, CALLBACKS), use_cases.read_again, clock=clock, limits=limits
    )
    polls = {
        name: Poll(name, one, network.http, now=clock.now)
        for name, one in reached.providers.items()
        if isinstance(one, Polled)
    }
    links = LinksAtWork(
        {**reached.links, **polls},
        senders=use_cases.receive_callbacks.senders,
        keep=use_cases.receive_callbacks.keep,
        loop=network.loop,
    )

    entries = AuditLog(pools.ordinary, audit)

    def close() -> None:
        network.close()
        channel.close()
        pools.close()

    return Service(
        servicers=[
            servicer(use_cases),
            _for_counting(configuration, pools.ordinary),
            _for_operators(configuration, pools.ordinary, at_work=sending, clock=clock),
            audit_servicer(entries),
        ],
        workers=[
            clock.worker(),
            audit_forgetter(entries, clock=clock, kept=timedelta(days=settings.audit_days)),
            # Before what sends, so that it ends after it: messages under way go over links.
            links,
            sending,
            replies,
            statuses,
            callbacks,
            forgetter(RecentTexts(database).forget, clock=clock),
            forgetter(SpentNonces(database).forget, clock=clock, every=timedelta(minutes=10)),
            forgetter(ForgottenParts(database).forget, clock=clock, every=timedelta(minutes=10)),
            Periodic(
                "joining parts",
                use_cases.give_out_parts,
                every=timedelta(seconds=5),
                expected=(ServiceError,),
            ),
            forgetter(RangeDays(database).forget, clock=clock, every=timedelta(hours=1)),
            forgetter(Strangers(database).forget, clock=clock, every=timedelta(minutes=10)),
            keeping_of(groups_of(configuration.tenants), pools.ordinary, clock=clock).worker(),
            circuits_look(PostgresCircuits(pools.ordinary), sending),
            parked_gauge(parked_items(pools.ordinary)),
            queue_gauge(pools.ordinary, QUEUES),
        ],
        health=Health(required={"postgres": database.ping}, optional={}),
        close=close,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The providers of a configuration: those that call back, and those that keep a link."""

    providers: Mapping[str, Provider]
    links: Mapping[str, Link]
    carriers: Mapping[str, Carrier]
    """All of them, as the sender sees them."""
    readers: Mapping[str, Reader]
    """All of them that may keep something aside."""


def reach(
    configuration: SmsConfiguration, http: HttpClient, *, keys: Keys, clock: Clock
) -> Reached:
    """Build every provider; does no I/O."""
    built = {
        name: one.build(ProviderTools(name=name, now=clock.now, keys=keys))
        for name, one in configuration.providers.items()
    }
    links = {name: one for name, one in built.items() if isinstance(one, Link)}
    providers = {name: one for name, one in built.items() if not isinstance(one, Link)}
    by_http = {name: HttpCarrier(one, http) for name, one in providers.items()}
    return Reached(
        providers=providers,
        links=links,
        carriers={**by_http, **links},
        readers={name: one for name, one in built.items() if isinstance(one, Reader)},
    )


def servicer(use_cases: SmsUseCases) -> Servicer:
    """Return the servicer that answers with these use cases."""
    return Servicer(
        name=NAME,
        register=sms_service_pb2_grpc.add_SmsServiceServicer_to_server,
        servicer=SmsServicer(use_cases),
    )


def _for_counting(configuration: SmsConfiguration, database: Database) -> Servicer:
    return Servicer(
        name=conversation_service_pb2.DESCRIPTOR.services_by_name["ConversationService"].full_name,
        register=conversation_service_pb2_grpc.add_ConversationServiceServicer_to_server,
        servicer=ConversationServicer(
            PostgresSummaries(database),
            senders=SenderDirectory(configuration.senders),
            handsets=_handsets(configuration),
        ),
    )


def keeping_of(
    groups: Sequence[Keeping], database: Database, *, clock: Clock, rows: int = ROWS_IN_A_STEP
) -> Walker:
    """Return what takes the daily walks over old rows."""
    keeping = PostgresKeeping(database)
    declared = daily_walks(
        groups,
        deleting=keeping.deleting,
        anonymising=keeping.anonymising,
        of_nobody=keeping.of_nobody,
    )
    return Walker(Walks(database, walks), declared=declared, clock=clock, rows=rows)


def _for_operators(
    configuration: SmsConfiguration, database: Database, *, at_work: AtWork, clock: Clock
) -> Servicer:
    providers = {
        name: ProviderFacts(type=one.type, rate=getattr(one, "rate", None))
        for name, one in configuration.providers.items()
    }
    operations = Operations(
        senders=SenderDirectory(configuration.senders),
        providers=providers,
        view=PostgresOperatorsView(database),
        circuits=PostgresCircuits(database),
        at_work=at_work,
        parked=parked_items(database),
        clock=clock,
    )
    return Servicer(
        name=operations_service_pb2.DESCRIPTOR.services_by_name["OperationsService"].full_name,
        register=operations_service_pb2_grpc.add_OperationsServiceServicer_to_server,
        servicer=OperationsServicer(operations),
    )


def assemble(
    configuration: SmsConfiguration,
    *,
    database: Database,
    providers: Mapping[str, Provider],
    sending: SendQueue,
    replies: HandoffQueue[Reply],
    reports: HandoffQueue[str],
    clock: Clock,
    lease: timedelta,
    later: LaterRequests,
    readers: Mapping[str, Reader] | None = None,
    strangers_a_day: int = ROWS_A_DAY,
) -> SmsUseCases:
    """Put the use cases together; `readers` are the providers unless given."""
    uow = PostgresUnitOfWork(database, strangers_a_day=strangers_a_day)
    senders = SenderDirectory(configuration.senders)
    allowed = AllowedRecipients(senders=senders, tenant=configuration.tenant)
    keep = KeepReplies(uow=uow, queue=replies, reports=reports, clock=clock)
    show = ShowHandset(uow=uow, senders=senders, handset_providers=_handsets(configuration))
    return SmsUseCases(
        reserve_reply_addresses=ReserveReplyAddresses(
            uow=uow, senders=senders, allowed=allowed, clock=clock
        ),
        send_messages=SendMessages(
            uow=uow,
            senders=senders,
            tenant=configuration.tenant,
            allowed=allowed,
            queue=sending,
            clock=clock,
            lease=lease,
        ),
        receive_callbacks=ReceiveCallbacks(
            providers=providers, senders=senders, keep=keep, later=later
        ),
        read_again=ReadAgain(providers=readers or providers, senders=senders, keep=keep),
        show_handset=show,
        give_out_parts=GiveOutParts(uow=uow, queue=replies, clock=clock),
        reply_from_handset=ReplyFromHandset(show=show, senders=senders, keep=keep, clock=clock),
        uow=uow,
    )


def _handsets(configuration: SmsConfiguration) -> frozenset[str]:
    return frozenset(
        name
        for name, provider in configuration.providers.items()
        if isinstance(provider, HandsetSettings)
    )
