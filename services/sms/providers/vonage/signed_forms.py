"""Parameters with a signature among them, in an address, a form or JSON, as Vonage's SMS API has them."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from services.sms.domain.provider import Callback
from services.sms.providers.kit.forms import fields_of, item_of
from services.sms.providers.kit.json_items import Item, UnreadableError
from services.sms.providers.kit.signatures import hmac_digest, is_among, is_recent, seconds_of

SignatureMethod = Literal["md5hash", "md5", "sha1", "sha256", "sha512"]
REPLAY_WINDOW: Final = timedelta(hours=30)
"""It repeats for 24 hours, and the time is that of the first attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedForms:
    """Proves such parameters with one of several secrets. `method` is the account's own."""

    method: SignatureMethod
    secrets: Sequence[bytes]
    now: Callable[[], datetime]

    def is_genuine(self, parameters: Item) -> bool:
        """Say whether the parameters are signed, and lately."""
        named = sorted((name, str(value)) for name, value in parameters.items() if name != "sig")
        text = "".join(f"&{name}={_plain(value)}" for name, value in named)
        signed = text.encode("utf-8", "surrogatepass")
        given = str(parameters.get("sig", "")).lower()
        right = [self._signature(secret, signed) for secret in self.secrets]
        return is_among(given, right) and is_recent(
            seconds_of(str(parameters.get("timestamp", ""))), now=self.now(), window=REPLAY_WINDOW
        )

    def _signature(self, secret: bytes, signed: bytes) -> str:
        if self.method == "md5hash":
            return hashlib.md5(signed + secret, usedforsecurity=False).hexdigest()
        return hmac_digest(secret, signed, self.method).hex()


def parameters_of(callback: Callback) -> Item:
    """Return the parameters of a callback, numbers as they are written; raises UnreadableError."""
    if callback.method == "GET" or not _is_json(callback):
        return item_of(fields_of(callback))
    try:
        content: object = json.loads(callback.body, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as exc:
        raise UnreadableError("not JSON") from exc
    if not isinstance(content, dict):
        raise UnreadableError("not an object")
    return content


def _is_json(callback: Callback) -> bool:
    declared = callback.headers.get("content-type", "")
    return "json" in declared or callback.body.lstrip()[:1] == b"{"


def _plain(value: str) -> str:
    return value.replace("&", "_").replace("=", "_")
