"""ChangeService over gRPC: protos in, use cases, protos out."""

import grpc
from svar.sessions.v1 import change_service_pb2 as pb
from svar.sessions.v1 import change_service_pb2_grpc

from services.sessions.protos import record_proto
from services.sessions.use_cases.read_changes import ReadChanges


class ChangeServicer(change_service_pb2_grpc.ChangeServiceServicer):
    """Translates; decides nothing."""

    def __init__(self, read_changes: ReadChanges) -> None:
        self._read = read_changes

    def ReadChanges(
        self, request: pb.ReadChangesRequest, context: grpc.ServicerContext
    ) -> pb.ReadChangesResponse:
        """List which sessions were changed."""
        found = self._read.changes(reader=request.reader, after=request.after, limit=request.limit)
        return pb.ReadChangesResponse(
            cursor=found.cursor,
            session_ids=found.session_ids,
            more=found.more,
            missed=found.missed,
            held_back_seconds=found.held_back_seconds,
        )

    def ReadSessions(
        self, request: pb.ReadSessionsRequest, context: grpc.ServicerContext
    ) -> pb.ReadSessionsResponse:
        """Return sessions as they are now."""
        found = self._read.records(request.session_ids)
        return pb.ReadSessionsResponse(
            sessions=[record_proto(one) for one in found.records], read=found.read
        )

    def ListSessionIds(
        self, request: pb.ListSessionIdsRequest, context: grpc.ServicerContext
    ) -> pb.ListSessionIdsResponse:
        """List all sessions."""
        ids = self._read.ids(after=request.after, limit=request.limit)
        return pb.ListSessionIdsResponse(session_ids=ids)
