"""The SMS gateway as its process puts it together: over gRPC, to a provider over HTTP, and back."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc
import pytest
from google.protobuf.duration_pb2 import Duration
from svar.sms.v1 import (
    event_sink_pb2,
    event_sink_pb2_grpc,
    message_pb2,
    sms_service_pb2,
    sms_service_pb2_grpc,
)

from services.contracts.timestamps import to_timestamp
from services.runtime.addresses import Addresses
from services.runtime.clock import SystemClock
from services.runtime.errors import ErrorKind
from services.runtime.grpc_errors import from_rpc_error, from_status
from services.runtime.ids import new_id
from services.runtime.server import GrpcServer, Servicer
from services.sms.main import build
from services.sms.settings import SmsSettings
from tests.fakes.event_sink import EventSinkServicer, FakeEventSink
from tests.fakes.sms_provider import FakeSmsProvider
from tests.integration.sms.rig import until

PHONE = "+4790000001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A gateway that runs, and the sink that it tells."""

    stub: sms_service_pb2_grpc.SmsServiceStub
    sink: FakeEventSink


@contextmanager
def running(database_url: str, sms_config: str = "") -> Iterator[Running]:
    """Run a gateway with everything real but whoever holds the conversations."""
    sink = FakeEventSink()
    sink_server = GrpcServer([_sink_servicer(sink)], threads=4)
    sink_port = sink_server.start(host="127.0.0.1", port=0)
    service = build(
        SmsSettings(
            database_url=database_url,
            sms_config=sms_config,
            addresses=Addresses(elsewhere={"sessions": f"127.0.0.1:{sink_port}"}),
        )
    )
    server = GrpcServer(service.servicers, threads=4)
    port = server.start(host="127.0.0.1", port=0)
    for worker in service.workers:
        worker.start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Running(stub=sms_service_pb2_grpc.SmsServiceStub(channel), sink=sink)
    server.stop(grace=1)
    for worker in reversed(service.workers):
        worker.stop()
    service.close()
    sink_server.stop(grace=1)


@pytest.fixture
def gateway(sms_database_url: str) -> Iterator[Running]:
    """A gateway as it is without a configuration file."""
    with running(sms_database_url) as gateway:
        yield gateway


def test_a_conversation_on_a_handset(gateway: Running) -> None:
    conversation = new_id()
    address = reserve(gateway, conversation)
    assert (address.sender, len(address.subnumber)) == ("1960", 10)

    gateway.stub.SendMessages(
        sms_service_pb2.SendMessagesRequest(messages=[outbound(conversation, address, "Score?")])
    )
    until(lambda: len(handset(gateway)) == 1)
    # The message has only just come: nobody can have read it.
    early = gateway.stub.ReplyFromHandset(
        sms_service_pb2.ReplyFromHandsetRequest(tenant="default", phone=PHONE, text="8")
    )
    assert early.early

    gateway.sink.until(lambda: len(gateway.sink.replies) == 1)
    reply = gateway.sink.replies[0]
    assert (reply.text, reply.subnumber) == ("8", address.subnumber)
    assert reply.in_reply_to is not None
    assert (reply.in_reply_to.conversation_id, reply.in_reply_to.sequence) == (conversation, 1)
    shown = [
        (one.sent_by_handset, getattr(one, "from"), one.to, one.text) for one in handset(gateway)
    ]
    own = "1960" + address.subnumber
    assert shown == [(False, own, PHONE, "Score?"), (True, PHONE, own, "8")]


def test_messages_are_listed_with_what_they_cost(gateway: Running) -> None:
    conversation = new_id()
    address = reserve(gateway, conversation)
    gateway.stub.SendMessages(
        sms_service_pb2.SendMessagesRequest(messages=[outbound(conversation, address, "Takk 😀")])
    )

    def messages(tenant: str) -> list[message_pb2.Message]:
        request = sms_service_pb2.ListMessagesRequest(tenant=tenant, conversation_id=conversation)
        return list(gateway.stub.ListMessages(request).messages)

    until(lambda: messages("default")[0].status == message_pb2.MESSAGE_STATUS_SENT)
    [one] = messages("default")
    assert (one.sequence, one.text, one.encoding, one.segments) == (1, "Takk 😀", "ucs2", 1)
    assert one.HasField("sent_time")
    assert one.kind == "question"
    assert messages("another") == []


def test_what_is_wrong_with_a_wish_comes_back_in_its_place(gateway: Running) -> None:
    wishes = [wish(new_id(), "+4722225555"), wish(new_id(), PHONE)]

    response = gateway.stub.ReserveReplyAddresses(
        sms_service_pb2.ReserveReplyAddressesRequest(tenant="default", wishes=wishes)
    )

    refused, reserved = response.results
    error = from_status(refused.problem)
    assert (error.kind, error.reason) == (ErrorKind.INVALID, "INVALID_IDENTIFIER")
    assert error.metadata == {"cause": "not_mobile"}
    assert reserved.WhichOneof("result") == "address"


Call = Callable[[sms_service_pb2_grpc.SmsServiceStub], object]


@pytest.mark.parametrize(
    ("call", "kind", "reason"),
    [
        pytest.param(
            lambda stub: stub.ReceiveCallbacks(
                sms_service_pb2.ReceiveCallbacksRequest(provider="nobody")
            ),
            ErrorKind.NOT_FOUND,
            "PROVIDER_NOT_FOUND",
            id="unknown provider",
        ),
        pytest.param(
            lambda stub: stub.SendMessages(
                sms_service_pb2.SendMessagesRequest(
                    messages=[message_pb2.OutboundMessage(id="nonsense")]
                )
            ),
            ErrorKind.INVALID,
            "INVALID_REQUEST",
            id="an id that is none",
        ),
        pytest.param(
            lambda stub: stub.SendMessages(
                sms_service_pb2.SendMessagesRequest(
                    messages=[message_pb2.OutboundMessage(id=new_id(), sequence=1)]
                )
            ),
            ErrorKind.INVALID,
            "INVALID_REQUEST",
            id="a place in no conversation",
        ),
        pytest.param(
            lambda stub: stub.SendMessages(
                sms_service_pb2.SendMessagesRequest(
                    messages=[message_pb2.OutboundMessage(id=new_id())] * 1001
                )
            ),
            ErrorKind.INVALID,
            "INVALID_REQUEST",
            id="too many",
        ),
        pytest.param(
            lambda stub: stub.ReplyFromHandset(
                sms_service_pb2.ReplyFromHandsetRequest(tenant="default", phone=PHONE, text="8")
            ),
            ErrorKind.PRECONDITION,
            "NOTHING_TO_REPLY_TO",
            id="nothing to reply to",
        ),
        pytest.param(
            lambda stub: stub.ReplyFromHandset(
                sms_service_pb2.ReplyFromHandsetRequest(
                    tenant="default", phone=PHONE, text="8", to="2999"
                )
            ),
            ErrorKind.INVALID,
            "INVALID_ADDRESS",
            id="a reply to a number that is not ours",
        ),
        pytest.param(
            lambda stub: stub.GetHandset(
                sms_service_pb2.GetHandsetRequest(tenant="another", phone=PHONE)
            ),
            ErrorKind.NOT_FOUND,
            "HANDSET_NOT_FOUND",
            id="a tenant without a handset",
        ),
    ],
)
def test_a_request_that_cannot_be_served_says_why(
    gateway: Running, call: Call, kind: ErrorKind, reason: str
) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        call(gateway.stub)

    error = from_rpc_error(caught.value)
    assert (error.kind, error.reason) == (kind, reason)


def test_a_conversation_through_a_provider_over_http(sms_database_url: str, tmp_path: Path) -> None:
    asyncio.run(_over_http(sms_database_url, tmp_path / "sms.yaml"))


async def _over_http(database_url: str, path: Path) -> None:
    async with FakeSmsProvider() as provider:
        configuration = (
            "providers:\n"
            f"  plain: {{type: http, url: '{provider.url}', token: t, webhook_token: w}}\n"
            "senders:\n"
            "  - {address: '1963', provider: plain, serves: ['+47'], subnumbers: {digits: 10}}\n"
        )
        await asyncio.to_thread(path.write_text, configuration)
        with running(database_url, str(path)) as gateway:
            conversation = new_id()
            address = await asyncio.to_thread(reserve, gateway, conversation)
            texts = [
                outbound(conversation, address, f"{n}", sequence=n, delay=0.2) for n in (1, 2, 3)
            ]
            request = sms_service_pb2.SendMessagesRequest(messages=texts)
            await asyncio.to_thread(gateway.stub.SendMessages, request)

            got = [await provider.next_message_to(PHONE) for _ in texts]

            assert [one.text for one in got] == ["1", "2", "3"]
            assert {one.sender for one in got} == {"1963" + address.subnumber}
            await asyncio.to_thread(_reply_over_http, gateway, got[0].sender)


def _reply_over_http(gateway: Running, to: str) -> None:
    body = f'{{"messageId": "m1", "from": "{PHONE}", "to": "{to}", "text": "8"}}'.encode()
    response = gateway.stub.ReceiveCallbacks(
        sms_service_pb2.ReceiveCallbacksRequest(
            provider="plain",
            callbacks=[
                sms_service_pb2.Callback(
                    kind=sms_service_pb2.CALLBACK_KIND_INBOUND,
                    method="POST",
                    headers=[sms_service_pb2.Header(name="x-webhook-token", value="w")],
                    body=body,
                )
            ],
        )
    )
    assert [one.status for one in response.acknowledgements] == [200]
    gateway.sink.until(lambda: [reply.text for reply in gateway.sink.replies] == ["8"])


def test_providers_that_call_back_are_listed_with_what_proves_it(
    sms_database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "sms.yaml"
    path.write_text(
        "providers:\n"
        "  plain: {type: http, url: 'http://127.0.0.1:9', token: t, webhook_token: [old, new]}\n"
        "  phones: {type: handset}\n"
        "senders: [{address: '1963', provider: plain, serves: ['+47']}]\n"
    )
    with running(sms_database_url, str(path)) as gateway:
        response = gateway.stub.ListProviders(sms_service_pb2.ListProvidersRequest())

    [plain] = response.providers
    assert (plain.name, plain.max_body_bytes) == ("plain", 64 * 1024)
    [proof] = plain.header_proofs
    assert proof.name == "x-webhook-token"
    assert set(proof.digests) == {hashlib.sha256(token).digest() for token in (b"old", b"new")}


def reserve(gateway: Running, conversation: str) -> message_pb2.ReplyAddress:
    """Reserve an address for a conversation with the phone."""
    response = gateway.stub.ReserveReplyAddresses(
        sms_service_pb2.ReserveReplyAddressesRequest(
            tenant="default", wishes=[wish(conversation, PHONE)]
        )
    )
    return response.results[0].address


def wish(conversation: str, recipient: str) -> sms_service_pb2.ReplyAddressWish:
    """Make a wish for a reply address."""
    return sms_service_pb2.ReplyAddressWish(
        conversation_id=conversation,
        recipient=recipient,
        expire_time=to_timestamp(SystemClock().now()),
    )


def outbound(
    conversation: str,
    address: message_pb2.ReplyAddress,
    text: str,
    *,
    sequence: int = 1,
    delay: float = 0,
) -> message_pb2.OutboundMessage:
    """Make a message to the phone."""
    return message_pb2.OutboundMessage(
        id=new_id(),
        tenant="default",
        conversation_id=conversation,
        sequence=sequence,
        address=address,
        recipient=PHONE,
        text=text,
        delay=Duration(nanos=int(delay * 1e9)),
        kind="question",
    )


def handset(gateway: Running) -> list[sms_service_pb2.HandsetMessage]:
    """Return what the phone shows."""
    request = sms_service_pb2.GetHandsetRequest(tenant="default", phone=PHONE)
    return list(gateway.stub.GetHandset(request).messages)


def _sink_servicer(sink: FakeEventSink) -> Servicer:
    return Servicer(
        name=event_sink_pb2.DESCRIPTOR.services_by_name["SmsEventSinkService"].full_name,
        register=event_sink_pb2_grpc.add_SmsEventSinkServiceServicer_to_server,
        servicer=EventSinkServicer(sink),
    )
