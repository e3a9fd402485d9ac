"""What becomes of replies to open questions with a format, in every language."""

import pytest

from services.engine.definition import AnswerFormat
from services.engine.formats import Near, read
from services.engine.replies import Refused, Understood, Unsure, Verdict
from services.formats import READER

PHONES = {"no": "+4790000001", "sv": "+46701234567", "en": "+447400123456", "fi": "+358401234567"}


def verdict(wanted: str, language: str, text: str, phone: str | None = None) -> Verdict:
    near = Near(phone=PHONES.get(language, "") if phone is None else phone, reader=READER)
    return read(AnswerFormat(wanted), text, language=language, others=[language], near=near)


def outcome(found: Verdict) -> str:
    match found:
        case Understood(value=value):
            return f"stored {value}"
        case Unsure(value=value):
            return f"confirm {value}"
        case Refused():
            return "asked again"


EMAILS = [
    ("en", "Ola.Nordmann+svar@Example.COM", "stored Ola.Nordmann+svar@example.com"),
    ("en", "My email is ola@example.com, thanks!", "stored ola@example.com"),
    ("en", "<mailto:ola@example.com>", "stored ola@example.com"),
    ("no", "E-post: ola@example.no.", "stored ola@example.no"),
    ("no", "bjørn@blåbær.no", "stored bjørn@blåbær.no"),
    ("sv", "min mejl är ola@example.se", "stored ola@example.se"),
    ("fi", "sähköpostini on ola@example.fi", "stored ola@example.fi"),
    ("de", "Meine E-Mail ist ola@example.de", "stored ola@example.de"),
    ("da", "ola@example.dk tak", "stored ola@example.dk"),
    ("en", "ola@example.com or ola@work.com", "asked again"),
    ("en", "ola@example.com, hear me: ola@example.com", "confirm ola@example.com"),
    ("en", "send it to ola@example.com", "confirm ola@example.com"),
    ("en", "ola @ example . com", "confirm ola@example.com"),
    ("en", "not ola@example.com", "asked again"),
    ("en", "ola@example", "asked again"),
    ("en", "ola@@example.com", "asked again"),
    ("en", "ola..n@example.com", "asked again"),
    ("en", "ola@-example.com", "asked again"),
    ("en", "ola@1.2.3.4", "asked again"),
    ("en", "I have none", "asked again"),
    ("en", f"{'a' * 65}@example.com", "asked again"),
    ("en", "x" * 600 + " ola@example.com", "asked again"),
]
NUMBERS = [
    ("no", "900 00 001", "stored +4790000001"),
    ("no", "Tlf. 90000001", "stored +4790000001"),
    ("no", "0047 90 00 00 01", "stored +4790000001"),
    ("no", "420 00 001", "stored +4742000001"),
    ("no", "+46 70-123 45 67", "stored +46701234567"),
    ("sv", "070-123 45 67", "stored +46701234567"),
    ("sv", "90000001", "asked again"),
    ("fi", "040 123 4567", "stored +358401234567"),
    ("en", "07400 123456", "stored +447400123456"),
    ("no", "ring 900 00 001 etter 16", "confirm +4790000001"),
    ("no", "900 00 001 eller 900 00 002", "asked again"),
    ("no", "12", "asked again"),
    ("no", "ikke ring", "asked again"),
]
DATES = [
    ("no", "31.12.2026", "stored 2026-12-31"),
    ("no", "3/4-2026", "stored 2026-04-03"),
    ("no", "den 3. april 2026, takk", "stored 2026-04-03"),
    ("no", "3. apr. 2026", "stored 2026-04-03"),
    ("no", "2026-04-03", "stored 2026-04-03"),
    ("no", "20260403", "stored 2026-04-03"),
    ("no", "03042026", "stored 2026-04-03"),
    ("no", "April 3rd, 2026", "stored 2026-04-03"),
    ("sv", "2026-04-03", "stored 2026-04-03"),
    ("sv", "den 3:e april 2026", "stored 2026-04-03"),
    ("da", "3. marts 2026", "stored 2026-03-03"),
    ("fi", "3.4.2026", "stored 2026-04-03"),
    ("fi", "3. huhtikuuta 2026", "stored 2026-04-03"),
    ("de", "am 3. März 2026", "stored 2026-03-03"),
    ("en", "31/12/2026", "stored 2026-12-31"),
    ("en", "12/31/2026", "confirm 2026-12-31"),
    ("en", "3/4/2026", "stored 2026-04-03"),
    ("en", "the 3rd of April 2026", "stored 2026-04-03"),
    ("no", "12/31/2026", "confirm 2026-12-31"),
    ("no", "3.4.26", "confirm 2026-04-03"),
    ("no", "3.4.71", "confirm 1971-04-03"),
    ("sv", "26-04-03", "confirm 2026-04-03"),
    ("no", "fredag 3. april 2026", "confirm 2026-04-03"),
    ("no", "3.4.2026 eller 4.4.2026", "asked again"),
    ("no", "3.4.2026-5.4.2026", "asked again"),
    ("no", "ikke 3.4.2026", "asked again"),
    ("no", "31.11.2026", "asked again"),
    ("no", "29.02.2025", "asked again"),
    ("no", "3. april", "asked again"),
    ("no", "i går", "asked again"),
    ("no", "3.4.1826", "asked again"),
    ("no", "8", "asked again"),
]
POSTCODES = [
    ("no", "0150", "stored 0150"),
    ("no", "NO-0150", "stored 0150"),
    ("no", "postnummeret er 0150", "stored 0150"),
    ("no", "Storgata 12, 0150 Oslo", "confirm 0150"),
    ("no", "0150 eller 0151", "asked again"),
    ("no", "01500", "asked again"),
    ("sv", "11122", "stored 111 22"),
    ("sv", "111 22", "stored 111 22"),
    ("fi", "00100", "stored 00100"),
    ("en", "sw1a1aa", "stored SW1A 1AA"),
    ("en", "12", "asked again"),
]


@pytest.mark.parametrize(
    ("wanted", "language", "text", "expected"),
    [
        pytest.param(wanted, *row, id=f"{wanted}-{row[0]}-{row[1][:30]}")
        for wanted, rows in (
            ("email", EMAILS),
            ("phone", NUMBERS),
            ("date", DATES),
            ("postcode", POSTCODES),
        )
        for row in rows
    ],
)
def test_a_reply_is_stored_confirmed_or_asked_again(
    wanted: str, language: str, text: str, expected: str
) -> None:
    assert outcome(verdict(wanted, language, text)) == expected


STORED = [
    (wanted, language, expected.removeprefix("stored "))
    for wanted, rows in (
        ("email", EMAILS),
        ("phone", NUMBERS),
        ("date", DATES),
        ("postcode", POSTCODES),
    )
    for language, _, expected in rows
    if expected.startswith("stored ")
]


@pytest.mark.parametrize(("wanted", "language", "value"), STORED)
def test_what_is_stored_reads_as_itself(wanted: str, language: str, value: str) -> None:
    assert outcome(verdict(wanted, language, value)) == f"stored {value}"


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("+447400123456", "stored 2026-04-03"),
        ("+12125550123", "confirm 2026-03-04"),
        ("+4790000001", "confirm 2026-04-03"),
        ("", "confirm 2026-04-03"),
    ],
    ids=["british", "american", "norwegian", "unknown"],
)
def test_english_days_and_months_are_told_apart_by_the_phone_or_by_asking(
    phone: str, expected: str
) -> None:
    assert outcome(verdict("date", "en", "3/4/2026", phone)) == expected


def test_a_date_whose_day_is_its_month_needs_no_asking() -> None:
    assert outcome(verdict("date", "en", "4/4/2026", "")) == "stored 2026-04-04"


def test_a_number_is_read_in_the_country_of_the_phone_not_of_the_language() -> None:
    assert outcome(verdict("phone", "no", "070-123 45 67", "+46701234567")) == "stored +46701234567"


def test_a_phone_that_nobody_knows_is_where_the_language_is_spoken() -> None:
    assert outcome(verdict("phone", "no", "90000001", "")) == "stored +4790000001"
    assert outcome(verdict("phone", "en", "90000001", "")) == "asked again"
    assert outcome(verdict("postcode", "en", "AB10 1AB", "")) == "stored AB10 1AB"


@pytest.mark.parametrize("wanted", list(AnswerFormat))
@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "a" * 480,
        "@" * 480,
        "1." * 240,
        "1 " * 240,
        "12-" * 160,
        "+" * 480,
        "٣/٤/٢٠٢٦",
    ],
    ids=repr,
)
def test_no_text_is_too_odd_to_be_read(wanted: AnswerFormat, text: str) -> None:
    verdict(wanted.value, "no", text)
