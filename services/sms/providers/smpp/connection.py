"""One TCP or TLS connection to a centre: the rim around `session`."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar, assert_never, cast

from services.sms.domain.provider import Temporary, Unclear
from services.sms.providers.smpp.commands import Command, Status
from services.sms.providers.smpp.deliveries import Deliveries
from services.sms.providers.smpp.pdus import BrokenStreamError, Pdu, PduReader, encode
from services.sms.providers.smpp.session import (
    Answered,
    Bound,
    Delivered,
    Ended,
    Event,
    Overdue,
    Session,
    State,
)

NOT_CONNECTED: Final = Temporary(reason="not_connected")
_WINDOW_FULL: Final = Temporary(reason="window_full")
_LOST: Final = Unclear(reason="connection_lost")
_TIMEOUT: Final = Unclear(reason="timeout")
_Value = TypeVar("_Value")
_UNBIND_SECONDS: Final = 2.0
_LONGEST_LOOK: Final = 1.0
"""How often the clock is looked at, in seconds, unless a deadline is shorter."""


class BindRefusedError(Exception):
    """The centre answers, and does not want us; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Where a centre is, and how it is spoken to. `deadline` and `enquire_every` are in seconds."""

    host: str
    port: int
    tls: bool
    deadline: float
    enquire_every: float
    window: int


class Connection(asyncio.Protocol):
    """A connection that binds, submits and hears; `ended` says why it is over when it is."""

    def __init__(self, peer: Peer, deliveries: Deliveries) -> None:
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[str] = loop.create_future()
        self._loop = loop
        self._peer = peer
        self._deliveries = deliveries
        deliveries.on_room = self._resume
        self._session = Session(
            deadline=peer.deadline, enquire_every=peer.enquire_every, now=loop.time()
        )
        self._places = asyncio.Semaphore(peer.window)
        self._reader = PduReader()
        self._bound: asyncio.Future[int] = loop.create_future()
        self._submits: dict[int, asyncio.Future[Answered | Unclear]] = {}
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._paused = False

    async def open(self, command: Command, body: bytes) -> None:
        """Connect and bind; raises OSError, TimeoutError or BindRefusedError."""
        context = ssl.create_default_context() if self._peer.tls else None
        async with asyncio.timeout(self._peer.deadline):
            await self._loop.create_connection(
                lambda: self, self._peer.host, self._peer.port, ssl=context
            )
            self._write(self._session.bind(command, body, self._loop.time()))
            status = await self._bound
        if status != Status.OK:
            raise BindRefusedError(status)

    @property
    def usable(self) -> bool:
        """True while messages can be sent."""
        return self._session.state is State.BOUND

    @property
    def busy(self) -> int:
        """How many submits wait for their answer."""
        return self._session.unanswered

    async def submit(self, body: bytes) -> Answered | Temporary | Unclear:
        """Send a message when the window has room for it, and return the answer."""
        if not await self._enter():
            return _WINDOW_FULL
        try:
            if not self.usable:
                return NOT_CONNECTED
            pdu = self._session.submit(body, self._loop.time())
            answer: asyncio.Future[Answered | Unclear] = self._loop.create_future()
            self._submits[pdu.sequence] = answer
            self._write(pdu)
            return await answer
        finally:
            self._places.release()

    def answer(self, pdu: Pdu, durable: bool) -> bool:
        """Answer a message that came; says whether the answer could be written."""
        if self._open_transport is None:
            return False
        self._write(self._session.answer(pdu, durable=durable))
        return True

    async def close(self) -> None:
        """Say goodbye, wait a little for the answer, and end the connection."""
        if self.usable:
            self._write(self._session.unbind(self._loop.time()))
            with suppress(TimeoutError):
                async with asyncio.timeout(_UNBIND_SECONDS):
                    await asyncio.shield(self.ended)
        self._end("closed")

    # -- called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note the way out."""
        # That of uvloop is none by its class.
        self._transport = cast(asyncio.Transport, transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        """Hear what came."""
        now = self._loop.time()
        try:
            for pdu in self._reader.feed(data):
                answer, event = self._session.hear(pdu, now)
                if answer is not None:
                    self._write(answer)
                if event is not None:
                    self._note(event)
        except BrokenStreamError as exc:
            nack = Pdu(Command.GENERIC_NACK, 0, status=Status.INVALID_COMMAND_LENGTH)
            self._write(nack)
            self._end(str(exc))
        transport = self._open_transport
        if self._deliveries.full and transport is not None and not self._paused:
            self._paused = True
            transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give up what waits for an answer."""
        self._end(f"connection lost: {type(exc).__name__}" if exc else "connection lost")

    # -- inside

    @property
    def _open_transport(self) -> asyncio.Transport | None:
        closed = self._transport is None or self._transport.is_closing()
        return None if closed else self._transport

    async def _enter(self) -> bool:
        """Wait for a place in the window; False when that takes too long."""
        if not self._places.locked():
            return await self._places.acquire()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._peer.deadline):
                return await self._places.acquire()
        return False

    def _note(self, event: Event) -> None:
        match event:
            case Answered(sequence=sequence):
                self._settle(sequence, event)
            case Delivered(pdu=pdu):
                self._deliveries.add(pdu)
            case Overdue(sequence=sequence):
                self._settle(sequence, _TIMEOUT)
            case Bound():
                _resolve(self._bound, int(Status.OK))
            case Ended(reason=reason, status=status):
                _resolve(self._bound, status)
                self._end(reason)
            case _:
                assert_never(event)

    def _settle(self, sequence: int, result: Answered | Unclear) -> None:
        # One that the end of the connection has settled may still be answered in the same breath.
        if (answer := self._submits.pop(sequence, None)) is not None:
            _resolve(answer, result)

    def _write(self, pdu: Pdu) -> None:
        if (transport := self._open_transport) is not None:
            transport.write(encode(pdu))

    def _look(self) -> None:
        """Look at the clock, and again later."""
        enquiry, events = self._session.tick(self._loop.time())
        if enquiry is not None:
            self._write(enquiry)
        for event in events:
            self._note(event)
        if not self.ended.done():
            soon = min(_LONGEST_LOOK, self._peer.deadline / 4, self._peer.enquire_every / 4)
            self._timer = self._loop.call_later(soon, self._look)

    def _resume(self) -> None:
        transport = self._open_transport
        if self._paused and transport is not None and not self._deliveries.full:
            self._paused = False
            transport.resume_reading()

    def _end(self, reason: str) -> None:
        self._session.state = State.ENDED
        if self._timer is not None:
            self._timer.cancel()
        if self._transport is not None:
            self._transport.close()
        _resolve(self.ended, reason)
        _resolve(self._bound, int(Status.WRONG_BIND_STATE))
        submits, self._submits = self._submits, {}
        for answer in submits.values():
            _resolve(answer, _LOST)


def _resolve(future: asyncio.Future[_Value], value: _Value) -> None:
    if not future.done():
        future.set_result(value)
