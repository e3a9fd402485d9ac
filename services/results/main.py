"""Puts the results service together."""

from collections.abc import Sequence

from svar.results.v1 import results_service_pb2
from svar.results.v1.results_service_pb2_grpc import add_ResultsServiceServicer_to_server

from services.results.adapters.files.csv_file import write_csv
from services.results.adapters.files.json_file import write_json, write_json_lines
from services.results.adapters.files.parquet_file import is_available, write_parquet
from services.results.adapters.files.xlsx_file import write_xlsx
from services.results.adapters.message_source import GrpcMessageSource
from services.results.adapters.session_source import GrpcSessionSource
from services.results.adapters.survey_source import GrpcSurveySource
from services.results.ports.files import FileWriter
from services.results.servicer import ResultsServicer
from services.results.settings import ResultsSettings
from services.results.store.counting import PostgresCountingStore
from services.results.store.noting import PostgresNotes
from services.results.store.reading import PostgresReading
from services.results.store.taking_in import PostgresTakingIn
from services.results.use_cases.count_days import CountDays
from services.results.use_cases.export_responses import ExportResponses, Format
from services.results.use_cases.follow_progress import FollowProgress
from services.results.use_cases.forget_months import ForgetMonths
from services.results.use_cases.get_figures import GetFigures
from services.results.use_cases.list_responses import ListResponses
from services.results.use_cases.take_in import TakeIn
from services.results.webhooks import Webhooks
from services.results.workers.counter import counter
from services.results.workers.reader import Reader
from services.runtime.addresses import Process
from services.runtime.client import connect
from services.runtime.clock import Clock
from services.runtime.database import LOOK_UPS, Database
from services.runtime.database_clock import DatabaseClock
from services.runtime.health import Health
from services.runtime.ids import new_id
from services.runtime.process import Service, run
from services.runtime.server import Servicer
from services.settings.keeping import groups_of
from services.settings.tenants import WrittenTenants
from services.settings.tenants_section import load_tenants

TAKING_IN_CONNECTIONS = 2
WEBHOOK_CONNECTIONS = 2
"""So many of the process's connections are for taking in and for deliveries, of few one for these; the others
are for figures, lists and what people ask."""
NAME = results_service_pb2.DESCRIPTOR.services_by_name["ResultsService"].full_name


def build(settings: ResultsSettings) -> Service:
    """Choose what every port is."""
    tenants = load_tenants(settings.sms_config)
    # Taking in has connections of its own, so that no report keeps it waiting.
    own = _database(settings, "svar-results", TAKING_IN_CONNECTIONS)
    rest = settings.database_connections - TAKING_IN_CONNECTIONS
    for_webhooks = min(WEBHOOK_CONNECTIONS, max(1, rest // 3))
    of_webhooks = _database(settings, "svar-results-webhooks", for_webhooks, planner=LOOK_UPS)
    reports = _database(settings, "svar-results-reports", rest - for_webhooks)
    clock = DatabaseClock(own, own=settings.own_clock())
    webhooks = Webhooks(settings, deliveries=of_webhooks, asked=reports, clock=clock)
    channels = {
        one: connect(one, settings) for one in (Process.SESSIONS, Process.SMS, Process.SURVEYS)
    }
    store = PostgresTakingIn(own)
    take_in = TakeIn(
        holder=new_id(),
        sessions=GrpcSessionSource(channels[Process.SESSIONS]),
        messages=GrpcMessageSource(channels[Process.SMS]),
        store=store,
        forget_months=ForgetMonths(store=store, groups=groups_of(tenants)),
        tenants=tenants,
        clock=clock,
    )
    count_days = CountDays(store=PostgresCountingStore(reports), clock=clock)
    surveys = GrpcSurveySource(channels[Process.SURVEYS])
    servicer = _servicer(store, reports, surveys, tenants, clock)

    def close() -> None:
        for channel in channels.values():
            channel.close()
        webhooks.close()
        for database in (reports, of_webhooks, own):
            database.close()

    return Service(
        servicers=[
            Servicer(name=NAME, register=add_ResultsServiceServicer_to_server, servicer=servicer),
            *webhooks.servicers,
        ],
        workers=[clock.worker(), Reader(take_in), counter(count_days), *webhooks.workers],
        health=Health(required={"postgres": own.ping}, optional={}),
        close=close,
    )


def _database(
    settings: ResultsSettings, application: str, connections: int, *, planner: Sequence[str] = ()
) -> Database:
    return Database(
        settings.database_url,
        connections=max(1, connections),
        application=application,
        planner=planner,
    )


def _servicer(
    store: PostgresTakingIn,
    reports: Database,
    surveys: GrpcSurveySource,
    tenants: WrittenTenants,
    clock: Clock,
) -> ResultsServicer:
    counting = PostgresCountingStore(reports)
    listing = ListResponses(counting=counting, reading=PostgresReading(reports), surveys=surveys)
    return ResultsServicer(
        get_figures=GetFigures(store=counting, surveys=surveys, tenants=tenants),
        listing=listing,
        export=ExportResponses(
            listing=listing, writers=writers(), notes=PostgresNotes(reports), clock=clock
        ),
        progress=FollowProgress(store=store, counting=counting, surveys=surveys),
    )


def writers() -> dict[Format, FileWriter]:
    """Return the kinds of file that this installation writes."""
    found: dict[Format, FileWriter] = {
        Format.JSON: write_json,
        Format.JSON_LINES: write_json_lines,
        Format.CSV: write_csv,
        Format.XLSX: write_xlsx,
    }
    if is_available():
        found[Format.PARQUET] = write_parquet
    return found


def main() -> None:
    """Run the results service."""
    run("results", ResultsSettings, build)
