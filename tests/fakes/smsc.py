"""An SMS centre that speaks SMPP over a socket, on a free port of the loopback.

For tests: it records what is submitted, answers as a script says, dies, doubles, reorders and cuts its
bytes anywhere, and sends messages and receipts. What it shares with Svar is how bytes are written; that
the bytes are the standard's own is held elsewhere.
"""

import asyncio
import contextlib
import itertools
import ssl
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from services.sms.providers.smpp.bodies import (
    ShortMessage,
    message_id_body,
    number_address,
    read_message,
    submit_body,
)
from services.sms.providers.smpp.commands import RESPONSE, Command, EsmClass, Status
from services.sms.providers.smpp.pdus import Pdu, PduReader, encode

_BINDS: Final = frozenset(
    {Command.BIND_RECEIVER, Command.BIND_TRANSMITTER, Command.BIND_TRANSCEIVER}
)


class Behaviour(StrEnum):
    """What the centre does with one submit."""

    ANSWER = "answer"
    SILENT = "silent"
    DIE = "die"
    TWICE = "twice"
    NACK = "nack"
    LATER = "later"
    """It is answered by `answer_the_rest`, the last one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How one submit is met: with a status, and perhaps an id that is not the next number."""

    behaviour: Behaviour = Behaviour.ANSWER
    status: int = Status.OK
    message_id: str | None = None


TAKE: Final = Step()
SILENT: Final = Step(behaviour=Behaviour.SILENT)
DIE: Final = Step(behaviour=Behaviour.DIE)
TWICE: Final = Step(behaviour=Behaviour.TWICE)
LATER: Final = Step(behaviour=Behaviour.LATER)
THROTTLE: Final = Step(status=Status.THROTTLED)


def refuse(status: int) -> Step:
    """Make a step that answers with a status."""
    return Step(status=status)


@dataclass(kw_only=True)
class _Client:
    """One connection to the centre."""

    writer: asyncio.StreamWriter
    command: int = 0
    system_id: str = ""
    answers: dict[int, asyncio.Future[int]] = field(default_factory=dict)
    held: list[Pdu] = field(default_factory=list)


class FakeSmsc:
    """Use as `async with FakeSmsc() as centre`.

    Steps given to `script` meet the next submits in order, then all are taken. `cut` is how many bytes
    go in one write; None for whole ones. `bind_status` is what the next binds are met with.
    """

    def __init__(self, *, password: str = "secret", tls: ssl.SSLContext | None = None) -> None:
        self.submitted: list[ShortMessage] = []
        self.binds: list[tuple[str, str]] = []
        """The command and the system id of every bind, in order."""
        self.enquiries = 0
        self.answers_enquiries = True
        self.cut: int | None = None
        self.bind_status: int | None = None
        self.unbinds = 0
        self.on_submit: Callable[[ShortMessage, str], None] = lambda message, message_id: None
        self.write_id: Callable[[int], str] = str
        self._password = password
        self._tls = tls
        self._port = 0
        self._steps: deque[Step] = deque()
        self._numbers = itertools.count(1)
        self._sequence = itertools.count(1)
        self._clients: list[_Client] = []
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Listen."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Drop every connection and stop listening."""
        self._server.close()
        await self.drop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        """Where the centre is."""
        return f"smpps://localhost:{self._port}" if self._tls else f"smpp://127.0.0.1:{self._port}"

    # -- what a test does

    def script(self, *steps: Step) -> None:
        """Meet the next submits so."""
        self._steps.extend(steps)

    async def drop(self) -> None:
        """End every connection at once, without a word."""
        for client in self._clients:
            client.writer.transport.abort()

    async def bound(self, count: int = 1) -> None:
        """Wait until so many connections are bound."""
        await self.until(lambda: sum(1 for one in self._clients if one.command) >= count)

    async def heard(self, count: int) -> list[ShortMessage]:
        """Wait until so many submits came, and return all."""
        await self.until(lambda: len(self.submitted) >= count)
        return self.submitted

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; looked at whenever anything comes or ends."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(holds)

    async def answer_the_rest(self) -> None:
        """Answer what was to be answered later, the last one first."""
        for client in self._clients:
            while client.held:
                await self._write(client, client.held.pop())

    async def deliver(self, message: ShortMessage, *, command: int = Command.DELIVER_SM) -> int:
        """Send a message to a client that may receive; returns the status of its answer."""
        body = data_body(message) if command == Command.DATA_SM else submit_body(message)
        return await self.request(command, body)

    async def request(self, command: int, body: bytes) -> int:
        """Send any request, and return the status of the answer."""
        client = next(
            one
            for one in reversed(self._clients)
            if one.command not in (0, Command.BIND_TRANSMITTER)
        )
        sequence = next(self._sequence)
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        client.answers[sequence] = answer
        await self._write(client, Pdu(command, sequence, body))
        async with asyncio.timeout(20):
            return await answer

    async def write(self, raw: bytes) -> None:
        """Send any bytes to every client."""
        for client in self._clients:
            client.writer.write(raw)
            await client.writer.drain()

    # -- what the centre does by itself

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        client = _Client(writer=writer)
        self._clients.append(client)
        try:
            with contextlib.suppress(ConnectionError):
                await self._hear(client, reader)
        finally:
            self._clients.remove(client)
            for answer in client.answers.values():
                answer.cancel()
            writer.transport.abort()
            await self._note()
            self._tasks.discard(task)

    async def _hear(self, client: _Client, reader: asyncio.StreamReader) -> None:
        pdus = PduReader()
        while data := await reader.read(64 * 1024):
            for pdu in pdus.feed(data):
                await self._met(client, pdu)
            await self._note()

    async def _met(self, client: _Client, pdu: Pdu) -> None:
        if pdu.command in _BINDS:
            await self._bind(client, pdu)
        elif pdu.command == Command.SUBMIT_SM:
            await self._submit(client, pdu)
        elif pdu.command == Command.ENQUIRE_LINK:
            self.enquiries += 1
            if self.answers_enquiries:
                await self._write(client, Pdu(Command.ENQUIRE_LINK_RESP, pdu.sequence))
        elif pdu.command == Command.UNBIND:
            self.unbinds += 1
            await self._write(client, Pdu(Command.UNBIND_RESP, pdu.sequence))
        elif pdu.command & RESPONSE and pdu.sequence in client.answers:
            answer = client.answers.pop(pdu.sequence)
            if not answer.done():
                answer.set_result(pdu.status)

    async def _bind(self, client: _Client, pdu: Pdu) -> None:
        system_id, password, *_ = pdu.body.decode("latin-1").split("\x00")
        self.binds.append((Command(pdu.command).name, system_id))
        status = 0x0E if password != self._password else (self.bind_status or Status.OK)
        body = message_id_body("SMSC") if status == Status.OK else b""
        await self._write(client, Pdu(pdu.command | RESPONSE, pdu.sequence, body, status))
        if status == Status.OK:
            client.command, client.system_id = pdu.command, system_id

    async def _submit(self, client: _Client, pdu: Pdu) -> None:
        step = self._steps.popleft() if self._steps else TAKE
        message = read_message(pdu.command, pdu.body)
        message_id = step.message_id or self.write_id(next(self._numbers))
        self.submitted.append(message)
        body = message_id_body(message_id) if step.status == Status.OK else b""
        answer = Pdu(Command.SUBMIT_SM_RESP, pdu.sequence, body, step.status)
        match step.behaviour:
            case Behaviour.ANSWER:
                await self._write(client, answer)
            case Behaviour.TWICE:
                await self._write(client, answer)
                await self._write(client, answer)
            case Behaviour.LATER:
                client.held.append(answer)
            case Behaviour.NACK:
                await self._write(
                    client, Pdu(Command.GENERIC_NACK, pdu.sequence, status=step.status)
                )
            case Behaviour.DIE:
                client.writer.transport.abort()
            case Behaviour.SILENT:
                pass
        if step.status == Status.OK:
            self.on_submit(message, message_id)

    async def _write(self, client: _Client, pdu: Pdu) -> None:
        raw = encode(pdu)
        size = self.cut or len(raw)
        for at in range(0, len(raw), size):
            client.writer.write(raw[at : at + size])
            await client.writer.drain()
            if self.cut:
                # So that what was written leaves by itself.
                await asyncio.sleep(0)

    async def _note(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def from_phone(
    text: bytes,
    *,
    phone: str = "+4790000001",
    to: str = "1963",
    data_coding: int = 0,
    esm_class: int = 0,
    parameters: Mapping[int, bytes] | None = None,
) -> ShortMessage:
    """Make a message as a centre delivers it."""
    return ShortMessage(
        source=number_address(phone),
        destination=number_address(to),
        content=text,
        data_coding=data_coding,
        esm_class=esm_class,
        parameters=parameters or {},
    )


def receipt(message_id: str, state: str = "DELIVRD", error: str = "000") -> ShortMessage:
    """Make a receipt in text, as appendix B of the standard shows it."""
    text = (
        f"id:{message_id} sub:001 dlvrd:001 submit date:2601011200 done date:2601011201"
        f" stat:{state} err:{error} text:Hvor fornoyd er"
    )
    return from_phone(text.encode(), esm_class=EsmClass.RECEIPT)


def data_body(message: ShortMessage) -> bytes:
    """Write the body of a `data_sm`, whose text is always a parameter."""
    head = b"".join(
        bytes((one.kind, one.plan)) + one.value.encode() + b"\x00"
        for one in (message.source, message.destination)
    )
    payload = b"\x04\x24" + len(message.content).to_bytes(2, "big") + message.content
    return b"\x00" + head + bytes((message.esm_class, 0, message.data_coding)) + payload
