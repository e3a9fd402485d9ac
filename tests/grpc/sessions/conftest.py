"""The servicers of the sessions service on real stores, with fakes for the two other services."""

from collections.abc import Iterator

import pytest

from services.runtime.migrate import upgrade
from services.sessions.servicer import SessionServicer
from services.sessions.sms_event_sink import SmsEventSinkServicer
from services.sessions.use_cases.reveal_number import RevealNumber
from tests.integration.sessions.harness import Harness, running


@pytest.fixture
def svar(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url) as harness:
        yield harness


@pytest.fixture
def servicer(svar: Harness) -> SessionServicer:
    return SessionServicer(
        send_surveys=svar.send_surveys,
        read_sessions=svar.reading,
        end_sessions=svar.ending,
        reveal_number=RevealNumber(uow=svar.uow, clock=svar.clock),
    )


@pytest.fixture
def sink(svar: Harness) -> SmsEventSinkServicer:
    return SmsEventSinkServicer(handle_replies=svar.handle, end_sessions=svar.ending)
