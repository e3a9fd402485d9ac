"""Who wants no surveys, who gets none, and what was erased, in JSON (`gateway/README.md`)."""

from datetime import datetime
from typing import Self

from pydantic import Field
from svar.sessions.v1 import contact_service_pb2 as pb

from gateway.schemas.answer import AnswerModel, time_of
from gateway.schemas.page import PageQuery


class OptOutQuery(PageQuery):
    """Which page of the opt-outs."""

    def to_proto(self, tenant: str) -> pb.ListOptOutsRequest:
        """Return the request for a page."""
        return pb.ListOptOutsRequest(
            tenant=tenant, page_size=self.page_size, page_token=self.page_token
        )


class OptOutAnswer(AnswerModel):
    """A phone that wants no surveys."""

    phone: str = Field(examples=["+4790000001"])
    opted_out_at: datetime

    @classmethod
    def from_proto(cls, opt_out: pb.OptOut) -> Self:
        """Read it from protobuf."""
        return cls(phone=opt_out.phone, opted_out_at=time_of(opt_out.opt_out_time))


class OptOutPage(AnswerModel):
    """A page of opt-outs, in the order of the phones."""

    opt_outs: list[OptOutAnswer]
    next_page_token: str | None


class DeniedAnswer(AnswerModel):
    """A phone that gets no surveys."""

    phone: str = Field(examples=["+4790000001"])
    denied_at: datetime


class ErasedAnswer(AnswerModel):
    """How much was erased of each kind; all zero when there was nothing."""

    sessions: int = Field(description="Without phone, variables and words; open ones were ended.")
    replies: int = Field(description="Without phone and words.")
    contacts: int = Field(description="Opt-outs and entries of the deny list, deleted.")
    sent_messages: int = Field(description="To the phone; those still waiting were dropped.")
    received_messages: int = Field(description="From the phone.")

    @classmethod
    def from_proto(cls, erased: pb.EraseContactResponse) -> Self:
        """Read it from protobuf."""
        return cls(
            sessions=erased.sessions,
            replies=erased.replies,
            contacts=erased.contacts,
            sent_messages=erased.sent_messages,
            received_messages=erased.received_messages,
        )
