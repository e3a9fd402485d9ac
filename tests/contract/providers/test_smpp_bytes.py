"""SMPP as bytes: the standard's own examples, what gateways write, and everything that could come."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from services.sms.domain.provider import (
    DeliveryStatus,
    ProviderMessage,
    ProviderReply,
    ProviderReport,
    Received,
    ReplyPart,
)
from services.sms.providers.smpp.alphabets import Alphabet, Alphabets
from services.sms.providers.smpp.bodies import (
    Address,
    ShortMessage,
    bind_body,
    read_message,
    submit_body,
)
from services.sms.providers.smpp.commands import Command, EsmClass, Tag
from services.sms.providers.smpp.ids import MessageIds
from services.sms.providers.smpp.long_texts import LongMessages, part_of
from services.sms.providers.smpp.pdus import BrokenStreamError, Pdu, PduReader, encode
from services.sms.providers.smpp.translation import Translation
from services.text.segments import measure
from tests.fakes.smsc import data_body, from_phone, receipt

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
PHONE, SHORT = "+4790000001", "1963"

# SMPP v3.4 section 3.2: the example of a PDU, a bind_transmitter of an older version.
STANDARD_BIND = bytes.fromhex(
    "0000002f000000020000000000000001534d50503354455354007365637265743038005355424d4954310000010100"
)
# A receipt as a gateway wrote it, with the text, three standard parameters and two of its own.
RECORDED_RECEIPT = bytes.fromhex(
    "000000e9000000050000000002a82e86000101343637303937373133333700000034363730313131333331310004000000"
    "00000000007569643a313535303430363231323432313433353835207375623a30303120646c7672643a30303120737562"
    "6d697420646174653a3135303430363233323420646f6e6520646174653a3135303430363233323420737461743a44454c"
    "49565244206572723a3030303020746578743a202062616666042300030300000427000102001e00133135353034303632"
    "3132343231343335383500141800040000076c145400040000000114160006323430303800"
)


def translation(
    *,
    zero: Alphabet = Alphabet.GSM,
    one: Alphabet = Alphabet.ASCII,
    way: LongMessages = LongMessages.UDH,
    ids: MessageIds = MessageIds.SAME,
) -> Translation:
    return Translation(
        alphabets=Alphabets(zero=zero, one=one), long_messages=way, ids=ids, now=lambda: NOW
    )


def message(text: str, *, valid_for: timedelta | None = timedelta(hours=26)) -> ProviderMessage:
    measured = measure(text)
    return ProviderMessage(
        id="0198c0de-0000-7000-8000-000000000001",
        sender=SHORT,
        recipient=PHONE,
        text=text,
        encoding=measured.encoding,
        segments=measured.segments,
        valid_until=None if valid_for is None else NOW + valid_for,
    )


def sent(text: str, to: Translation) -> list[ShortMessage]:
    return [read_message(Command.SUBMIT_SM, body) for body in to.outgoing(message(text))]


def came(came: ShortMessage, by: Translation | None = None) -> Received:
    return (by or translation()).incoming(Pdu(Command.DELIVER_SM, 1, submit_body(came)))


def text_of(one: ShortMessage, by: Translation | None = None) -> str:
    (reply,) = came(one, by).replies
    return reply.text


# -- the standard's bytes


def test_the_standards_own_example_of_a_bind_is_written_but_for_its_version() -> None:
    body = bind_body(system_id="SMPP3TEST", password="secret08", system_type="SUBMIT1")

    written = encode(Pdu(Command.BIND_TRANSMITTER, 1, body))

    # The example is of version 0 with an international range of addresses; ours is 3.4 and for all.
    assert written[:43] == STANDARD_BIND[:43]
    assert written[43:] == bytes.fromhex("34000000")


def test_a_submit_is_written_field_by_field_as_the_standard_lists_them() -> None:
    (body,) = translation().outgoing(message("5 €?"))

    assert (
        body
        == (
            b"\x00"  # service_type
            b"\x03\x001963\x00"  # source: network specific
            b"\x01\x014790000001\x00"  # destination: international, E.164
            b"\x00\x00\x00"  # esm_class, protocol_id, priority_flag
            b"\x00"  # schedule_delivery_time
            b"000001020000000R\x00"  # validity_period: a day and two hours from now
            b"\x01\x00\x00\x00"  # registered_delivery, replace_if_present_flag, data_coding, sm_default_msg_id
            b"\x055 \x1be?"  # sm_length and short_message
        )
    )


def test_a_recorded_receipt_is_read() -> None:
    (pdu,) = PduReader().feed(RECORDED_RECEIPT)

    assert translation().incoming(pdu) == Received(
        reports=(
            ProviderReport(
                provider_message_id="155040621242143585",
                our_id=None,
                status=DeliveryStatus.DELIVERED,
            ),
        )
    )


@pytest.mark.parametrize(
    "raw",
    [
        "0000003c0000000400000000000000020001003436373031313333313131000101343637303937373133333700000000"
        "000000000100047465737400",
        "0000003b0000000400000000000000020001003436373031313333313131000101343637303937373133333700000000"
        "0000000001000474657374",
    ],
    ids=["a NUL behind the text", "none"],
)
def test_a_message_may_have_a_stray_byte_behind_its_text(raw: str) -> None:
    (pdu,) = PduReader().feed(bytes.fromhex(raw))

    read = read_message(pdu.command, pdu.body)

    assert (read.content, read.source.value) == (b"test", "46701133111")


# -- bytes in any pieces


@given(
    pdus=st.lists(
        st.builds(
            Pdu,
            st.integers(0, 0xFFFFFFFF),
            st.integers(0, 0xFFFFFFFF),
            st.binary(max_size=300),
            st.integers(0, 0xFFFFFFFF),
        ),
        max_size=8,
    ),
    cut=st.integers(1, 50),
)
def test_a_stream_is_cut_into_the_pdus_that_were_put_in(pdus: list[Pdu], cut: int) -> None:
    stream = b"".join(encode(pdu) for pdu in pdus)
    reader = PduReader()

    found = [pdu for at in range(0, len(stream), cut) for pdu in reader.feed(stream[at : at + cut])]

    assert found == pdus


@pytest.mark.parametrize("length", [0, 15, 72 * 1024 + 1, 0xFFFFFFFF])
def test_a_length_that_makes_no_sense_ends_the_stream(length: int) -> None:
    with pytest.raises(BrokenStreamError, match=str(length)):
        list(PduReader().feed(length.to_bytes(4, "big") + bytes(12)))


@given(body=st.binary(max_size=200), command=st.sampled_from([Command.DELIVER_SM, Command.DATA_SM]))
def test_whatever_comes_is_read_or_kept_whole(body: bytes, command: int) -> None:
    received = translation().incoming(Pdu(command, 7, body))

    kept = [item.body for item in received.unreadable]
    assert len(received.replies) + len(received.reports) + len(kept) == 1
    assert kept in ([], [encode(Pdu(command, 7, body))])
    assert not any("raised" in item.reason for item in received.unreadable)


@given(
    content=st.binary(max_size=300),
    esm_class=st.integers(0, 255),
    coding=st.integers(0, 255),
    parameters=st.dictionaries(st.sampled_from([*Tag, 0x1400]), st.binary(max_size=6), max_size=5),
)
def test_whatever_a_message_holds_it_is_read_or_kept_whole(
    content: bytes, esm_class: int, coding: int, parameters: dict[int, bytes]
) -> None:
    one = from_phone(content, esm_class=esm_class, data_coding=coding, parameters=parameters)

    received = came(one)

    assert len(received.replies) + len(received.reports) + len(received.unreadable) == 1
    assert not any("raised" in item.reason for item in received.unreadable)


@given(
    text=st.text(max_size=400),
    zero=st.sampled_from(Alphabet),
    one=st.sampled_from([Alphabet.ASCII, Alphabet.GSM]),
    way=st.sampled_from(LongMessages),
)
def test_a_text_comes_out_of_its_parts_as_it_went_in(
    text: str, zero: Alphabet, one: Alphabet, way: LongMessages
) -> None:
    theirs = translation(zero=zero, one=one, way=way)
    storable = "".join(
        letter for letter in text if letter != "\0" and not "\ud800" <= letter <= "\udfff"
    )

    parts = sent(storable, theirs)

    read = [came(replace(part, registered_delivery=0), theirs).replies[0] for part in parts]
    assert "".join(one.text for one in read) == storable
    assert all(
        len(part.content) <= (254 if way is not LongMessages.PAYLOAD else 65_535) for part in parts
    )
    if len(parts) > 1:
        assert [one.part and one.part.number for one in read] == list(range(1, len(parts) + 1))
        assert len({one.part and one.part.reference for one in read}) == 1


# -- out


@pytest.mark.parametrize(
    ("text", "zero", "one", "coding", "content"),
    [
        ("blåbær", Alphabet.GSM, Alphabet.ASCII, 0, b"bl\x0fb\x1dr"),
        ("blåbær", Alphabet.LATIN1, Alphabet.ASCII, 0, "blåbær".encode("latin-1")),
        ("blåbær", Alphabet.ASCII, Alphabet.ASCII, 3, "blåbær".encode("latin-1")),
        ("blåbær", Alphabet.ASCII, Alphabet.GSM, 1, b"bl\x0fb\x1dr"),
        ("[5]", Alphabet.ASCII, Alphabet.GSM, 0, b"[5]"),
        ("5 €", Alphabet.LATIN1, Alphabet.ASCII, 8, "5 €".encode("utf-16-be")),
        ("5 €", Alphabet.LATIN1, Alphabet.GSM, 1, b"5 \x1be"),
        ("😀", Alphabet.GSM, Alphabet.ASCII, 8, b"\xd8\x3d\xde\x00"),
    ],
)
def test_characters_go_out_as_the_centre_wants_them(
    text: str, zero: Alphabet, one: Alphabet, coding: int, content: bytes
) -> None:
    (part,) = sent(text, translation(zero=zero, one=one))

    assert (part.data_coding, part.content) == (coding, content)


def test_a_long_text_goes_out_with_headers() -> None:
    first, second = sent("a" * 152 + "€" + "b" * 10, translation())

    assert first.esm_class == second.esm_class == EsmClass.HEADER
    assert (first.content[:3], first.content[4:6]) == (b"\x05\x00\x03", b"\x02\x01")
    assert (second.content[:3], second.content[4:6]) == (b"\x05\x00\x03", b"\x02\x02")
    assert (first.content[3], len(first.content)) == (second.content[3], 158)


def test_a_long_text_in_ucs2_has_134_bytes_a_part_behind_its_header() -> None:
    parts = sent("ж" * 100, translation())

    assert [len(part.content) for part in parts] == [6 + 134, 6 + 66]


def test_a_long_text_that_only_ucs2_can_carry_there_is_cut_for_ucs2() -> None:
    parts = sent("€" * 80, translation(zero=Alphabet.LATIN1))

    assert [(part.data_coding, len(part.content)) for part in parts] == [(8, 140), (8, 32)]


def test_a_long_text_goes_out_with_parameters() -> None:
    parts = sent("a" * 200, translation(way=LongMessages.SAR))

    assert [part.parameters[Tag.SAR_NUMBER] for part in parts] == [b"\x01", b"\x02"]
    assert [part.parameters[Tag.SAR_TOTAL] for part in parts] == [b"\x02", b"\x02"]
    assert [(part.esm_class, len(part.content)) for part in parts] == [(0, 153), (0, 47)]


def test_a_long_text_goes_out_as_one_payload() -> None:
    (body,) = translation(way=LongMessages.PAYLOAD).outgoing(message("a" * 300))

    assert body[-305:] == b"\x00\x04\x24\x01\x2c" + b"a" * 300


def test_parts_that_are_sent_again_are_the_same_ones() -> None:
    assert translation().outgoing(message("a" * 200)) == translation().outgoing(message("a" * 200))


@pytest.mark.parametrize(
    ("valid_for", "written"),
    [
        (None, ""),
        (timedelta(hours=4), "000000040000000R"),
        (timedelta(days=-1), "000000000001000R"),
        (timedelta(days=400), "000030000000000R"),
        (timedelta(days=2, minutes=3, seconds=4.5), "000002000304000R"),
    ],
)
def test_how_long_a_message_is_of_use_is_told(valid_for: timedelta | None, written: str) -> None:
    (body,) = translation().outgoing(message("8", valid_for=valid_for))

    assert read_message(Command.SUBMIT_SM, body).validity == written


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("+46730000001", Address("46730000001", 1, 1)),
        ("19630000000042", Address("19630000000042", 3, 0)),
        ("Acme", Address("Acme", 5, 0)),
    ],
)
def test_a_sender_says_what_kind_of_number_it_is(sender: str, address: Address) -> None:
    (body,) = translation().outgoing(replace(message("8"), sender=sender))

    assert read_message(Command.SUBMIT_SM, body).source == address


# -- in


@pytest.mark.parametrize(
    ("content", "coding", "zero", "one", "text"),
    [
        (b"bl\x0fb\x1dr \x1be", 0, Alphabet.GSM, Alphabet.ASCII, "blåbær €"),
        (b"bl\x0fb\x1dr \x1be", 1, Alphabet.GSM, Alphabet.GSM, "blåbær €"),
        (b"bl\xe5b\xe6r", 0, Alphabet.LATIN1, Alphabet.ASCII, "blåbær"),
        (b"bl\xe5b\xe6r", 0, Alphabet.GSM, Alphabet.ASCII, "blåbær"),
        (b"bl\xe5b\xe6r", 3, Alphabet.GSM, Alphabet.ASCII, "blåbær"),
        (b"8\x1b", 0, Alphabet.GSM, Alphabet.ASCII, "8"),
        (b"\xd8\x3d\xde\x00", 8, Alphabet.GSM, Alphabet.ASCII, "😀"),
        (b"\x008\x00", 8, Alphabet.GSM, Alphabet.ASCII, "8"),
        (b"\x008", 0x18, Alphabet.GSM, Alphabet.ASCII, "8"),
        (b"\x00", 0xF0, Alphabet.GSM, Alphabet.ASCII, "@"),
        (b"\xb4\xd0", 6, Alphabet.GSM, Alphabet.ASCII, "Да"),
        (b"8", 0x0D, Alphabet.GSM, Alphabet.ASCII, "8"),
    ],
)
def test_a_text_is_read_as_the_centre_writes_it(
    content: bytes, coding: int, zero: Alphabet, one: Alphabet, text: str
) -> None:
    assert text_of(from_phone(content, data_coding=coding), translation(zero=zero, one=one)) == text


@pytest.mark.parametrize("coding", [2, 4, 0xF4, 0x15])
def test_what_is_binary_is_kept_for_a_person(coding: int) -> None:
    received = came(from_phone(b"\x01\x02", data_coding=coding))

    assert [item.reason for item in received.unreadable] == ["binary, not a text"]


HEADER_8 = bytes.fromhex("050003a70201")
HEADER_16 = bytes.fromhex("06080401a70202")
WITH_PORTS = bytes.fromhex("0b05040b8423f00003a70202")


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (HEADER_8, ReplyPart(reference="167", number=1, total=2)),
        (HEADER_16, ReplyPart(reference="423", number=2, total=2)),
        (WITH_PORTS, ReplyPart(reference="167", number=2, total=2)),
        (bytes.fromhex("050003a70101"), None),
        (bytes.fromhex("050003a70203"), None),
        (bytes.fromhex("03240101"), None),
        (b"\x00", None),
    ],
)
def test_a_header_says_which_part_a_message_is(header: bytes, part: ReplyPart | None) -> None:
    found = part_of(from_phone(header + b"8", esm_class=EsmClass.HEADER))

    assert found == (part, b"8")


def test_parameters_say_which_part_a_message_is() -> None:
    parameters: dict[int, bytes] = {
        Tag.SAR_REFERENCE: b"\x01\x00",
        Tag.SAR_TOTAL: b"\x03",
        Tag.SAR_NUMBER: b"\x02",
    }

    (reply,) = came(from_phone(b"8", parameters=parameters)).replies

    assert reply.part == ReplyPart(reference="256", number=2, total=3)


@pytest.mark.parametrize("content", [b"", b"\x09\x00\x03"])
def test_a_header_longer_than_its_message_is_kept_for_a_person(content: bytes) -> None:
    assert came(from_phone(content, esm_class=EsmClass.HEADER)).unreadable


def test_a_payload_is_the_text() -> None:
    one = from_phone(b"", parameters={Tag.MESSAGE_PAYLOAD: b"a" * 1_000})

    assert text_of(one) == "a" * 1_000


def test_a_message_may_come_as_data() -> None:
    received = translation().incoming(
        Pdu(Command.DATA_SM, 1, data_body(from_phone(b"8", to="19630000000042")))
    )

    assert received.replies == (
        ProviderReply(provider_message_id=None, from_=PHONE, to="19630000000042", text="8"),
    )


@pytest.mark.parametrize(
    ("source", "phone"),
    [
        (Address("4790000001", 1, 1), PHONE),
        (Address("4790000001", 0, 0), PHONE),
        (Address("+4790000001", 0, 0), PHONE),
        (Address("004790000001", 2, 1), PHONE),
        (Address("26112", 3, 0), "26112"),
        (Address("1960", 1, 1), "1960"),
        (Address("Acme", 5, 0), "Acme"),
    ],
)
def test_whoever_writes_is_normalised(source: Address, phone: str) -> None:
    (reply,) = came(replace(from_phone(b"8"), source=source)).replies

    assert reply.from_ == phone


# -- receipts


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("DELIVRD", DeliveryStatus.DELIVERED),
        ("UNDELIV", DeliveryStatus.FAILED),
        ("EXPIRED", DeliveryStatus.EXPIRED),
        ("DELETED", DeliveryStatus.REJECTED),
        ("REJECTD", DeliveryStatus.REJECTED),
        ("ACCEPTD", None),
        ("ENROUTE", None),
        ("UNKNOWN", None),
        ("delivrd", DeliveryStatus.DELIVERED),
    ],
)
def test_a_receipt_says_what_became_of_a_message(state: str, status: DeliveryStatus | None) -> None:
    (found,) = came(receipt("17", state)).reports

    assert (found.provider_message_id, found.status) == ("17", status)


def with_parameters(text: bytes, **parameters: bytes) -> ShortMessage:
    tags: dict[int, bytes] = {Tag[name.upper()]: value for name, value in parameters.items()}
    return from_phone(text, esm_class=EsmClass.RECEIPT, parameters=tags)


@pytest.mark.parametrize(
    ("one", "ids", "said"),
    [
        (
            with_parameters(b"", receipted_message_id=b"17\x00", message_state=b"\x05"),
            MessageIds.SAME,
            ("17", DeliveryStatus.FAILED, ""),
        ),
        (
            with_parameters(
                b"",
                receipted_message_id=b"17",
                message_state=b"\x05",
                network_error_code=b"\x03\x00\x1b",
            ),
            MessageIds.SAME,
            ("17", DeliveryStatus.FAILED, "27"),
        ),
        (receipt("17", "UNDELIV", "1b"), MessageIds.SAME, ("17", DeliveryStatus.FAILED, "1b")),
        (
            receipt("0000006703"),
            MessageIds.HEX_THEN_DECIMAL,
            ("6703", DeliveryStatus.DELIVERED, ""),
        ),
        (receipt("1A2F"), MessageIds.DECIMAL_THEN_HEX, ("6703", DeliveryStatus.DELIVERED, "")),
        (receipt("x-17"), MessageIds.DECIMAL_THEN_HEX, ("x-17", DeliveryStatus.DELIVERED, "")),
        (
            with_parameters(b"id:6703 stat:DELIVRD", receipted_message_id=b"1a2f"),
            MessageIds.HEX_THEN_DECIMAL,
            ("6703", DeliveryStatus.DELIVERED, ""),
        ),
        (
            from_phone(
                b"", parameters={Tag.RECEIPTED_MESSAGE_ID: b"17", Tag.MESSAGE_STATE: b"\x02"}
            ),
            MessageIds.SAME,
            ("17", DeliveryStatus.DELIVERED, ""),
        ),
        (
            replace(receipt("17", "UNDELIV"), esm_class=int(EsmClass.INTERMEDIATE)),
            MessageIds.SAME,
            ("17", None, ""),
        ),
    ],
    ids=[
        "by parameters",
        "with a network's code",
        "with an error in the text",
        "hex, then decimal",
        "decimal, then hex",
        "an id that is no number",
        "two ids that differ",
        "without its flag",
        "in between",
    ],
)
def test_a_receipt_is_read_however_it_is_written(
    one: ShortMessage, ids: MessageIds, said: tuple[str, DeliveryStatus | None, str]
) -> None:
    (found,) = came(one, translation(ids=ids)).reports

    assert (found.provider_message_id, found.status, found.error_code) == said


@pytest.mark.parametrize(
    "text", [b"", b"stat:DELIVRD", b"id:17", b"id:17 stat:NEVER", b"hello"], ids=str
)
def test_a_receipt_that_says_nothing_known_is_kept_for_a_person(text: bytes) -> None:
    received = came(from_phone(text, esm_class=EsmClass.RECEIPT))

    assert (received.reports, len(received.unreadable)) == ((), 1)


def test_a_text_that_looks_like_a_receipt_is_what_a_person_wrote() -> None:
    assert text_of(from_phone(b"id:17 stat:DELIVRD")) == "id:17 stat:DELIVRD"


def test_ids_in_hex_and_decimal_meet() -> None:
    ids = MessageIds.HEX_THEN_DECIMAL

    assert ids.submitted("1A2F") == ids.receipted("6703")
