"""What a provider told us that nobody understood, kept until somebody does.

Each item is kept as a callback that holds it alone, so that it can be read again when our numbers or
the reading of that provider have been put right, whatever kind of request it came by.
"""

import json
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from msgspec.structs import replace

from services.sms.domain.provider import Callback, ProviderReply, ReplyPart


class KeptKind(StrEnum):
    """What a kept item is: a callback, by the path that it came to, or a message."""

    INBOUND = "inbound"
    STATUS = "status"
    # Understood, but sent to none of our numbers; written by `stray_bytes`.
    STRAY = "stray"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCallback:
    """An item that is to be read again; `kind` is empty for one that the first release kept.

    `raw` is the body of the callback, or the message of a stray.
    """

    id: str
    provider: str
    kind: str
    method: str
    target: str
    headers: Mapping[str, str]
    raw: bytes
    received_at: datetime


MOST_HEADER_CHARACTERS: Final = 2048
_is_secret_word: Final = re.compile(
    r"apikey|auth|authentication|authorization|cookie|credentials?|hmac|jwt|key|nonce|pass\w*"
    r"|secret|sig|sign|signature|token|user|username"
).fullmatch
_words: Final = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+").findall


def without_secrets(callback: Callback, names: Set[str] = frozenset()) -> Callback:
    """Return a callback without what proves it, which is not needed to read it.

    That is what these `names` name, and what is called so by custom. Of its headers at most 2 KiB stay.

    >>> proven = Callback(
    ...     kind="inbound",
    ...     method="GET",
    ...     target="/in?text=8&api_key=x",
    ...     headers={"content-type": "text/plain", "x-webhook-token": "w"},
    ...     body=b"",
    ... )
    >>> without_secrets(proven).target, without_secrets(proven).headers
    ('/in?text=8', {'content-type': 'text/plain'})
    """
    target = _target_without_secrets(callback.target, names)
    return replace(callback, headers=_plain_headers(callback.headers, names), target=target)


def _plain_headers(headers: Mapping[str, str], names: Set[str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    room = MOST_HEADER_CHARACTERS
    for name, value in headers.items():
        if not _is_secret(name, names) and len(name) + len(value) <= room:
            kept[name] = value
            room -= len(name) + len(value)
    return kept


def _target_without_secrets(target: str, names: Set[str]) -> str:
    parts = urlsplit(target)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _is_secret(name, names)]
    # As received, byte for byte, unless something has to go.
    return target if kept == pairs else parts._replace(query=urlencode(kept)).geturl()


def _is_secret(name: str, names: Set[str]) -> bool:
    return name in names or any(_is_secret_word(word.lower()) for word in _words(name))


def stray_bytes(message: ProviderReply) -> bytes:
    """Write a message down for `stray_message`."""
    part = message.part
    written = {
        "id": message.provider_message_id,
        "from": message.from_,
        "to": message.to,
        "text": message.text,
        "session": message.session,
        "part": [part.reference, part.number, part.total] if part else None,
    }
    return json.dumps(written).encode("ascii")


def stray_message(raw: bytes) -> ProviderReply:
    """Read what `stray_bytes` wrote, in this release or the one before.

    >>> message = ProviderReply(provider_message_id=None, from_="+4790000001", to="1", text="8")
    >>> stray_message(stray_bytes(message)) == message
    True
    """
    written = json.loads(raw)
    part = written.get("part")
    return ProviderReply(
        provider_message_id=written["id"],
        from_=written["from"],
        to=written["to"],
        text=written["text"],
        session=written.get("session"),
        part=ReplyPart(reference=part[0], number=part[1], total=part[2]) if part else None,
    )
