"""The rules of one connection, without the connection: PDUs in, PDUs and events out (SMPP v3.4 chapter 2).

Pure but for its memory; for one thread. Times are seconds of any steady clock. Who connects, and what
becomes of messages, is the business of others.
"""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from services.sms.providers.smpp.bodies import message_id_body
from services.sms.providers.smpp.commands import RESPONSE, Command, Status
from services.sms.providers.smpp.pdus import Pdu

_LAST_SEQUENCE: Final = 0x7FFFFFFF
_MESSAGES: Final = frozenset({Command.DELIVER_SM, Command.DATA_SM})
_QUIET: Final = frozenset({Command.ALERT_NOTIFICATION, Command.OUTBIND})


class State(StrEnum):
    """How far a connection has come."""

    OPEN = "open"
    BOUND = "bound"
    UNBINDING = "unbinding"
    ENDED = "ended"


class Bound(Struct, frozen=True):
    """The centre took us."""


class Answered(Struct, frozen=True):
    """What the centre says to a submit: an ordinary answer, or one that it cannot read it."""

    sequence: int
    status: int
    body: bytes


class Overdue(Struct, frozen=True):
    """The centre has not answered a submit within the deadline; what it says later is ignored."""

    sequence: int


class Delivered(Struct, frozen=True):
    """A message or a receipt came; it is answered by `answer` when it is durable."""

    pdu: Pdu


class Ended(Struct, frozen=True):
    """The connection is of no use any more; `status` is the centre's when it refused to bind us."""

    reason: str
    status: int = Status.OK


Event = Bound | Answered | Overdue | Delivered | Ended


class Session:
    """One connection. What it returns is written to the centre; `deadline` is in seconds."""

    def __init__(self, *, deadline: float, enquire_every: float, now: float) -> None:
        self.state = State.OPEN
        self._deadline = deadline
        self._enquire_every = enquire_every
        self._sequence = 0
        # When each submit left, the oldest first.
        self._submits: dict[int, float] = {}
        self._heard_at = now
        # Commands that the connection itself depends on, by what they wait for.
        self._awaited: dict[int, float] = {}

    @property
    def unanswered(self) -> int:
        """How many submits wait for their answer."""
        return len(self._submits)

    # -- what goes out

    def bind(self, command: Command, body: bytes, now: float) -> Pdu:
        """Return the first command of a connection."""
        return self._command(command, body, now)

    def submit(self, body: bytes, now: float) -> Pdu:
        """Return the command that sends a message; it ends in `Answered`, `Overdue` or with the connection."""
        sequence = self._next()
        self._submits[sequence] = now
        return Pdu(Command.SUBMIT_SM, sequence, body)

    def answer(self, pdu: Pdu, *, durable: bool) -> Pdu:
        """Return the answer to a message: that we have it, or that it is to come again."""
        status = Status.OK if durable else Status.TRY_LATER
        return Pdu(pdu.command | RESPONSE, pdu.sequence, message_id_body(), status)

    def unbind(self, now: float) -> Pdu:
        """Return the last command; after it nothing may be sent."""
        self.state = State.UNBINDING
        return self._command(Command.UNBIND, b"", now)

    # -- what comes in

    def hear(self, pdu: Pdu, now: float) -> tuple[Pdu | None, Event | None]:
        """Return what to answer at once, and what happened."""
        self._heard_at = now
        if pdu.command & RESPONSE:
            return None, self._response(pdu)
        if pdu.command in _MESSAGES:
            return None, Delivered(pdu)
        if pdu.command == Command.ENQUIRE_LINK:
            return Pdu(Command.ENQUIRE_LINK_RESP, pdu.sequence), None
        if pdu.command == Command.UNBIND:
            return Pdu(Command.UNBIND_RESP, pdu.sequence), self._end("the centre unbinds us")
        if pdu.command in _QUIET:
            return None, None
        return Pdu(Command.GENERIC_NACK, pdu.sequence, status=Status.INVALID_COMMAND_ID), None

    def tick(self, now: float) -> tuple[Pdu | None, list[Event]]:
        """Look at the clock: return an enquiry if one is due, and what is overdue."""
        if any(now - at >= self._deadline for at in self._awaited.values()):
            return None, [self._end("the centre does not answer")]
        overdue: list[Event] = []
        for sequence, at in list(self._submits.items()):
            if now - at < self._deadline:
                break
            del self._submits[sequence]
            overdue.append(Overdue(sequence))
        quiet = now - self._heard_at >= self._enquire_every
        if quiet and not self._awaited and self.state is State.BOUND:
            return self._command(Command.ENQUIRE_LINK, b"", now), overdue
        return None, overdue

    def _response(self, pdu: Pdu) -> Event | None:
        if self._submits.pop(pdu.sequence, None) is not None:
            return Answered(pdu.sequence, pdu.status, pdu.body)
        if self._awaited.pop(pdu.sequence, None) is None:
            # Too late, or to something that we never asked.
            return None
        if self.state is State.UNBINDING:
            return self._end("unbound")
        if self.state is State.OPEN:
            return self._bound(pdu)
        return None

    def _bound(self, pdu: Pdu) -> Event:
        if pdu.status != Status.OK:
            return self._end("the centre refuses to bind us", pdu.status)
        self.state = State.BOUND
        return Bound()

    def _end(self, reason: str, status: int = Status.OK) -> Ended:
        self.state = State.ENDED
        return Ended(reason, status)

    def _command(self, command: Command, body: bytes, now: float) -> Pdu:
        sequence = self._next()
        self._awaited[sequence] = now
        return Pdu(command, sequence, body)

    def _next(self) -> int:
        self._sequence = 1 if self._sequence >= _LAST_SEQUENCE else self._sequence + 1
        return self._sequence
