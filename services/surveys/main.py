"""Puts the surveys service together."""

from datetime import timedelta

from svar.surveys.v1 import survey_service_pb2
from svar.surveys.v1.survey_service_pb2_grpc import add_SurveyServiceServicer_to_server

from services.contracts.audit_servicer import audit_servicer
from services.runtime.audit_log import AuditLog, audit_forgetter
from services.runtime.database import Database
from services.runtime.database_clock import DatabaseClock
from services.runtime.health import Health
from services.runtime.process import Service, run
from services.runtime.server import Servicer
from services.surveys.adapters.bulkhead import Bulkhead
from services.surveys.adapters.tenant_styles import ConfiguredTenantStyles
from services.surveys.adapters.xlsforms import read_xlsform
from services.surveys.servicer import SurveyServicer
from services.surveys.settings import SurveysSettings
from services.surveys.store.tables import audit
from services.surveys.store.unit_of_work import PostgresUnitOfWork

NAME = survey_service_pb2.DESCRIPTOR.services_by_name["SurveyService"].full_name


def build(settings: SurveysSettings) -> Service:
    """Make everything that the service consists of; raises ConfigurationError."""
    styles = ConfiguredTenantStyles(settings.sms_config)
    database = Database(
        settings.database_url,
        connections=settings.database_connections,
        application="svar-surveys",
    )
    clock = DatabaseClock(database, own=settings.own_clock())
    servicer = SurveyServicer(
        PostgresUnitOfWork(database),
        styles=styles,
        clock=clock,
        turns=Bulkhead(),
        forms=read_xlsform,
    )
    entries = AuditLog(database, audit)
    return Service(
        servicers=[
            Servicer(name=NAME, register=add_SurveyServiceServicer_to_server, servicer=servicer),
            audit_servicer(entries),
        ],
        workers=[
            clock.worker(),
            audit_forgetter(entries, clock=clock, kept=timedelta(days=settings.audit_days)),
        ],
        health=Health(required={"postgres": database.ping}, optional={}),
        close=database.close,
    )


def main() -> None:
    """Run the service until it is told to stop."""
    run("surveys", SurveysSettings, build)
