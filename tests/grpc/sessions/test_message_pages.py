"""A session is read page by page however much was said in it, through a real server and channel."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from svar.sessions.v1 import session_pb2
from svar.sessions.v1 import session_service_pb2 as pb
from svar.sessions.v1.session_service_pb2_grpc import (
    SessionServiceStub,
    add_SessionServiceServicer_to_server,
)

from services.engine.outcome import Verdict
from services.runtime.client import call, open_channel
from services.runtime.errors import ServiceError
from services.runtime.server import GrpcServer, Servicer
from services.sessions.domain.message_page import BYTES_A_PAGE, MESSAGES_A_PAGE
from services.sessions.servicer import SessionServicer
from tests.contract.sessions.rows import kept
from tests.integration.sessions.harness import Harness

NAME = pb.DESCRIPTOR.services_by_name["SessionService"].full_name
MIB = 1024 * 1024


@pytest.fixture
def stub(servicer: SessionServicer) -> Iterator[SessionServiceStub]:
    registered = Servicer(
        name=NAME, register=add_SessionServiceServicer_to_server, servicer=servicer
    )
    server = GrpcServer([registered], threads=4)
    port = server.start(host="127.0.0.1", port=0)
    with open_channel(f"127.0.0.1:{port}") as channel:
        yield SessionServiceStub(channel)
    server.stop(grace=0)


def pages(stub: SessionServiceStub, session_id: str) -> list[session_pb2.Session]:
    """Read a session to its first message, the newest page first."""
    read: list[session_pb2.Session] = []
    token = ""
    while True:
        request = pb.GetSessionRequest(
            tenant="default", session_id=session_id, messages_page_token=token
        )
        response = call(stub.GetSession, request, timeout=10)
        read.append(response.session)
        token = response.next_messages_page_token
        if not token:
            return read


def test_messages_come_two_hundred_at_a_time_each_once(
    stub: SessionServiceStub, svar: Harness
) -> None:
    session = svar.send()
    svar.clock.advance(timedelta(seconds=20))
    # Most of them are kept in silence.
    replies = [svar.reply(session, f"word {number}") for number in range(450)]
    svar.handle(replies)

    read = pages(stub, session.id)

    assert [len(one.messages) for one in read[:-1]] == [MESSAGES_A_PAGE] * (len(read) - 1)
    ids = [message.id for page in read for message in page.messages]
    assert len(set(ids)) == len(ids)
    assert {one.id for one in replies} | {one.message.id for one in svar.sms.sent} == set(ids)
    for page in read:
        times = [message.time.ToDatetime() for message in page.messages]
        assert times == sorted(times)


def test_a_session_with_sixteen_mib_of_replies_is_read(
    stub: SessionServiceStub, svar: Harness
) -> None:
    session = svar.send()
    svar.say(session, "9")
    long = ["æ" * MIB, *["ø" * (MIB // 2)] * 16, "å" * (3 * MIB)]
    with svar.uow.begin() as transaction:
        transaction.replies.keep([kept(session.id, words, verdict=Verdict.LATE) for words in long])

    read = pages(stub, session.id)

    received = [one for page in read for one in page.messages if one.inbound]
    assert sum(len(one.text.encode()) for one in received) > 16 * MIB
    assert len(received) == svar.count("replies")
    assert max(page.ByteSize() for page in read) < BYTES_A_PAGE + 7 * MIB
    assert {page.answers[0].text for page in read} == {"9"}


@pytest.mark.parametrize("token", ["x", "\0", "1" * 36])
def test_a_token_of_somebody_elses_making_is_refused(
    stub: SessionServiceStub, svar: Harness, token: str
) -> None:
    request = pb.GetSessionRequest(
        tenant="default", session_id=svar.send().id, messages_page_token=token
    )

    with pytest.raises(ServiceError) as raised:
        call(stub.GetSession, request, timeout=10)

    assert [problem.path for problem in raised.value.problems] == ["messagesPageToken"]
