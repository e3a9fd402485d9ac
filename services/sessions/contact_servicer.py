"""ContactService over gRPC: protos in, use cases, protos out."""

import base64
import binascii
from datetime import datetime

import grpc
from google.protobuf.timestamp_pb2 import Timestamp
from svar.sessions.v1 import contact_service_pb2 as pb
from svar.sessions.v1 import contact_service_pb2_grpc

from services.contracts.timestamps import to_optional_timestamp, to_timestamp
from services.sessions.domain.contact import OptOut, is_phone
from services.sessions.domain.erasure import Erasure
from services.sessions.paging import page_size, refused
from services.sessions.use_cases.contacts import Contacts
from services.sessions.use_cases.erase_contact import EraseContact


class ContactServicer(contact_service_pb2_grpc.ContactServiceServicer):
    """Translates; decides nothing."""

    def __init__(self, *, contacts: Contacts, erase_contact: EraseContact) -> None:
        self._contacts = contacts
        self._erase = erase_contact

    def GetContact(
        self, request: pb.GetContactRequest, context: grpc.ServicerContext
    ) -> pb.GetContactResponse:
        """Show how a phone stands."""
        found = self._contacts.standing(request.tenant, request.phone)
        return pb.GetContactResponse(
            opt_out_time=_time(found.opted_out_at),
            deny_time=_time(found.denied_at),
            unreachable_time=_time(found.unreachable_at),
            quarantine_end_time=_time(found.quarantined_until),
        )

    def GetOptOut(
        self, request: pb.GetOptOutRequest, context: grpc.ServicerContext
    ) -> pb.GetOptOutResponse:
        """Show a phone's opt-out."""
        found = self._contacts.opt_out_of(request.tenant, request.phone)
        return pb.GetOptOutResponse(opt_out=_opt_out(found))

    def AddOptOut(
        self, request: pb.AddOptOutRequest, context: grpc.ServicerContext
    ) -> pb.AddOptOutResponse:
        """Opt a phone out."""
        added = self._contacts.opt_out(request.tenant, request.phone)
        return pb.AddOptOutResponse(opt_out=_opt_out(added))

    def RemoveOptOut(
        self, request: pb.RemoveOptOutRequest, context: grpc.ServicerContext
    ) -> pb.RemoveOptOutResponse:
        """Take a phone's opt-out back."""
        self._contacts.opt_in(request.tenant, request.phone)
        return pb.RemoveOptOutResponse()

    def ListOptOuts(
        self, request: pb.ListOptOutsRequest, context: grpc.ServicerContext
    ) -> pb.ListOptOutsResponse:
        """List the phones that opted out."""
        after, limit = _phone_of(request.page_token), page_size(request.page_size)
        page = self._contacts.opt_outs(request.tenant, after=after, limit=limit)
        return pb.ListOptOutsResponse(
            opt_outs=[_opt_out(one) for one in page.opt_outs],
            next_page_token=_token_of(page.last) if page.last else "",
        )

    def DenyPhone(
        self, request: pb.DenyPhoneRequest, context: grpc.ServicerContext
    ) -> pb.DenyPhoneResponse:
        """Put a phone on the deny list."""
        since = self._contacts.deny(request.tenant, request.phone)
        return pb.DenyPhoneResponse(deny_time=to_timestamp(since))

    def AllowPhone(
        self, request: pb.AllowPhoneRequest, context: grpc.ServicerContext
    ) -> pb.AllowPhoneResponse:
        """Take a phone off the deny list."""
        self._contacts.allow(request.tenant, request.phone)
        return pb.AllowPhoneResponse()

    def EraseContact(
        self, request: pb.EraseContactRequest, context: grpc.ServicerContext
    ) -> pb.EraseContactResponse:
        """Erase everything about a phone."""
        erasure = _erasure(self._erase(request.tenant, request.phone))
        return pb.EraseContactResponse(
            sessions=erasure.sessions,
            replies=erasure.replies,
            sent_messages=erasure.sent_messages,
            received_messages=erasure.received_messages,
            erasure=erasure,
        )

    def GetErasure(
        self, request: pb.GetErasureRequest, context: grpc.ServicerContext
    ) -> pb.GetErasureResponse:
        """Show how far an erasure has come."""
        found = self._erase.get(request.tenant, request.erasure_id)
        return pb.GetErasureResponse(erasure=_erasure(found))


def _erasure(erasure: Erasure) -> pb.Erasure:
    messages = erasure.messages
    return pb.Erasure(
        id=erasure.id,
        ask_time=to_timestamp(erasure.asked_at),
        done_time=to_optional_timestamp(erasure.done_at),
        sessions=erasure.sessions,
        replies=erasure.replies,
        sent_messages=messages.sent if messages else 0,
        received_messages=messages.received if messages else 0,
        callbacks=messages.callbacks if messages else 0,
        waiting=erasure.waiting,
        remaining=erasure.remaining,
    )


def _time(at: datetime | None) -> Timestamp | None:
    return to_timestamp(at) if at else None


def _opt_out(opt_out: OptOut) -> pb.OptOut:
    return pb.OptOut(phone=opt_out.phone, opt_out_time=to_timestamp(opt_out.at))


def _token_of(phone: str) -> str:
    # Not a secret, but not a phone in everybody's access log either.
    return base64.urlsafe_b64encode(phone.encode()).decode().rstrip("=")


def _phone_of(token: str) -> str:
    if not token:
        return ""
    try:
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        phone = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (UnicodeError, binascii.Error):
        phone = ""
    if not is_phone(phone):
        raise refused("pageToken", "Not a token of an earlier answer.")
    return phone
