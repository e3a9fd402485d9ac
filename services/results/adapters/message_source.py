"""`ports.MessageSource` on the sms service."""

from collections.abc import Mapping, Sequence
from typing import Final

import grpc
from svar.sms.v1 import conversation_service_pb2 as pb
from svar.sms.v1 import conversation_service_pb2_grpc

from services.contracts.timestamps import to_optional_datetime
from services.results.domain.source import MessageSums
from services.runtime.client import call

_TIMEOUT: Final = 20.0


class GrpcMessageSource:
    """The messages of sessions, in sums."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = conversation_service_pb2_grpc.ConversationServiceStub(channel)

    def sums(self, session_ids: Sequence[str]) -> Mapping[str, MessageSums]:
        """Return the sums of those of at most 1,000 sessions that have messages."""
        if not session_ids:
            return {}
        request = pb.SummariseConversationsRequest(conversation_ids=session_ids)
        answer = call(self._stub.SummariseConversations, request, timeout=_TIMEOUT)
        return {
            one.conversation_id: MessageSums(
                messages=one.messages,
                segments=one.segments,
                first_sent_at=to_optional_datetime(one, "first_sent_time"),
                delivered=one.delivered,
                trial=one.trial,
            )
            for one in answer.summaries
        }
