"""`/settings/audit`: who changed what, of all services together, newest first."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response
from svar.audit.v1 import audit_service_pb2 as pb

from services.console.http.asked import Asked
from services.contracts.timestamps import to_timestamp
from services.runtime.async_client import call
from services.runtime.errors import ErrorKind, ServiceError

PAGE_SIZE: Final = 50
_LONGEST: Final = 200
OPERATIONS: Final = (
    "survey.create",
    "survey.replace",
    "survey.publish",
    "survey.pause",
    "survey.resume",
    "survey.archive",
    "session.cancel",
    "session.reveal_number",
    "contact.opt_out",
    "contact.opt_in",
    "contact.deny",
    "contact.allow",
    "contact.erase",
    "responses.export",
    "responses.export_with_numbers",
    "webhook.create",
    "webhook.change",
    "webhook.rotate",
    "webhook.remove",
    "webhook.redeliver",
    "parked.retry",
    "parked.drop",
)
"""Those that can be chosen; whatever else services write down is shown by its own name."""


async def show(asked: Asked) -> Response:
    """Show a page of entries; a service that does not answer is named, and the others are shown."""
    chosen = {
        name: asked.query(name)[:_LONGEST]
        for name in ("operation", "object", "actor", "from", "to")
    }
    request = pb.ListAuditEntriesRequest(
        tenant=asked.tenant,
        operation=chosen["operation"],
        object=chosen["object"],
        actor_id=chosen["actor"],
        from_time=_midnight(chosen["from"]),
        to_time=_midnight(chosen["to"], days=1),
        page_size=PAGE_SIZE,
        page_token=asked.query("after"),
    )
    pages = await asyncio.gather(*(_of(asked, name, request) for name in asked.services.audits))
    late = [name for name, page in zip(asked.services.audits, pages, strict=True) if page is None]
    entries = newest([page for page in pages if page is not None])
    more = len(entries) > PAGE_SIZE or any(page and page.next_page_token for page in pages)
    shown = entries[:PAGE_SIZE]
    following = {**chosen, "after": shown[-1].id} if more and shown else {}
    return asked.page(
        "audit.html",
        entries=[(one, _address(one.object)) for one in shown],
        operations=OPERATIONS,
        chosen=chosen,
        late=late,
        is_later=bool(request.page_token),
        next=urlencode(following),
        keep=urlencode,
    )


def newest(pages: Sequence[pb.ListAuditEntriesResponse]) -> Sequence[pb.AuditEntry]:
    """Merge pages of several services: ids are of version 7, so they sort by when they were written.

    So the id of the last entry shown is where each service goes on from.
    """
    return sorted((one for page in pages for one in page.entries), key=lambda one: one.id)[::-1]


async def _of(
    asked: Asked, name: str, request: pb.ListAuditEntriesRequest
) -> pb.ListAuditEntriesResponse | None:
    try:
        return await call(asked.services.audits[name].ListAuditEntries, request)
    except ServiceError as error:
        if error.kind is ErrorKind.INVALID:
            raise
        return None


def _midnight(written: str, *, days: int = 0) -> Any:
    """Return when a day began, or one so many days later; None for what is no day."""
    try:
        begun = datetime.combine(date.fromisoformat(written), datetime.min.time(), UTC)
        return to_timestamp(begun + timedelta(days=days))
    except (ValueError, OverflowError):
        return None


def _address(name: str) -> str:
    """Return the page of what was changed, "" where there is none."""
    kind, _, id = name.partition("/")
    pages = {
        "survey": f"/surveys/{id}",
        "session": f"/conversations/{id}",
        "webhook": f"/settings/webhooks/{id}",
    }
    return pages.get(kind, "")
