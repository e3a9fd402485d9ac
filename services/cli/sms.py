"""`svar sms`: what operators see of the SMS gateway, and how they try it."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Final

import typer
from google.protobuf.json_format import MessageToDict
from svar.sms.v1 import (
    message_pb2,
    operations_service_pb2_grpc,
    sms_service_pb2,
    sms_service_pb2_grpc,
)
from svar.sms.v1 import operations_service_pb2 as pb

from services.cli.sms_view import (
    outcome_of_try,
    show_messages,
    show_providers,
    show_queues,
    show_senders,
)
from services.cli.whoever_types import whoever_types
from services.runtime.actor import bind_actor
from services.runtime.addresses import Process
from services.runtime.client import call, connect
from services.runtime.config import ProcessSettings
from services.runtime.errors import ConfigurationError, ServiceError
from services.runtime.ids import new_id

sms_app = typer.Typer(no_args_is_help=True)

_SECONDS: Final = 10.0
_LOOK_EVERY_SECONDS: Final = 0.5
_JSON = typer.Option("--json", help="Print one JSON object.")
_TENANT = typer.Option(help="Only of this tenant.", show_default=False)
_IN_FLIGHT: Final = (message_pb2.MESSAGE_STATUS_QUEUED, message_pb2.MESSAGE_STATUS_SENT)


@sms_app.callback()
def sms() -> None:
    """See the senders and providers of SMS and what waits for them, and try them.

    Speaks to the SMS service itself, on this machine or where SVAR_SMS_ADDRESS says. Exits 0 when all
    is well, 1 when something is not, 2 when nobody answers.

    Example: svar sms providers
    """
    bind_actor(whoever_types())


@sms_app.command()
def providers(in_json: Annotated[bool, _JSON] = False) -> None:
    """List the providers: circuit, rate, what waits, what became of the last hour's messages.

    Exits 0 when every circuit is closed, 1 when one is not, 2 when nobody answers.

    Example: svar sms providers
    """
    with _operations() as operations:
        found = _call(operations.ListProviderStates, pb.ListProviderStatesRequest())
    if not _printed(found, in_json):
        show_providers(found.providers)
    closed = all(one.circuit == pb.CIRCUIT_STATE_CLOSED for one in found.providers)
    raise typer.Exit(0 if closed else 1)


@sms_app.command()
def senders(tenant: Annotated[str, _TENANT] = "", in_json: Annotated[bool, _JSON] = False) -> None:
    """List our numbers: whom they write to, over whom, and how much of each is in use.

    Example: svar sms senders
    """
    with _operations() as operations:
        found = _call(operations.ListSenders, pb.ListSendersRequest(tenant=tenant))
    if not _printed(found, in_json):
        show_senders(found.senders)


@sms_app.command()
def queue(tenant: Annotated[str, _TENANT] = "", in_json: Annotated[bool, _JSON] = False) -> None:
    """List what waits to be sent, by sender: how much, for how long, and why.

    Example: svar sms queue
    """
    with _operations() as operations:
        found = _call(operations.ListQueue, pb.ListQueueRequest(tenant=tenant))
    if not _printed(found, in_json):
        show_queues(found.queues)


@sms_app.command()
def messages(
    phone: Annotated[str, typer.Option(help="E.164, such as +4790000001.")],
    tenant: Annotated[str, _TENANT] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 50,
    in_json: Annotated[bool, _JSON] = False,
) -> None:
    """List what a phone was sent and what it wrote, newest first, with what became of it.

    Example: svar sms messages --phone +4790000001
    """
    wanted = pb.ListPhoneMessagesRequest(tenant=tenant, phone=phone, page_size=limit)
    with _operations() as operations:
        found = _call(operations.ListPhoneMessages, wanted)
    if not _printed(found, in_json):
        show_messages(found.messages)


@sms_app.command()
def circuit(
    provider: Annotated[str, typer.Argument(help="Its name in the file of senders.")],
    state: Annotated[str, typer.Argument(help="open or close.")],
    reason: Annotated[str, typer.Option(help="Why; written down.")],
) -> None:
    """Open a provider's circuit, so that nothing is sent over it, or close it again.

    Example: svar sms circuit puzzel open --reason "they are down until noon"
    """
    if state not in ("open", "close"):
        raise ConfigurationError([f'"{state}" is neither open nor close.'])
    wanted = pb.SetCircuitRequest(
        request_id=new_id(), provider=provider, open=state == "open", reason=reason
    )
    with _operations() as operations:
        _call(operations.SetCircuit, wanted)
    typer.echo(f"The circuit of {provider} is {'held open' if wanted.open else 'closed'}.")


@sms_app.command(name="try")
def try_provider(
    provider: Annotated[str, typer.Argument(help="Its name in the file of senders.")],
    phone: Annotated[str, typer.Argument(help="A phone of yours, such as +4790000001.")],
    text: Annotated[str, typer.Option(help="What it says.")] = "Svar: a text to try this out.",
    seconds: Annotated[float, typer.Option(min=1, max=600, help="How long to wait.")] = 60,
) -> None:
    """Send one text to a phone of yours over a provider, and wait for its delivery report.

    Exits 0 when it was delivered, 1 when it was not or nobody reported in time.

    Example: svar sms try puzzel +4790000001
    """
    with _operations() as operations:
        sender = _sender(operations, provider, phone)
        wanted = _text_to_try(sender, phone, text)
        with _sms() as sms:
            _call(sms.SendMessages, wanted)
        message = _settled(operations, sender.tenant, phone, wanted.messages[0].id, seconds)
    typer.echo(outcome_of_try(message))
    delivered = message is not None and message.status == message_pb2.MESSAGE_STATUS_DELIVERED
    raise typer.Exit(0 if delivered else 1)


def _sender(
    operations: operations_service_pb2_grpc.OperationsServiceStub, provider: str, phone: str
) -> pb.SenderState:
    found: Sequence[pb.SenderState]
    found = _call(operations.ListSenders, pb.ListSendersRequest()).senders
    on_it = [one for one in found if provider in (one.provider, one.fallback)]
    serving = [
        one
        for one in on_it
        if any(prefix == "*" or phone.startswith(prefix) for prefix in one.serves)
    ]
    if not on_it:
        raise ConfigurationError([f'No sender is on a provider "{provider}".'])
    if not serving:
        raise ConfigurationError([f"No sender on {provider} serves {phone}."])
    return serving[0]


def _text_to_try(
    sender: pb.SenderState, phone: str, text: str
) -> sms_service_pb2.SendMessagesRequest:
    message = message_pb2.OutboundMessage(
        id=new_id(),
        tenant=sender.tenant,
        address=message_pb2.ReplyAddress(sender=sender.address),
        recipient=phone,
        text=text,
        priority=message_pb2.PRIORITY_AUTOMATIC,
        kind="try",
    )
    return sms_service_pb2.SendMessagesRequest(request_id=new_id(), messages=[message])


def _settled(
    operations: operations_service_pb2_grpc.OperationsServiceStub,
    tenant: str,
    phone: str,
    message_id: str,
    seconds: float,
) -> pb.PhoneMessage | None:
    """Wait until the message has an end; returns it as it then stands, None if it is not there."""
    wanted = pb.ListPhoneMessagesRequest(tenant=tenant, phone=phone, page_size=50)
    give_up_at = time.monotonic() + seconds
    while True:
        listed = _call(operations.ListPhoneMessages, wanted).messages
        found = next((one for one in listed if one.id == message_id), None)
        ended = found is not None and found.status not in _IN_FLIGHT
        if ended or time.monotonic() >= give_up_at:
            return found
        time.sleep(_LOOK_EVERY_SECONDS)


@contextmanager
def _operations() -> Iterator[operations_service_pb2_grpc.OperationsServiceStub]:
    channel = connect(Process.SMS, ProcessSettings())
    try:
        yield operations_service_pb2_grpc.OperationsServiceStub(channel)
    finally:
        channel.close()


@contextmanager
def _sms() -> Iterator[sms_service_pb2_grpc.SmsServiceStub]:
    channel = connect(Process.SMS, ProcessSettings())
    try:
        yield sms_service_pb2_grpc.SmsServiceStub(channel)
    finally:
        channel.close()


def _call(method: Any, request: Any) -> Any:
    try:
        return call(method, request, timeout=_SECONDS)
    except ServiceError as error:
        raise ConfigurationError([f"The SMS service: {error}"]) from error


def _printed(found: Any, in_json: bool) -> bool:
    """Print an answer as JSON if that is wanted; says whether it did."""
    if in_json:
        typer.echo(json.dumps(MessageToDict(found), ensure_ascii=False))
    return in_json
