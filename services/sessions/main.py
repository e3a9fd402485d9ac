"""Puts the sessions service together."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from svar.sessions.v1 import (
    change_service_pb2,
    change_service_pb2_grpc,
    contact_service_pb2,
    contact_service_pb2_grpc,
    session_service_pb2,
    session_service_pb2_grpc,
)
from svar.sms.v1 import event_sink_pb2, event_sink_pb2_grpc

from services.contracts.audit_servicer import audit_servicer
from services.runtime.addresses import Process
from services.runtime.audit_log import AuditLog, audit_forgetter
from services.runtime.client import connect
from services.runtime.database import open_pools
from services.runtime.database_clock import DatabaseClock
from services.runtime.health import Health
from services.runtime.leased_rows import LeasedRows
from services.runtime.logs import get_logger
from services.runtime.parked_gauge import parked_gauge
from services.runtime.process import Service, run
from services.runtime.queue_gauge import queue_gauge
from services.runtime.redis import RedisMemory
from services.runtime.server import Servicer
from services.runtime.snapshot_gauge import snapshot_gauge
from services.runtime.walks import Walk, Walker, Walks
from services.sessions.adapters.session_index import RedisSessionIndex
from services.sessions.adapters.sms_gateway import GrpcSmsGateway
from services.sessions.adapters.survey_catalog import GrpcSurveyCatalog
from services.sessions.change_servicer import ChangeServicer
from services.sessions.contact_servicer import ContactServicer
from services.sessions.servicer import SessionServicer
from services.sessions.settings import SessionsSettings
from services.sessions.sms_event_sink import SmsEventSinkServicer
from services.sessions.store.change_log import PostgresChangeLog
from services.sessions.store.erasures import ERASURES
from services.sessions.store.open_sessions import open_sessions_gauge
from services.sessions.store.outbox import OUTBOX
from services.sessions.store.parked import parked_items
from services.sessions.store.queues import QUEUES
from services.sessions.store.tables import audit, walks
from services.sessions.store.unit_of_work import PostgresUnitOfWork
from services.sessions.use_cases.admission import Admission
from services.sessions.use_cases.check_invitations import CheckInvitations
from services.sessions.use_cases.contacts import Contacts
from services.sessions.use_cases.end_sessions import EndSessions
from services.sessions.use_cases.erase_contact import EraseContact
from services.sessions.use_cases.finish_erasures import FinishErasures
from services.sessions.use_cases.forget_old import ForgetOld
from services.sessions.use_cases.handle_replies import HandleReplies
from services.sessions.use_cases.read_changes import ReadChanges
from services.sessions.use_cases.read_sessions import ReadSessions
from services.sessions.use_cases.reveal_number import RevealNumber
from services.sessions.use_cases.send_surveys import SendSurveys
from services.sessions.use_cases.session_changes import SessionChanges
from services.sessions.use_cases.suppression import Suppression
from services.sessions.use_cases.wake_sessions import WakeSessions
from services.sessions.workers.erasures import finisher_of_erasures
from services.sessions.workers.forgetter import forgetter
from services.sessions.workers.outbox_relay import outbox_relay
from services.sessions.workers.waker import waker
from services.settings.daily_walks import daily_walks
from services.settings.keeping import groups_of
from services.settings.tenants import WrittenTenants
from services.settings.tenants_section import load_tenants

log = get_logger(__name__)
_SHORTEST_MONTH_DAYS = 28


def build(settings: SessionsSettings) -> Service:
    """Choose what every port is."""
    tenants = load_tenants(settings.sms_config)
    warn_of_long_quarantines(tenants)
    pools = open_pools(
        settings.database_url,
        connections=settings.database_connections,
        application="svar-sessions",
    )
    database = pools.hot
    clock = DatabaseClock(database, own=settings.own_clock())
    memory = RedisMemory(settings.redis_url)
    uow, for_people = PostgresUnitOfWork(database), PostgresUnitOfWork(pools.ordinary)
    index = RedisSessionIndex(memory)
    sms = GrpcSmsGateway(connect(Process.SMS, settings))
    catalog = GrpcSurveyCatalog(connect(Process.SURVEYS, settings))
    outbox = outbox_relay(LeasedRows(database, OUTBOX), sms=sms, clock=clock)

    changes = SessionChanges(uow=uow, index=index, outbox=outbox, clock=clock)
    check = CheckInvitations(catalog=catalog, tenants=tenants, clock=clock)
    suppression = Suppression(tenants=tenants)
    send = SendSurveys(
        check=check,
        suppression=suppression,
        admission=Admission(tenants=tenants),
        changes=changes,
        sms=sms,
        clock=clock,
    )
    read = ReadSessions(uow=for_people, sms=sms)
    end = EndSessions(changes=changes)
    wake = WakeSessions(changes=changes, catalog=catalog, sms=sms, tenants=tenants)
    contacts = Contacts(uow=for_people, ending=end, suppression=suppression, clock=clock)
    at_leisure = replace(changes, uow=for_people)
    finish = FinishErasures(
        uow=for_people, sms=sms, queue=LeasedRows(pools.ordinary, ERASURES), clock=clock
    )
    erase = EraseContact(changes=at_leisure, finish=finish)
    keeping = Walker(
        Walks(pools.ordinary, walks), declared=daily_walks_of(tenants, at_leisure), clock=clock
    )
    handle = HandleReplies(changes=changes, catalog=catalog, index=index, tenants=tenants)

    def close() -> None:
        memory.close()
        pools.close()

    entries = AuditLog(pools.ordinary, audit)
    return Service(
        servicers=[
            Servicer(
                name=session_service_pb2.DESCRIPTOR.services_by_name["SessionService"].full_name,
                register=session_service_pb2_grpc.add_SessionServiceServicer_to_server,
                servicer=SessionServicer(
                    send_surveys=send,
                    read_sessions=read,
                    end_sessions=end,
                    reveal_number=RevealNumber(uow=for_people, clock=clock),
                ),
            ),
            Servicer(
                name=contact_service_pb2.DESCRIPTOR.services_by_name["ContactService"].full_name,
                register=contact_service_pb2_grpc.add_ContactServiceServicer_to_server,
                servicer=ContactServicer(contacts=contacts, erase_contact=erase),
            ),
            Servicer(
                name=change_service_pb2.DESCRIPTOR.services_by_name["ChangeService"].full_name,
                register=change_service_pb2_grpc.add_ChangeServiceServicer_to_server,
                servicer=ChangeServicer(ReadChanges(log=PostgresChangeLog(pools.ordinary))),
            ),
            Servicer(
                name=event_sink_pb2.DESCRIPTOR.services_by_name["SmsEventSinkService"].full_name,
                register=event_sink_pb2_grpc.add_SmsEventSinkServiceServicer_to_server,
                servicer=SmsEventSinkServicer(handle_replies=handle, end_sessions=end),
            ),
            audit_servicer(entries),
        ],
        workers=[
            clock.worker(),
            audit_forgetter(entries, clock=clock, kept=timedelta(days=settings.audit_days)),
            outbox,
            waker(wake),
            forgetter(uow, clock=clock),
            keeping.worker(),
            finisher_of_erasures(finish),
            parked_gauge(parked_items(pools.ordinary)),
            queue_gauge(pools.ordinary, QUEUES),
            snapshot_gauge(pools.ordinary),
            open_sessions_gauge(pools.ordinary),
        ],
        health=Health(required={"postgres": database.ping}, optional={"redis": memory.ping}),
        close=close,
    )


def warn_of_long_quarantines(tenants: WrittenTenants) -> None:
    """Log, once, whose quarantine is longer than its sessions keep the phone that it counts by."""
    for name, one in tenants.by_name.items():
        if one.quarantine_days > _SHORTEST_MONTH_DAYS * one.anonymise_months:
            log.warning(
                "the quarantine ends with the phone",
                tenant=name,
                quarantine_days=one.quarantine_days,
                anonymise_months=one.anonymise_months,
            )


def daily_walks_of(
    tenants: WrittenTenants, changes: SessionChanges
) -> Callable[[datetime], Iterator[Walk]]:
    """Return what says which walks over old rows there are at a time."""
    forget = ForgetOld(changes=changes)
    return daily_walks(
        groups_of(tenants),
        deleting={
            "delete_sessions": forget.delete_sessions,
            "delete_replies": forget.delete_replies,
            "delete_erasures": forget.delete_erasures,
        },
        anonymising={
            "anonymise_sessions": forget.anonymise_sessions,
            "anonymise_replies": forget.anonymise_replies,
            "delete_deliveries": forget.delete_deliveries,
        },
        of_nobody={},
    )


def main() -> None:
    """Run the sessions service."""
    run("sessions", SessionsSettings, build)
