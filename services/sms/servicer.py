"""SmsService as gRPC has it: requests to use cases, and their answers back. No decisions here."""

from dataclasses import dataclass

import grpc
from svar.sms.v1 import sms_service_pb2, sms_service_pb2_grpc

from services.sms.domain.messages import MessagePage
from services.sms.ports.store import UnitOfWork
from services.sms.protos.answers import (
    acknowledgement,
    callback_provider,
    found_message,
    handset_message,
    message_record,
    reserved_address,
)
from services.sms.protos.requests import (
    address_wishes,
    callbacks,
    ends,
    new_messages,
    places,
    uuid_of,
    withdrawals,
)
from services.sms.use_cases.erase_recipient import erase_recipient
from services.sms.use_cases.give_out_parts import GiveOutParts
from services.sms.use_cases.handsets import ReplyFromHandset, ShowHandset
from services.sms.use_cases.list_messages import list_messages, look_up_messages
from services.sms.use_cases.read_again import ReadAgain
from services.sms.use_cases.receive_callbacks import ReceiveCallbacks
from services.sms.use_cases.reserve_reply_addresses import ReserveReplyAddresses
from services.sms.use_cases.send_messages import SendMessages


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsUseCases:
    """What the service does."""

    reserve_reply_addresses: ReserveReplyAddresses
    send_messages: SendMessages
    receive_callbacks: ReceiveCallbacks
    read_again: ReadAgain
    show_handset: ShowHandset
    reply_from_handset: ReplyFromHandset
    give_out_parts: GiveOutParts
    uow: UnitOfWork


class SmsServicer(sms_service_pb2_grpc.SmsServiceServicer):
    """Serves SmsService."""

    def __init__(self, use_cases: SmsUseCases) -> None:
        self._use_cases = use_cases

    def ReserveReplyAddresses(
        self,
        request: sms_service_pb2.ReserveReplyAddressesRequest,
        context: grpc.ServicerContext,
    ) -> sms_service_pb2.ReserveReplyAddressesResponse:
        """Choose a sender, and a subnumber where the sender has them, for each conversation."""
        results = self._use_cases.reserve_reply_addresses(request.tenant, address_wishes(request))
        return sms_service_pb2.ReserveReplyAddressesResponse(
            results=[reserved_address(result) for result in results]
        )

    def SendMessages(
        self, request: sms_service_pb2.SendMessagesRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.SendMessagesResponse:
        """Queue messages and end conversations."""
        self._use_cases.send_messages(
            new_messages(request), ends(request), withdrawals=withdrawals(request)
        )
        return sms_service_pb2.SendMessagesResponse()

    def ReceiveCallbacks(
        self, request: sms_service_pb2.ReceiveCallbacksRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.ReceiveCallbacksResponse:
        """Take raw callbacks of one provider."""
        answers = self._use_cases.receive_callbacks(request.provider, callbacks(request))
        return sms_service_pb2.ReceiveCallbacksResponse(
            acknowledgements=[acknowledgement(answer) for answer in answers]
        )

    def ListProviders(
        self, request: sms_service_pb2.ListProvidersRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.ListProvidersResponse:
        """List the providers that call back."""
        providers = self._use_cases.receive_callbacks.providers
        return sms_service_pb2.ListProvidersResponse(
            providers=[callback_provider(name, one.traits) for name, one in providers.items()]
        )

    def ListMessages(
        self, request: sms_service_pb2.ListMessagesRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.ListMessagesResponse:
        """List messages of one conversation, in order."""
        before_id = uuid_of(request.before_id, "before_id") if request.before_id else None
        records = list_messages(
            self._use_cases.uow,
            tenant=request.tenant,
            conversation_id=uuid_of(request.conversation_id, "conversation_id"),
            page=MessagePage(size=request.page_size or None, before_id=before_id),
        )
        return sms_service_pb2.ListMessagesResponse(
            messages=[message_record(record) for record in records]
        )

    def LookUpMessages(
        self, request: sms_service_pb2.LookUpMessagesRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.LookUpMessagesResponse:
        """Say how far messages have come."""
        found = look_up_messages(self._use_cases.uow, places(request))
        return sms_service_pb2.LookUpMessagesResponse(found=[found_message(one) for one in found])

    def GetHandset(
        self, request: sms_service_pb2.GetHandsetRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.GetHandsetResponse:
        """Show a phone of a provider of type handset."""
        shown = self._use_cases.show_handset(request.tenant, request.phone)
        return sms_service_pb2.GetHandsetResponse(
            messages=[handset_message(message) for message in shown.messages],
            more_to_come=shown.more_to_come,
        )

    def ReplyFromHandset(
        self, request: sms_service_pb2.ReplyFromHandsetRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.ReplyFromHandsetResponse:
        """Reply from such a phone."""
        is_early = self._use_cases.reply_from_handset(
            request.tenant, request.phone, text=request.text, to=request.to
        )
        return sms_service_pb2.ReplyFromHandsetResponse(early=is_early)

    def EraseRecipient(
        self, request: sms_service_pb2.EraseRecipientRequest, context: grpc.ServicerContext
    ) -> sms_service_pb2.EraseRecipientResponse:
        """Erase the number and the texts of a phone."""
        erased = erase_recipient(self._use_cases.uow, tenant=request.tenant, phone=request.phone)
        return sms_service_pb2.EraseRecipientResponse(
            sent_messages=erased.sent_messages,
            received_messages=erased.received_messages,
            reply_addresses=erased.reply_addresses,
            callbacks=erased.callbacks,
        )
