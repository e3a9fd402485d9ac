"""AuditService over gRPC, which every service has that writes down who changed what."""

from typing import Any, Final

import grpc
from svar.audit.v1 import audit_service_pb2 as pb
from svar.audit.v1.audit_service_pb2_grpc import (
    AuditServiceServicer,
    add_AuditServiceServicer_to_server,
)

from services.contracts.timestamps import to_datetime, to_timestamp
from services.runtime.audit_log import AuditFilter, AuditLog
from services.runtime.errors import Problem, ServiceError, invalid
from services.runtime.ids import parse_id
from services.runtime.server import Servicer

NAME: Final = pb.DESCRIPTOR.services_by_name["AuditService"].full_name
DEFAULT_PAGE: Final = 50
LARGEST_PAGE: Final = 200


def audit_servicer(log: AuditLog) -> Servicer:
    """Return what lists the entries of a service."""
    return Servicer(
        name=NAME, register=add_AuditServiceServicer_to_server, servicer=AuditServicer(log)
    )


class AuditServicer(AuditServiceServicer):
    """Translates; decides nothing."""

    def __init__(self, log: AuditLog) -> None:
        self._log = log

    def ListAuditEntries(
        self, request: pb.ListAuditEntriesRequest, context: grpc.ServicerContext
    ) -> pb.ListAuditEntriesResponse:
        """List who changed what, newest first; raises INVALID_REQUEST for a bad page."""
        page = self._log.page(_filter(request))
        return pb.ListAuditEntriesResponse(
            entries=[_entry(row) for row in page.rows], next_page_token=page.next_id or ""
        )


def _filter(request: pb.ListAuditEntriesRequest) -> AuditFilter:
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


def _entry(row: Any) -> pb.AuditEntry:
    return pb.AuditEntry(
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
