"""The link to an SMS centre, against one that throttles, dies, doubles, reorders and cuts its bytes."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from services.sms.domain.provider import (
    Accepted,
    Callback,
    CallbackKind,
    PermanentConfiguration,
    PermanentRecipient,
    ProviderMessage,
    ProviderReply,
    Received,
    Refused,
    ReplyPart,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)
from services.sms.ports.provider import Link, Reader
from services.sms.providers.registry import PROVIDER_TYPES
from services.sms.providers.smpp.bodies import submit_body
from services.sms.providers.smpp.commands import Command, EsmClass, Status
from services.sms.providers.smpp.deliveries import MOST_WAITING, TOGETHER
from services.sms.providers.smpp.link import SmppLink
from services.sms.providers.smpp.pdus import Pdu, encode
from services.text.segments import measure
from tests.fakes.authority import Authority
from tests.fakes.known_keys import provider_tools
from tests.fakes.smsc import (
    DIE,
    LATER,
    SILENT,
    TAKE,
    THROTTLE,
    TWICE,
    Behaviour,
    FakeSmsc,
    Step,
    from_phone,
    receipt,
    refuse,
)

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass
class KeptInbox:
    """An `Inbox` that keeps what it takes; `durable` is what it answers, `gate` lets it go on."""

    durable: bool = True
    received: list[Received] = field(default_factory=list)
    gate: asyncio.Event | None = None
    taking: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, received: Received) -> bool:
        self.taking.set()
        if self.gate is not None:
            await self.gate.wait()
        if self.durable:
            self.received.append(received)
        return self.durable

    @property
    def texts(self) -> list[str]:
        return [reply.text for one in self.received for reply in one.replies]


POISONED = (b"1", b"2", b"3")


class PoisonedInbox(KeptInbox):
    """One that cannot store a 2, nor anything together with it."""

    async def take(self, received: Received) -> bool:
        if "2" in [reply.text for reply in received.replies]:
            raise ValueError("a mistake of ours")
        return await super().take(received)


def link_to(centre: FakeSmsc, **changes: object) -> SmppLink:
    settings = {
        "type": "smpp",
        "url": centre.url,
        "system_id": "svar",
        "password": "secret",
        "deadline": 5.0,
        **changes,
    }
    link = PROVIDER_TYPES["smpp"].model_validate(settings).build(provider_tools(lambda: NOW))
    assert isinstance(link, SmppLink)
    assert isinstance(link, Link)
    return link


@asynccontextmanager
async def at_work(link: SmppLink, inbox: KeptInbox | None = None) -> AsyncIterator[None]:
    running = asyncio.create_task(link.run(inbox or KeptInbox()))
    try:
        yield
    finally:
        running.cancel()
        await asyncio.wait([running])


@asynccontextmanager
async def bound(
    centre: FakeSmsc, inbox: KeptInbox | None = None, **changes: object
) -> AsyncIterator[SmppLink]:
    link = link_to(centre, **changes)
    async with at_work(link, inbox):
        await usable(link)
        yield link


async def usable(link: SmppLink, *, within: float = 20) -> None:
    async with asyncio.timeout(within):
        await link.connected.wait()


def message(text: str = "8", *, number: int = 1) -> ProviderMessage:
    measured = measure(text)
    return ProviderMessage(
        id=f"0198c0de-0000-7000-8000-{number:012}",
        sender="19630000000042",
        recipient="+4790000001",
        text=text,
        encoding=measured.encoding,
        segments=measured.segments,
    )


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The loop that `sms` runs on."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture
async def centre() -> AsyncIterator[FakeSmsc]:
    async with FakeSmsc() as centre:
        yield centre


async def test_a_message_is_submitted_and_named(centre: FakeSmsc) -> None:
    async with bound(centre) as link:
        results = await link.send([message("Hvor fornøyd er du?")])

    assert results == [Accepted(provider_message_id="1")]
    (submitted,) = centre.submitted
    assert submitted.source.value == "19630000000042"
    assert submitted.content.startswith(b"Hvor forn\x0cyd")
    assert centre.binds == [("BIND_TRANSCEIVER", "svar")]


async def test_ids_are_kept_in_the_base_that_receipts_have(centre: FakeSmsc) -> None:
    centre.write_id = lambda number: f"{number + 0x1A2E:08X}"
    inbox = KeptInbox()

    async with bound(centre, inbox, message_ids="hex_then_decimal") as link:
        results = await link.send([message()])
        await centre.deliver(receipt("0000006703"))

    assert results == [Accepted(provider_message_id="6703")]
    assert [one.reports[0].provider_message_id for one in inbox.received] == ["6703"]


@pytest.mark.parametrize(
    ("step", "result"),
    [
        (THROTTLE, Throttled()),
        (refuse(Status.QUEUE_FULL), Throttled()),
        (refuse(0x08), Temporary(reason="SYSERR")),
        (refuse(0x0B), PermanentRecipient(code="INVDSTADR")),
        (refuse(0x0A), PermanentConfiguration(code="INVSRCADR")),
        (refuse(0x0420), PermanentRecipient(code="0x0420")),
        (
            Step(behaviour=Behaviour.NACK, status=Status.INVALID_COMMAND_ID),
            PermanentConfiguration(code="INVCMDID"),
        ),
        (Step(message_id=""), Accepted(provider_message_id="1")),
        (TWICE, Accepted(provider_message_id="1")),
    ],
    ids=["throttled", "full", "error", "phone", "sender", "own code", "nack", "taken", "doubled"],
)
async def test_each_status_is_one_of_the_results(
    centre: FakeSmsc, step: Step, result: SendResult
) -> None:
    centre.script(step)

    async with bound(centre) as link:
        assert await link.send([message()]) == [result]
        # Whatever it was, the connection goes on.
        assert isinstance((await link.send([message(number=2)]))[0], Accepted)


async def test_answers_in_any_order_find_their_messages(centre: FakeSmsc) -> None:
    centre.script(*[LATER] * 5)

    async with bound(centre) as link:
        sending = asyncio.gather(*[link.send([message(number=n)]) for n in range(5)])
        await centre.heard(5)
        await centre.answer_the_rest()
        results = await sending

    assert results == [[Accepted(provider_message_id=str(n))] for n in range(1, 6)]


async def test_bytes_may_be_cut_anywhere(centre: FakeSmsc) -> None:
    centre.cut = 1
    inbox = KeptInbox()

    async with bound(centre, inbox) as link:
        results = await link.send([message("a" * 400)])
        await centre.deliver(from_phone(b"8"))

    assert results == [Accepted(provider_message_id="1", part_ids=("1", "2", "3"))]
    assert inbox.texts == ["8"]


async def test_no_more_than_the_window_is_under_way(centre: FakeSmsc) -> None:
    centre.script(*[LATER] * 3)

    async with bound(centre, window=3) as link:
        sending = asyncio.gather(*[link.send([message(number=n)]) for n in range(8)])
        await centre.heard(3)
        # An enquiry of theirs is answered at once, so nothing was on its way behind the three.
        await centre.request(Command.ENQUIRE_LINK, b"")
        held = len(centre.submitted)
        await centre.answer_the_rest()
        results = await sending

    assert (held, len(results)) == (3, 8)


async def test_what_is_under_way_when_the_connection_ends_is_unclear(centre: FakeSmsc) -> None:
    centre.script(SILENT, SILENT, DIE)

    async with bound(centre) as link:
        results = await asyncio.gather(*[link.send([message(number=n)]) for n in range(3)])
        await usable(link)
        again = await link.send([message(number=4)])

    assert results == [[Unclear(reason="connection_lost")]] * 3
    assert isinstance(again[0], Accepted)
    assert len(centre.binds) == 2


async def test_a_submit_that_nobody_answers_is_unclear_and_the_connection_goes_on(
    centre: FakeSmsc,
) -> None:
    centre.script(SILENT)

    async with bound(centre, deadline=0.2, window=1) as link:
        first = await link.send([message()])
        second = await link.send([message(number=2)])

    assert first == [Unclear(reason="timeout")]
    assert second == [Accepted(provider_message_id="2")]


async def test_without_a_connection_nothing_leaves() -> None:
    async with FakeSmsc() as centre:
        link = link_to(centre)

    assert await link.send([message()]) == [Temporary(reason="not_connected")]


async def test_a_wrong_password_is_a_fault_of_the_configuration(centre: FakeSmsc) -> None:
    link = link_to(centre, password="wrong")

    async with at_work(link):
        await centre.until(lambda: len(centre.binds) >= 2)
        results = await link.send([message()])

    assert results == [PermanentConfiguration(code="INVPASWD")]


async def test_a_bind_that_is_refused_for_a_while_is_tried_again(centre: FakeSmsc) -> None:
    centre.bind_status = 0x0D
    link = link_to(centre)

    async with at_work(link):
        await centre.until(lambda: len(centre.binds) >= 2)
        refused = await link.send([message()])
        centre.bind_status = None
        await usable(link)
        taken = await link.send([message()])

    assert refused == [Temporary(reason="not_connected")]
    assert isinstance(taken[0], Accepted)


async def test_parts_settle_the_message_together(centre: FakeSmsc) -> None:
    centre.script(TAKE, THROTTLE, TAKE)
    centre.script(TAKE, refuse(0x0B), SILENT)

    async with bound(centre, deadline=0.3) as link:
        throttled = await link.send([message("a" * 400)])
        unclear = await link.send([message("a" * 400)])

    assert throttled == [Throttled()]
    assert unclear == [Unclear(reason="timeout")]


async def test_a_pair_sends_over_one_and_hears_over_the_other(centre: FakeSmsc) -> None:
    inbox = KeptInbox()

    async with bound(centre, inbox, bind="pair", binds=2) as link:
        await centre.bound(4)
        await centre.deliver(from_phone(b"8"))
        results = [await link.send([message(number=n)]) for n in range(2)]

    assert len(results) == len(centre.submitted) == 2
    assert inbox.texts == ["8"]
    assert sorted(command for command, _ in centre.binds) == [
        *["BIND_RECEIVER"] * 2,
        *["BIND_TRANSMITTER"] * 2,
    ]


async def test_a_message_is_acknowledged_only_when_it_is_durable(centre: FakeSmsc) -> None:
    inbox = KeptInbox(gate=asyncio.Event())
    assert inbox.gate is not None

    async with bound(centre, inbox):
        delivering = asyncio.create_task(centre.deliver(from_phone(b"8")))
        await inbox.taking.wait()
        await centre.request(Command.ENQUIRE_LINK, b"")
        answered_before = delivering.done()
        inbox.gate.set()
        status = await delivering

    assert (answered_before, status) == (False, Status.OK)


async def test_what_is_not_durable_is_to_come_again(centre: FakeSmsc) -> None:
    inbox = KeptInbox(durable=False)

    async with bound(centre, inbox):
        refused = await centre.deliver(from_phone(b"8"))
        inbox.durable = True
        taken = await centre.deliver(from_phone(b"8"))

    assert (refused, taken) == (Status.TRY_LATER, Status.OK)
    assert inbox.texts == ["8"]


async def test_what_comes_while_something_is_stored_is_stored_together(centre: FakeSmsc) -> None:
    inbox = KeptInbox(gate=asyncio.Event())
    assert inbox.gate is not None

    async with bound(centre, inbox):
        first = asyncio.create_task(centre.deliver(from_phone(b"0")))
        await inbox.taking.wait()
        rest = [asyncio.create_task(centre.deliver(from_phone(b"%d" % n))) for n in range(1, 6)]
        await asyncio.sleep(0)
        await centre.request(Command.ENQUIRE_LINK, b"")
        inbox.gate.set()
        statuses = await asyncio.gather(first, *rest)

    assert statuses == [Status.OK] * 6
    assert [len(one.replies) for one in inbox.received] == [1, 5]


async def test_a_message_whose_answer_was_lost_is_taken_once_when_it_comes_again(
    centre: FakeSmsc,
) -> None:
    inbox = KeptInbox(gate=asyncio.Event())
    assert inbox.gate is not None

    async with bound(centre, inbox) as link:
        lost = asyncio.create_task(centre.deliver(from_phone(b"8")))
        await inbox.taking.wait()
        await centre.drop()
        await centre.until(lambda: lost.done() or lost.cancelled())
        inbox.gate.set()
        await centre.until(lambda: len(centre.binds) == 2)
        await usable(link)
        again = await centre.deliver(from_phone(b"8"))
        said_again = await centre.deliver(from_phone(b"8"))

    assert (again, said_again) == (Status.OK, Status.OK)
    assert inbox.texts == ["8", "8"]


async def test_parts_are_handed_on_as_parts(centre: FakeSmsc) -> None:
    inbox = KeptInbox()
    parts = [
        from_phone(bytes((5, 0, 3, 167, 2, number)) + text, esm_class=EsmClass.HEADER)
        for number, text in ((2, b"bra"), (1, b"Veldig "))
    ]

    async with bound(centre, inbox):
        for part in parts:
            await centre.deliver(part)

    replies = [reply for one in inbox.received for reply in one.replies]
    assert replies == [
        ProviderReply(
            provider_message_id=None,
            from_="+4790000001",
            to="1963",
            text=text,
            part=ReplyPart(reference="167", number=number, total=2),
        )
        for number, text in ((2, "bra"), (1, "Veldig "))
    ]


async def test_a_message_that_nobody_can_read_keeps_no_other_away(centre: FakeSmsc) -> None:
    inbox = KeptInbox()

    async with bound(centre, inbox):
        statuses = [
            await centre.request(Command.DELIVER_SM, b"\xff"),
            await centre.deliver(from_phone(b"8"), command=Command.DATA_SM),
        ]

    assert statuses == [Status.OK, Status.OK]
    assert [len(one.unreadable) for one in inbox.received] == [1, 0]
    assert inbox.texts == ["8"]


async def test_one_that_cannot_be_stored_is_refused_and_keeps_no_other_away(
    centre: FakeSmsc,
) -> None:
    inbox = PoisonedInbox(gate=asyncio.Event())
    assert inbox.gate is not None

    async with bound(centre, inbox):
        first = asyncio.create_task(centre.deliver(from_phone(b"0")))
        await inbox.taking.wait()
        rest = [asyncio.create_task(centre.deliver(from_phone(b"%s" % text))) for text in POISONED]
        await asyncio.sleep(0)
        await centre.request(Command.ENQUIRE_LINK, b"")
        inbox.gate.set()
        statuses = await asyncio.gather(first, *rest)

    assert statuses == [Status.OK, Status.OK, Status.TRY_LATER, Status.OK]
    assert inbox.texts == ["0", "1", "3"]


async def test_what_was_kept_aside_is_read_again_when_it_is_proven(centre: FakeSmsc) -> None:
    link = link_to(centre)
    pdu = encode(Pdu(Command.DELIVER_SM, 1, submit_body(from_phone(b"8", to="2999"))))
    kept = Callback(kind=CallbackKind.INBOUND, method="", target="", headers={}, body=pdu)

    assert isinstance(link, Reader)
    assert link.receive(kept) == Refused()
    read = link.receive(kept, proven=True)
    assert isinstance(read, Received)
    assert [reply.to for reply in read.replies] == ["2999"]
    broken = link.receive(replace(kept, body=b"HTTP/1.1 400 Bad Request"), proven=True)
    assert isinstance(broken, Received)
    assert len(broken.unreadable) == 1


async def test_a_quiet_centre_is_asked_and_a_dead_one_left(centre: FakeSmsc) -> None:
    async with bound(centre, enquire_link=0.1, deadline=0.3):
        await centre.until(lambda: centre.enquiries >= 2)
        centre.answers_enquiries = False
        await centre.until(lambda: len(centre.binds) >= 2)


async def test_what_is_no_smpp_ends_the_connection(centre: FakeSmsc) -> None:
    async with bound(centre):
        await centre.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await centre.until(lambda: len(centre.binds) >= 2)


async def test_a_centre_that_unbinds_us_is_bound_again(centre: FakeSmsc) -> None:
    async with bound(centre):
        await centre.request(Command.UNBIND, b"")
        await centre.until(lambda: len(centre.binds) >= 2)


async def test_an_answer_behind_the_end_of_a_connection_is_too_late(centre: FakeSmsc) -> None:
    centre.script(SILENT)
    unbind = encode(Pdu(Command.UNBIND, 77))
    answer = encode(Pdu(Command.SUBMIT_SM_RESP, 2, b"17\x00"))

    async with bound(centre) as link:
        sending = asyncio.create_task(link.send([message()]))
        await centre.heard(1)
        await centre.write(unbind + answer)
        results = await sending
        await centre.until(lambda: len(centre.binds) >= 2)
        await usable(link)
        again = await link.send([message(number=2)])

    assert results == [Unclear(reason="connection_lost")]
    assert isinstance(again[0], Accepted)


async def test_more_than_can_wait_is_read_when_there_is_room(centre: FakeSmsc) -> None:
    inbox = KeptInbox(gate=asyncio.Event())
    assert inbox.gate is not None

    async with bound(centre, inbox):
        delivering = [
            asyncio.create_task(centre.deliver(from_phone(b"%d" % number)))
            for number in range(MOST_WAITING + 700)
        ]
        await inbox.taking.wait()
        inbox.gate.set()
        statuses = await asyncio.gather(*delivering)

    assert set(statuses) == {Status.OK}
    assert inbox.texts == [str(number) for number in range(MOST_WAITING + 700)]
    assert max(len(one.replies) for one in inbox.received) <= TOGETHER


async def test_who_was_refused_once_is_not_refused_for_ever(centre: FakeSmsc) -> None:
    centre.bind_status = 0x0E
    link = link_to(centre)

    async with at_work(link):
        await centre.until(lambda: len(centre.binds) >= 2)
        refused = await link.send([message()])
        centre.bind_status = None
        await usable(link)
        centre.bind_status = 0x0D
        bound_before = len(centre.binds)
        await centre.drop()
        await centre.until(lambda: len(centre.binds) > bound_before)
        gone = await link.send([message()])

    assert refused == [PermanentConfiguration(code="INVPASWD")]
    assert gone == [Temporary(reason="not_connected")]


async def test_a_stop_says_goodbye(centre: FakeSmsc) -> None:
    async with bound(centre):
        pass

    assert centre.unbinds == 1


@pytest.mark.parametrize("trusted", [True, False])
async def test_a_centre_with_tls_must_have_a_certificate_that_the_system_trusts(
    trusted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Authority().write(tmp_path / "centre", "localhost")
    other = Authority("somebody else").write(tmp_path / "other", "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files.certificate, files.key)
    monkeypatch.setenv("SSL_CERT_FILE", str((files if trusted else other).authority))

    async with FakeSmsc(tls=context) as centre, at_work(link := link_to(centre)):
        with contextlib.nullcontext() if trusted else pytest.raises(TimeoutError):
            await usable(link, within=20 if trusted else 0.5)
        results = await link.send([message()])

    assert [type(result) for result in results] == [Accepted if trusted else Temporary]
    assert len(centre.binds) == trusted


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "no scheme": ({"url": "127.0.0.1:2775"}, "smpp://host:port"),
    "http": ({"url": "http://a.example"}, "smpp://host:port"),
    "a path": ({"url": "smpp://a.example:2775/x"}, "smpp://host:port"),
    "a user": ({"url": "smpp://u:p@a.example:2775"}, "smpp://host:port"),
    "a port": ({"url": "smpp://a.example:99999"}, "url"),
    "an alphabet": ({"encoding_0": "utf8"}, "must be one of gsm, latin1, ascii"),
    "a way": ({"long_messages": "pieces"}, "must be one of udh, sar, payload"),
    "ids": ({"message_ids": "hex"}, "must be one of same, hex_then_decimal, decimal_then_hex"),
    "a window": ({"window": 0}, "window"),
    "binds": ({"binds": 17}, "binds"),
    "a bind": ({"bind": "receiver"}, "bind"),
    "a password": ({"password": "å"}, "printable ASCII"),
    "an id": ({"system_id": "a b"}, "system_id"),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=list(WRONG))
async def test_wrong_settings_are_named(changes: dict[str, object], said: str) -> None:
    async with FakeSmsc() as centre:
        with pytest.raises(ValueError, match=said):
            link_to(centre, **changes)
