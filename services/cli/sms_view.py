"""Shows senders, providers, queues and messages of the SMS gateway to a person."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from svar.sms.v1 import message_pb2
from svar.sms.v1 import operations_service_pb2 as pb

_WIDE = 160
"""Where nobody looks at it in a terminal, nothing is cut."""
_CIRCUITS = {
    pb.CIRCUIT_STATE_CLOSED: "closed",
    pb.CIRCUIT_STATE_OPEN: "open",
    pb.CIRCUIT_STATE_HALF_OPEN: "half open",
}


def show_providers(providers: Sequence[pb.ProviderState]) -> None:
    """Print a line for each, and why a circuit is held open or what went wrong last below it."""
    heads = ["provider", "type", "circuit", "rate", "waiting", "oldest", "1 h: taken", "failed"]
    rows = [
        [
            one.name,
            one.type,
            "held open" if one.held_open_reason else _CIRCUITS.get(one.circuit, "?"),
            _rate(one.rate),
            str(one.waiting),
            _ago(one.oldest_due_time) if one.HasField("oldest_due_time") else "",
            str(one.accepted),
            str(one.failed),
            str(one.delivered),
            f"{one.median_delivery_seconds:.0f} s" if one.delivered else "",
        ]
        for one in providers
    ]
    _print([*heads, "delivered", "median"], rows)
    for one in providers:
        if one.held_open_reason:
            print(f"{one.name} is held open by {one.held_by}: {one.held_open_reason}")
        if one.last_error:
            print(f"{one.name} said last: {one.last_error}, {_ago(one.last_error_time)} ago")


def show_senders(senders: Sequence[pb.SenderState]) -> None:
    """Print a line for each."""
    heads = ["tenant", "sender", "provider", "fallback", "serves", "subnumbers", "rate"]
    rows = [
        [
            one.tenant,
            one.address,
            one.provider,
            one.fallback,
            " ".join(one.serves),
            one.subnumbers,
            _rate(one.rate),
            str(one.open_conversations),
            str(one.held_subnumbers),
        ]
        for one in senders
    ]
    _print([*heads, "open", "held"], rows)


def show_queues(queues: Sequence[pb.SenderQueue]) -> None:
    """Print a line for each, or that nothing waits."""
    if not queues:
        print("Nothing waits to be sent.")
        return
    heads = ["tenant", "sender", "provider", "priority", "due", "later", "oldest", "reason"]
    rows = [
        [
            one.tenant,
            one.sender,
            one.provider,
            one.priority,
            str(one.due),
            str(one.later),
            _ago(one.oldest_due_time) if one.HasField("oldest_due_time") else "",
            one.reason,
        ]
        for one in queues
    ]
    _print(heads, rows)


def show_messages(messages: Sequence[pb.PhoneMessage]) -> None:
    """Print a line for each."""
    rows = [
        [
            one.create_time.ToDatetime(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            "in" if one.inbound else "out",
            one.sender,
            one.provider,
            "incomplete" if one.incomplete else word_of(one.status) if not one.inbound else "",
            one.error_code,
            one.provider_message_id,
            one.text,
        ]
        for one in messages
    ]
    _print(["time", "", "our number", "provider", "status", "code", "their id", "text"], rows)


def outcome_of_try(message: pb.PhoneMessage | None) -> str:
    """Say what became of a text that was tried."""
    if message is None:
        return "The text is not there: nobody took it."
    code = f" ({message.error_code})" if message.error_code else ""
    named = f", which calls it {message.provider_message_id}" if message.provider_message_id else ""
    match message.status:
        case message_pb2.MESSAGE_STATUS_DELIVERED:
            return f"Delivered over {message.provider}{named}."
        case message_pb2.MESSAGE_STATUS_QUEUED:
            return f"Not sent yet{code}: `svar sms providers` may say why."
        case message_pb2.MESSAGE_STATUS_SENT:
            return f"Taken by {message.provider}{named}; no report in time{code}."
        case _:
            return f"It {word_of(message.status)}{code}, over {message.provider}{named}."


def word_of(status: int) -> str:
    """Return a status as one word.

    >>> word_of(message_pb2.MESSAGE_STATUS_DELIVERED)
    'delivered'
    """
    name = message_pb2.MessageStatus.Name(message_pb2.MessageStatus.ValueType(status))
    return name.removeprefix("MESSAGE_STATUS_").lower()


def _print(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDE
    table = Table(*heads, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)


def _rate(rate: float) -> str:
    return f"{rate:g}/s" if rate else ""


def _ago(since: Timestamp) -> str:
    seconds = int((datetime.now(UTC) - since.ToDatetime(UTC)).total_seconds())
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min"
