"""`/sms`: senders, providers, what waits, and what is parked; retry, and a circuit opened or closed.

Providers and parked items are of the whole system: shown, and changed, are those of the tenant's own senders.
"""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from google.protobuf.timestamp_pb2 import Timestamp
from starlette.responses import Response
from svar.sms.v1 import operations_service_pb2 as pb

from services.console.http.asked import Asked
from services.console.words.catalogue import Words
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id
from services.runtime.errors import ErrorKind, ServiceError, not_found

MOST_PARKED: Final = 1_000
"""Items that are looked at; beyond them the page says so."""
_SHOWN_IDS: Final = 10
CIRCUITS: Final = {
    pb.CIRCUIT_STATE_CLOSED: "closed",
    pb.CIRCUIT_STATE_OPEN: "open",
    pb.CIRCUIT_STATE_HALF_OPEN: "half_open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedGroup:
    """Parked items of one kind and for one reason; `items` are the oldest of them."""

    kind: str
    because: str
    reason: str
    count: int
    since: Timestamp
    attempts: int
    items: Sequence[pb.ParkedItem]


async def show(asked: Asked) -> Response:
    """Show everything; a part that does not answer says so."""
    operations = asked.services.operations
    senders, providers, queues, parked = await asyncio.gather(
        call(operations.ListSenders, pb.ListSendersRequest(tenant=asked.tenant)),
        _or_none(call(operations.ListProviderStates, pb.ListProviderStatesRequest())),
        _or_none(call(operations.ListQueue, pb.ListQueueRequest(tenant=asked.tenant))),
        _or_none(_parked(asked)),
    )
    own = names_of(senders.senders)
    return asked.page(
        "sms.html",
        senders=senders.senders,
        providers=None if providers is None else [p for p in providers.providers if p.name in own],
        circuits=CIRCUITS,
        queues=None if queues is None else queues.queues,
        groups=None if parked is None else grouped(parked),
        is_more=parked is not None and len(parked) >= MOST_PARKED,
        said=_said(asked.words, asked.request.query_params),
    )


async def set_circuit(asked: Asked) -> Response:
    """Open or close the circuit of a provider of the tenant's; the reason is written down."""
    provider = asked.form.text("provider")
    request = pb.ListSendersRequest(tenant=asked.tenant)
    senders = await call(asked.services.operations.ListSenders, request)
    if provider not in names_of(senders.senders):
        raise not_found("PROVIDER_NOT_FOUND", "")
    wanted = pb.SetCircuitRequest(
        request_id=current_request_id(),
        provider=provider,
        open=asked.form.text("state") == "open",
        reason=asked.form.text("reason"),
    )
    await call(asked.services.operations.SetCircuit, wanted, timeout=WRITE_SECONDS)
    return asked.go(f"/sms?said={'opened' if wanted.open else 'closed'}")


async def retry(asked: Asked) -> Response:
    """Give parked items back: one, or all of a kind and a reason."""
    form = asked.form
    ids = [
        item.id
        for item in await _parked(asked)
        if item.id == form.text("id")
        or (
            not form.text("id")
            and (item.kind, item.because, item.reason)
            == (form.text("kind"), form.text("because"), form.text("reason"))
        )
    ]
    request = pb.RetryParkedRequest(request_id=current_request_id(), ids=ids)
    given = await call(asked.services.operations.RetryParked, request, timeout=WRITE_SECONDS)
    return asked.go(f"/sms?said=retried&n={len(given.ids)}")


def names_of(senders: Sequence[pb.SenderState]) -> frozenset[str]:
    """Return the providers that some senders are on or fall back to."""
    return frozenset(name for one in senders for name in (one.provider, one.fallback) if name)


def grouped(items: Sequence[pb.ParkedItem]) -> Sequence[ParkedGroup]:
    """Return parked items by kind and reason, those parked longest first."""

    def key(item: pb.ParkedItem) -> tuple[str, str, str]:
        return item.kind, item.because, item.reason

    groups = [
        (named, sorted(some, key=lambda item: item.park_time.ToNanoseconds()))
        for named, some in groupby(sorted(items, key=key), key=key)
    ]
    return sorted(
        (
            ParkedGroup(
                kind=kind,
                because=because,
                reason=reason,
                count=len(some),
                since=some[0].park_time,
                attempts=max(item.attempts for item in some),
                items=some[:_SHOWN_IDS],
            )
            for (kind, because, reason), some in groups
        ),
        key=lambda group: group.since.ToNanoseconds(),
    )


async def _parked(asked: Asked) -> Sequence[pb.ParkedItem]:
    request = pb.ListParkedRequest(page_size=MOST_PARKED)
    found = await call(asked.services.operations.ListParked, request)
    return [one for one in found.items if one.tenant == asked.tenant]


async def _or_none(asking: Awaitable[Any]) -> Any:
    try:
        return await asking
    except ServiceError as error:
        if error.kind is not ErrorKind.UNAVAILABLE:
            raise
        return None


def _said(words: Words, given: Mapping[str, str]) -> str:
    said, n = given.get("said", ""), given.get("n", "")
    if said == "retried" and n.isdecimal() and len(n) < 6:
        return words("sms.said.retried", n=int(n))
    return words(f"sms.said.{said}") if said in ("opened", "closed") else ""
