"""The service as the process that is deployed: `python -m services.surveys`."""

import os
import signal
import subprocess
import sys

import grpc
import pytest
from svar.surveys.v1 import survey_service_pb2 as messages
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.runtime.client import open_channel
from services.runtime.migrate import upgrade
from tests.e2e.system import free_ports


def started(**settings: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SVAR_")}
    return subprocess.Popen(
        [sys.executable, "-m", "services.surveys"],
        env=kept | {"SVAR_LOG_FORMAT": "json"} | settings,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_it_serves_until_it_is_told_to_stop(database_url: str) -> None:
    upgrade(database_url, schema="surveys")
    port = free_ports()["SVAR_SURVEYS_PORT"]
    process = started(
        SVAR_DATABASE_URL=database_url,
        SVAR_SURVEYS_PORT=port,
        SVAR_SURVEYS_METRICS_PORT="0",
    )

    try:
        with open_channel(f"127.0.0.1:{port}") as channel:
            grpc.channel_ready_future(channel).result(timeout=30)
            request = messages.ListSurveysRequest(tenant="acme")
            assert not SurveyServiceStub(channel).ListSurveys(request, timeout=10).surveys
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()

    assert process.returncode == 0
    assert '"event": "stopped"' in log


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "SVAR_DATABASE_URL is not set."),
        (
            {"SVAR_DATABASE_URL": "postgresql://db/svar", "SVAR_SURVEYS_PORT": "no"},
            "SVAR_SURVEYS_PORT",
        ),
        (
            {"SVAR_DATABASE_URL": "postgresql://db/svar", "SVAR_SMS_CONFIG": "/nowhere.yaml"},
            "/nowhere.yaml: cannot be read",
        ),
    ],
    ids=["missing", "wrong", "no file"],
)
def test_a_wrong_configuration_is_said_and_ends_the_start(
    settings: dict[str, str], sentence: str
) -> None:
    process = started(**settings)

    _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert sentence in said
    assert "Traceback" not in said
