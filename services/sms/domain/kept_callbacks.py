"""What a provider told us that nobody understood, kept until somebody does.

Each item is kept so that it can be read again by itself, when our numbers or the reading of that
provider have been put right.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.sms.domain.provider import ProviderInbound


class KeptKind(StrEnum):
    """What a kept item was read as."""

    INBOUND = "inbound"
    STATUS = "status"
    # Understood, but sent to none of our numbers; written by `stray_bytes`.
    STRAY = "stray"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCallback:
    """An item that is to be read again; `kind` is empty for one that the first release kept."""

    id: str
    provider: str
    kind: str
    raw: bytes
    received_at: datetime


def stray_bytes(message: ProviderInbound) -> bytes:
    """Write a message down for `stray_message`; what the provider says of its time is left out."""
    written = {
        "id": message.provider_message_id,
        "from": message.from_,
        "to": message.to,
        "text": message.text,
    }
    return json.dumps(written).encode("ascii")


def stray_message(raw: bytes) -> ProviderInbound:
    """Read what `stray_bytes` wrote.

    >>> message = ProviderInbound(provider_message_id=None, from_="+4790000001", to="1", text="8")
    >>> stray_message(stray_bytes(message)) == message
    True
    """
    written = json.loads(raw)
    return ProviderInbound(
        provider_message_id=written["id"],
        from_=written["from"],
        to=written["to"],
        text=written["text"],
    )
