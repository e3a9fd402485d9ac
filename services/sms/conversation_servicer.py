"""ConversationService as gRPC has it: for those who count, not for those who send."""

from collections.abc import Set
from typing import Final

import grpc
from svar.sms.v1 import conversation_service_pb2 as pb
from svar.sms.v1 import conversation_service_pb2_grpc

from services.contracts.timestamps import to_optional_timestamp
from services.runtime.errors import Problem, invalid
from services.sms.domain.senders import SenderDirectory
from services.sms.domain.summaries import is_trial
from services.sms.ports.summaries import Summaries
from services.sms.protos.requests import uuid_of

MOST_CONVERSATIONS: Final = 1_000


class ConversationServicer(conversation_service_pb2_grpc.ConversationServiceServicer):
    """Serves ConversationService."""

    def __init__(
        self, summaries: Summaries, *, senders: SenderDirectory, handsets: Set[str]
    ) -> None:
        self._summaries = summaries
        self._senders = senders
        self._handsets = handsets

    def SummariseConversations(
        self, request: pb.SummariseConversationsRequest, context: grpc.ServicerContext
    ) -> pb.SummariseConversationsResponse:
        """Sum up what became of the messages of conversations."""
        place = "conversation_ids"
        if len(request.conversation_ids) > MOST_CONVERSATIONS:
            message = f"At most {MOST_CONVERSATIONS} conversations go in one call."
            problems = [Problem(path=place, message=message)]
            raise invalid("INVALID_REQUEST", message, problems=problems)
        found = self._summaries.of([uuid_of(one, place) for one in request.conversation_ids])
        return pb.SummariseConversationsResponse(
            summaries=[
                pb.ConversationSummary(
                    conversation_id=one.conversation_id,
                    messages=one.messages,
                    segments=one.segments,
                    first_sent_time=to_optional_timestamp(one.first_sent_at),
                    delivered=one.delivered,
                    trial=is_trial(one, self._senders, self._handsets),
                )
                for one in found
            ]
        )
