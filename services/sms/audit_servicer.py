"""AuditService over gRPC; what it says is `services.contracts.audit_entries`."""

import grpc
from svar.sms.v1 import audit_service_pb2 as pb
from svar.sms.v1 import audit_service_pb2_grpc

from services.contracts.audit_entries import audit_lister
from services.runtime.audit_log import AuditLog


class AuditServicer(audit_service_pb2_grpc.AuditServiceServicer):
    """Translates; decides nothing."""

    def __init__(self, entries: AuditLog) -> None:
        self._list = audit_lister(entries, pb)

    def ListAuditEntries(
        self, request: pb.ListAuditEntriesRequest, context: grpc.ServicerContext
    ) -> pb.ListAuditEntriesResponse:
        """List who changed what, newest first."""
        listed: pb.ListAuditEntriesResponse = self._list(request, context)
        return listed
