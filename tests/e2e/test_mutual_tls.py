"""The whole system in mutual TLS: a survey goes through every hop, and a stranger through none."""

import asyncio
from pathlib import Path

import pytest
from svar.surveys.v1 import survey_service_pb2
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.runtime.addresses import Process
from services.runtime.client import call, open_channel
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.transport import Transport
from tests.e2e.rest import Rest
from tests.e2e.surveys import three_questions
from tests.e2e.system import running_system
from tests.fakes.authority import Authority

PHONE = "+4790000001"


def test_a_survey_is_held_in_mutual_tls(tmp_path: Path) -> None:
    # One certificate for all, because `svar up` gives its processes one environment.
    files = Authority().write(tmp_path / "tls", *(process.value for process in Process))
    given = {
        "SVAR_TLS_CERTIFICATE": str(files.certificate),
        "SVAR_TLS_KEY": str(files.key),
        "SVAR_TLS_CA": str(files.authority),
    }

    async def hold(url: str, key: str) -> None:
        async with Rest(url, key) as rest:
            survey = await rest.publish(three_questions())
            await rest.send(survey, PHONE)
            await rest.handset_with(PHONE, 2)
            await rest.post(f"/v1/handset/{PHONE}", {"text": "8"}, expect=202)
            await rest.handset_with(PHONE, 3)
            assert (await rest.get("/readyz"))["ready"]

    with running_system(environment=given) as system:
        asyncio.run(hold(system.url, system.key))

        with pytest.raises(ServiceError) as raised:
            _ask_in_plain_text(f"127.0.0.1:{system.ports['SVAR_SURVEYS_PORT']}")

    assert raised.value.kind is ErrorKind.UNAVAILABLE


def _ask_in_plain_text(address: str) -> None:
    with open_channel(address, transport=Transport()) as channel:
        request = survey_service_pb2.ListSurveysRequest(tenant="default")
        call(SurveyServiceStub(channel).ListSurveys, request, timeout=5)
