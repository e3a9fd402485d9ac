"""Our messages as theirs, and theirs as ours. Computes only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import (
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    UnreadableItem,
)
from services.sms.providers.kit.json_items import UnreadableError
from services.sms.providers.smpp.alphabets import Alphabets
from services.sms.providers.smpp.bodies import (
    Address,
    ShortMessage,
    number_address,
    parameter_text,
    read_message,
    submit_body,
)
from services.sms.providers.smpp.commands import Tag, TypeOfNumber
from services.sms.providers.smpp.ids import MessageIds
from services.sms.providers.smpp.long_texts import LongMessages, part_of, parts_of
from services.sms.providers.smpp.pdus import Pdu, encode
from services.sms.providers.smpp.receipts import is_receipt, read_receipt
from services.text.storable import storable

_LONGEST_VALIDITY: Final = timedelta(days=30)
_RECEIPT_WANTED: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is configured of how one centre writes things. `now` is a UTC clock."""

    alphabets: Alphabets
    long_messages: LongMessages
    ids: MessageIds
    now: Callable[[], datetime]

    def outgoing(self, message: ProviderMessage) -> Sequence[bytes]:
        """Return the bodies of the submits that carry a message, one for each part."""
        plain = ShortMessage(
            source=number_address(message.sender),
            destination=number_address(message.recipient),
            content=b"",
            validity=self._validity(message.valid_until),
            registered_delivery=_RECEIPT_WANTED,
        )
        parts = parts_of(
            plain,
            message.text,
            our_id=message.id,
            way=self.long_messages,
            alphabets=self.alphabets,
        )
        return [submit_body(part) for part in parts]

    def incoming(self, pdu: Pdu) -> Received:
        """Read a message or a receipt; what cannot be read is kept as the whole PDU."""
        try:
            message = read_message(pdu.command, pdu.body)
            if is_receipt(message):
                return Received(reports=(self._report(message),))
            return Received(replies=(self._reply(message),))
        except UnreadableError as exc:
            reason = str(exc)
        except Exception as exc:
            # A mistake of ours; it must not come again and again, and keep the others away.
            reason = f"reading raised {type(exc).__name__}"
        return Received(unreadable=(UnreadableItem(reason=reason, body=encode(pdu)),))

    def _report(self, message: ShortMessage) -> ProviderReport:
        return read_receipt(message, self.ids)

    def _reply(self, message: ShortMessage) -> ProviderReply:
        part, content = part_of(message)
        named = parameter_text(message.parameters.get(Tag.RECEIPTED_MESSAGE_ID, b""))
        return ProviderReply(
            provider_message_id=named or None,
            from_=normalise_inbound(_number(message.source)),
            to=_number(message.destination),
            text=storable(self.alphabets.decode(content, message.data_coding)),
            part=part,
        )

    def _validity(self, until: datetime | None) -> str:
        """Return how long a message is of use, in the relative form of section 7.1.1."""
        if until is None:
            return ""
        left = min(max(until - self.now(), timedelta(seconds=1)), _LONGEST_VALIDITY)
        minutes, seconds = divmod(int(left.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        return f"0000{days:02}{hours:02}{minutes:02}{seconds:02}000R"


def _number(address: Address) -> str:
    """Return an address as a number with a plus sign where it is international."""
    value = "".join(address.value.split())
    if not value:
        raise UnreadableError("a message without an address")
    if address.kind == TypeOfNumber.INTERNATIONAL and value.isdecimal() and len(value) > 6:
        return f"+{value}"
    return value
