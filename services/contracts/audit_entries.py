"""What each context's AuditService says, in protos that are alike but not the same."""

from collections.abc import Callable
from typing import Any, Final

import grpc

from services.contracts.timestamps import to_datetime, to_timestamp
from services.runtime.audit_log import AuditFilter, AuditLog
from services.runtime.errors import Problem, ServiceError, invalid
from services.runtime.ids import parse_id

DEFAULT_PAGE: Final = 50
LARGEST_PAGE: Final = 200


def audit_lister(log: AuditLog, messages: Any) -> Callable[[Any, grpc.ServicerContext], Any]:
    """Return the method ListAuditEntries of the AuditService whose messages a module holds."""

    def list_entries(request: Any, _context: grpc.ServicerContext) -> Any:
        page = log.page(_filter(request))
        return messages.ListAuditEntriesResponse(
            entries=[_entry(row, messages) for row in page.rows],
            next_page_token=page.next_id or "",
        )

    return list_entries


def _filter(request: Any) -> AuditFilter:
    before_id = parse_id(request.page_token)
    if request.page_token and before_id is None:
        raise _refused("pageToken", "Not a token of an earlier answer.")
    if request.page_size < 0:
        raise _refused("pageSize", f"Must be from 1 to {LARGEST_PAGE}.")
    return AuditFilter(
        tenant=request.tenant,
        operation=request.operation,
        object=request.object,
        actor_id=request.actor_id,
        from_time=to_datetime(request.from_time) if request.HasField("from_time") else None,
        to_time=to_datetime(request.to_time) if request.HasField("to_time") else None,
        before_id=before_id,
        limit=min(request.page_size or DEFAULT_PAGE, LARGEST_PAGE),
    )


def _entry(row: Any, messages: Any) -> Any:
    return messages.AuditEntry(
        id=row.id,
        write_time=to_timestamp(row.written_at),
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        actor_address=row.actor_address,
        operation=row.operation,
        object=row.object,
        request_id=row.request_id,
    )


def _refused(path: str, message: str) -> ServiceError:
    return invalid("INVALID_REQUEST", message, problems=[Problem(path=path, message=message)])
