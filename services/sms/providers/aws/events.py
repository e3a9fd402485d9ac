"""What a notification of SNS says: a message from a phone, or what became of one of ours."""

from typing import Final

from services.sms.domain.phone_numbers import normalise_inbound
from services.sms.domain.provider import DeliveryStatus, ProviderReply, ProviderReport
from services.sms.providers.kit.exchange import inside
from services.sms.providers.kit.json_items import (
    Item,
    UnreadableError,
    address_of,
    code_of,
    id_of,
    text_of,
)
from services.sms.providers.kit.status_table import StatusTable

CONTEXT: Final = "svar"
"""Under which name our id travels along with a message."""

# SUCCESSFUL is what the carrier says when it takes a message; some never say more.
STATES: Final = StatusTable(
    delivered=["TEXT_DELIVERED"],
    failed=["TEXT_INVALID", "TEXT_INVALID_MESSAGE", "TEXT_UNREACHABLE", "TEXT_CARRIER_UNREACHABLE"],
    rejected=["TEXT_BLOCKED", "TEXT_CARRIER_BLOCKED", "TEXT_SPAM", "TEXT_PROTECT_BLOCKED"],
    expired=["TEXT_TTL_EXPIRED"],
    in_between=["TEXT_SENT", "TEXT_PENDING", "TEXT_QUEUED", "TEXT_SUCCESSFUL", "TEXT_UNKNOWN"],
)


def read_event(item: Item) -> ProviderReply | ProviderReport:
    """Read one notification; raises UnreadableError for what is neither."""
    if "messageBody" in item:
        return _reply(item)
    if "eventType" in item:
        return _report(item)
    raise UnreadableError("neither a message nor an event of one")


def _reply(item: Item) -> ProviderReply:
    return ProviderReply(
        provider_message_id=id_of(item, "inboundMessageId"),
        from_=normalise_inbound(address_of(item, "originationNumber")),
        to=address_of(item, "destinationNumber"),
        text=text_of(item, "messageBody"),
    )


def _report(item: Item) -> ProviderReport:
    theirs, ours = id_of(item, "messageId"), inside(item, "context", CONTEXT)
    if theirs is None:
        raise UnreadableError("messageId is missing")
    status = STATES.status(item.get("eventType"))
    # What is not final may still be delivered.
    settled = status if item.get("isFinal", True) is True else None
    failed = settled not in (None, DeliveryStatus.DELIVERED)
    return ProviderReport(
        provider_message_id=theirs,
        our_id=ours if isinstance(ours, str) else None,
        status=settled,
        error_code=code_of(item, "eventType") if failed else "",
    )
