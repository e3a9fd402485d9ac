"""Subscriptions to events, and what becomes of deliveries. Values, bounds, and what may be asked for. Pure."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import SplitResult, urlsplit

from services.contracts.event_types import EventType
from services.runtime.errors import Problem

MOST_OF_A_TENANT: Final = 20
LONGEST_URL: Final = 2_048
SECRET_PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
_FEWEST_BYTES: Final = 24
_MOST_BYTES: Final = 64
"""Of a secret, after the Standard Webhooks specification, section "Signature scheme"."""


class WebhookState(StrEnum):
    """What is sent to a subscription."""

    ACTIVE = "active"
    DISABLED = "disabled"
    """By a person, or because the endpoint said 410: nothing is kept for it."""
    FAILING = "failing"
    """Nothing went through for 24 hours: what happens is parked until somebody makes it active."""
    REMOVED = "removed"
    """Shown to nobody; its deliveries are deleted in the background, and then the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A subscription, without its secrets. `failure` is the last one since something went through."""

    id: str
    tenant: str
    url: str
    events: tuple[EventType, ...]
    state: WebhookState
    created_at: datetime
    failing_since: datetime | None = None
    failure: str = ""
    previous_secret_until: datetime | None = None


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    PARKED = "parked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event on its way to a subscription. `reason` says why the last try failed."""

    id: str
    event_id: str
    type: str
    session_id: str
    state: DeliveryState
    attempts: int
    reason: str
    created_at: datetime
    next_try_at: datetime | None
    delivered_at: datetime | None


def events_in(named: Sequence[str], problems: list[Problem]) -> tuple[EventType, ...]:
    """Read the events that somebody subscribes to; at least one, each once."""
    known = {one.value for one in EventType}
    for place, one in enumerate(named):
        if one not in known:
            message = f"Must be one of: {', '.join(EventType)}."
            problems.append(Problem(path=f"events[{place}]", message=message))
    if not named:
        problems.append(Problem(path="events", message="Must name at least one event."))
    return tuple(EventType(one) for one in dict.fromkeys(named) if one in known)


def url_in(written: str, problems: list[Problem]) -> str:
    """Read the address of an endpoint; where it leads is another matter (`fence`)."""
    message = _wrong_with_url(written)
    if message:
        problems.append(Problem(path="url", message=message))
    return written


def _wrong_with_url(written: str) -> str | None:
    if len(written) > LONGEST_URL:
        return f"Must have at most {LONGEST_URL} characters."
    if not written.isascii() or not written.isprintable() or " " in written:
        return "Must be an address in ASCII, without blanks."
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return "Must be an address such as https://example.com/svar."
    if parts.scheme not in {"https", "http"} or not _is_host(parts) or port == 0:
        return "Must be an address such as https://example.com/svar."
    if parts.username is not None or parts.password is not None:
        return "Must hold no user and no password: what proves a call is its signature."
    return "Must have no #fragment." if "#" in written else None


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    return bool(host.strip(".")) and "%" not in host and "\\" not in parts.netloc


def secret_in(written: str, problems: list[Problem]) -> str:
    """Read a secret that a subscriber brings along."""
    try:
        raw = base64.b64decode(written.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not written.startswith(SECRET_PREFIX) or not _FEWEST_BYTES <= len(raw) <= _MOST_BYTES:
        message = f"Must be {SECRET_PREFIX} and {_FEWEST_BYTES} to {_MOST_BYTES} bytes in base64."
        problems.append(Problem(path="secret", message=message))
    return written


def written_secret(raw: bytes) -> str:
    """Write a secret as subscribers get it.

    >>> written_secret(bytes(24))
    'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    return SECRET_PREFIX + base64.b64encode(raw).decode()
