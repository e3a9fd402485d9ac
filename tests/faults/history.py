"""What happened in a run, as plain values: what the world outside saw, and what Svar has stored.

Times are seconds since 1970. Read by `checker`; written by the parts that take part.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

TESTER: Final = "tester"
"""The target of a disturbance that was ours: the program that plays provider and phones stood still."""


@dataclass(slots=True, kw_only=True)
class Invitation:
    """A survey that a caller sent; `session` is there once Svar has acknowledged it."""

    key: str
    phone: str
    survey: str
    session: str | None = None


@dataclass(slots=True, kw_only=True)
class Said:
    """A message from a phone. `element` is what it answers, None where it is no answer to anything.

    `stray` marks what comes by itself beside the answers, so that it may meet any later question: one
    of a double tap, or a reply before the question. `acknowledged_at` is when a 2xx was seen first.
    """

    id: str
    phone: str
    to: str
    text: str
    element: str | None
    stray: bool = False
    acknowledged_at: float | None = None
    posts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A request of Svar's at the provider: whether it kept the message, and said so clearly."""

    message: str
    at: float
    kept: bool
    clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A message that the provider has taken, in the order of the first taking."""

    message: str
    sender: str
    recipient: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """A time in which something was broken on purpose; `target` names the part that it was done to."""

    name: str
    target: str
    began: float
    ended: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A pause of the faults: how long the last customer waited once everything ran again.

    `left` names the conversations that still had no next message at the end of the patience.
    """

    waiting: int
    longest: float
    left: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSession:
    """A session as the sessions service stores it, with its answers as REST shows them."""

    id: str
    reference: str
    phone: str
    address: str
    state: str
    created_at: float
    ended_at: float | None
    answers: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A reply in the inbox of the sms service."""

    id: str
    provider_id: str
    at: float
    parked: bool
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReply:
    """A reply as the sessions service stores it; `id` is the inbox's."""

    id: str
    session: str | None
    phone: str
    address: str
    text: str
    verdict: str
    element: str | None
    value: object
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """A message as the sms service stores it; `attempts` are those that it noted as failed or unclear."""

    id: str
    session: str | None
    number: int
    address: str
    recipient: str
    text: str
    kind: str
    status: str
    due_at: float | None
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All of it."""

    invitations: Sequence[Invitation] = ()
    said: Sequence[Said] = ()
    arrivals: Sequence[Arrival] = ()
    carried: Sequence[Carried] = ()
    disturbances: Sequence[Disturbance] = ()
    rests: Sequence[Rest] = ()
    delivered: Sequence[str] = ()
    """The messages whose delivery report Svar has acknowledged."""
    sessions: Sequence[KeptSession] = ()
    received: Sequence[Received] = ()
    replies: Sequence[KeptReply] = ()
    messages: Sequence[KeptMessage] = ()
    outbox: int = 0
    """Deliveries that the sessions service has not handed over, or that it put aside."""
