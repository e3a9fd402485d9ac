"""A phone for trying things out, in JSON (`gateway/README.md`)."""

from datetime import datetime
from typing import Annotated, Final, Literal, Self

from pydantic import ConfigDict, Field
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.model import Name, RequestModel, Text

LONGEST_WAIT: Final = 30


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


class HandsetQuery(RequestModel):
    """How long to look at a phone."""

    wait: Annotated[float, Field(ge=0, le=LONGEST_WAIT, strict=False)] = Field(
        default=0,
        description="Seconds to wait at most, until all that is on its way has come and was read.",
    )


class HandsetAnswer(AnswerModel):
    """What the phone shows, oldest first."""

    phone: str
    messages: list[HandsetMessage]


class HandsetReplyAnswer(AnswerModel):
    """The reply is durable; what the survey makes of it shows on the phone."""

    phone: str
    status: Literal["accepted", "early"] = Field(
        description="`early`: a message was on its way, or had come within the second before, so the "
        "reply is not for that one. A person needs a second to read."
    )
