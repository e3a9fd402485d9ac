"""Who wants no surveys, who gets none, and what was erased, in JSON (`gateway/README.md`)."""

from datetime import datetime
from typing import Final, Literal, Self

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


class RemainingAnswer(AnswerModel):
    """What is kept of an erased phone, and why."""

    what: Literal["opt_out", "denied"]
    why: str


class ErasureAnswer(AnswerModel):
    """How far an erasure has come; it does not name the phone."""

    id: str
    asked_at: datetime
    done_at: datetime | None = Field(
        description="A minute after nothing waits any more: what was on its way is looked for once more."
    )
    sessions: int
    replies: int
    sent_messages: int
    received_messages: int
    callbacks: int = Field(description="Kept aside since nobody understood them; deleted.")
    waiting: list[str] = Field(
        description="Services that have not erased it yet, and will: `sms`, `results`."
    )
    remaining: list[RemainingAnswer]

    @classmethod
    def from_proto(cls, erasure: pb.Erasure) -> Self:
        """Read it from protobuf."""
        return cls(
            id=erasure.id,
            asked_at=time_of(erasure.ask_time),
            done_at=time_of(erasure.done_time) if erasure.HasField("done_time") else None,
            sessions=erasure.sessions,
            replies=erasure.replies,
            sent_messages=erasure.sent_messages,
            received_messages=erasure.received_messages,
            callbacks=erasure.callbacks,
            waiting=list(erasure.waiting),
            remaining=[
                RemainingAnswer.model_validate({"what": one, "why": _WHY[one]})
                for one in erasure.remaining
                if one in _WHY
            ],
        )


_WHY: Final = {
    "opt_out": "Without the number the phone could not be left alone, as its owner asked.",
    "denied": "Without the number the phone could not be left alone, as the tenant decided.",
}


class ErasedAnswer(AnswerModel):
    """How much was erased of each kind; all zero when there was nothing."""

    sessions: int = Field(description="Without phone, variables and words; open ones were ended.")
    replies: int = Field(description="Without phone and words.")
    contacts: int = Field(
        description="Always 0: an opt-out and an entry of the deny list stay, see `erasure`."
    )
    sent_messages: int = Field(description="To the phone; those still waiting were dropped.")
    received_messages: int = Field(description="From the phone.")
    erasure: ErasureAnswer = Field(description="What waits, and what remains.")

    @classmethod
    def from_proto(cls, erased: pb.EraseContactResponse) -> Self:
        """Read it from protobuf."""
        return cls(
            sessions=erased.sessions,
            replies=erased.replies,
            contacts=erased.contacts,
            sent_messages=erased.sent_messages,
            received_messages=erased.received_messages,
            erasure=ErasureAnswer.from_proto(erased.erasure),
        )
