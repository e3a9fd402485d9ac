"""The demo survey of `svar up`: put there once, published, and left alone from then on."""

from pathlib import Path
from typing import Any

from svar.surveys.v1 import survey_pb2, survey_service_pb2, survey_service_pb2_grpc

from services.cli.settings import DEMO_SURVEY_ID
from services.cli.survey_file import load_survey_file
from services.contracts.survey_codec import definition_to_proto
from services.runtime.addresses import Process
from services.runtime.client import call, connect
from services.runtime.config import ProcessSettings
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.yaml_reader import YamlError, read_yaml_file

DEVELOPMENT_TENANT = "default"
_FILE = Path(__file__).with_name("demo_survey.yaml")
_TIMEOUT_SECONDS = 10.0
_REQUEST_ID = "svar-up"


def load_demo_survey(settings: ProcessSettings, *, tenant: str) -> None:
    """Create and publish the demo survey unless it is there, published or changed by somebody."""
    channel = connect(Process.SURVEYS, settings)
    try:
        surveys = survey_service_pb2_grpc.SurveyServiceStub(channel)
        if _state(surveys, tenant) == survey_pb2.SURVEY_STATE_DRAFT:
            _publish(surveys, tenant)
    finally:
        channel.close()


def tenant_of(keys_file: Path | None) -> str:
    """Return whose the demo survey is to be: the first tenant of the keys file, if there is one."""
    if keys_file is None:
        return DEVELOPMENT_TENANT
    try:
        entries: Any = read_yaml_file(keys_file)
        return str(entries[0]["tenant"])
    except (YamlError, LookupError, TypeError):
        # What is wrong with the file is for the gateway to say.
        return DEVELOPMENT_TENANT


def _state(surveys: survey_service_pb2_grpc.SurveyServiceStub, tenant: str) -> int:
    wanted = survey_service_pb2.GetSurveyRequest(tenant=tenant, survey_id=DEMO_SURVEY_ID)
    try:
        return call(surveys.GetSurvey, wanted, timeout=_TIMEOUT_SECONDS).survey.state
    except ServiceError as error:
        if error.kind is not ErrorKind.NOT_FOUND:
            raise
    return _create(surveys, tenant)


def _create(surveys: survey_service_pb2_grpc.SurveyServiceStub, tenant: str) -> int:
    request = survey_service_pb2.CreateSurveyRequest(
        tenant=tenant,
        request_id=_REQUEST_ID,
        survey_id=DEMO_SURVEY_ID,
        definition=definition_to_proto(load_survey_file(_FILE)),
    )
    return call(surveys.CreateSurvey, request, timeout=_TIMEOUT_SECONDS).survey.state


def _publish(surveys: survey_service_pb2_grpc.SurveyServiceStub, tenant: str) -> None:
    request = survey_service_pb2.PublishSurveyRequest(
        tenant=tenant, request_id=_REQUEST_ID, survey_id=DEMO_SURVEY_ID
    )
    call(surveys.PublishSurvey, request, timeout=_TIMEOUT_SECONDS)
