"""A phone for trying things out, in JSON (`gateway/README.md`)."""

from datetime import datetime
from typing import Literal, Self

from pydantic import ConfigDict, Field
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.model import Name, RequestModel, Text


class HandsetReplyBody(RequestModel):
    """What the phone sends."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "8"}]})

    text: Text = Field(description="What the message says.")
    to: Name = Field(default="", description="The address of the last message when left out.")


class HandsetMessage(AnswerModel):
    """A message as the phone shows it."""

    direction: Literal["received", "sent"]
    from_: str = Field(alias="from")
    to: str
    text: str
    at: datetime

    @classmethod
    def from_proto(cls, message: pb.HandsetMessage) -> Self:
        """Read it from protobuf."""
        return cls.model_validate(
            {
                "direction": "sent" if message.sent_by_handset else "received",
                "from": getattr(message, "from"),
                "to": message.to,
                "text": message.text,
                "at": time_of(message.time),
            }
        )


class HandsetAnswer(AnswerModel):
    """What the phone shows, oldest first."""

    phone: str
    messages: list[HandsetMessage]


class HandsetReplyAnswer(AnswerModel):
    """The reply is durable; what the survey makes of it shows on the phone."""

    phone: str
    status: Literal["accepted"]
