"""What customers replied that was not understood, as REST shows it."""

from datetime import datetime
from typing import Self

from pydantic import Field
from svar.sessions.v1 import session_service_pb2 as pb

from gateway.schemas.answer import AnswerModel, time_of


class MisunderstoodReplyAnswer(AnswerModel):
    """Replies to one question that say the same, and were asked again or confirmed."""

    element_id: str
    type: str = Field(examples=["multipleChoice"])
    text: str = Field(description="The newest of them, without addresses, links and long numbers.")
    reason: str = Field(examples=["not_a_choice"])
    count: int
    newest_at: datetime
    alias: str | None = Field(
        description="Words to add to an option's aliases, if that would help."
    )

    @classmethod
    def from_proto(cls, reply: pb.MisunderstoodReply) -> Self:
        """Read it from protobuf."""
        return cls(
            element_id=reply.element_id,
            type=reply.type,
            text=reply.text,
            reason=reply.reason,
            count=reply.count,
            newest_at=time_of(reply.newest_time),
            alias=reply.alias or None,
        )


class MisunderstoodAnswer(AnswerModel):
    """What was not understood in the newest sessions of a survey."""

    replies: list[MisunderstoodReplyAnswer] = Field(description="The newest first, at most 200.")
