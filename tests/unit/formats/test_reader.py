"""What the engine is lent: phones by libphonenumber, patterns by RE2, each within bounds."""

import pytest

from services.formats import READER


@pytest.mark.parametrize(
    ("phone", "country"),
    [
        ("+4790000001", "NO"),
        ("+4742000001", "NO"),
        ("+46701234567", "SE"),
        ("+12125550123", "US"),
        ("+14165550123", "CA"),
        ("+447400123456", "GB"),
        ("+88213000000", ""),
        ("1960", ""),
        ("", ""),
    ],
)
def test_a_phone_has_the_country_that_its_number_is_of(phone: str, country: str) -> None:
    assert READER.country(phone) == country


@pytest.mark.parametrize("digits", ["42", "43", "44", "45", "49", "90", "99"])
def test_every_norwegian_mobile_number_is_one(digits: str) -> None:
    assert READER.phones(f"{digits} 00 00 01", country="NO") == [(f"+47{digits}000001", 0, 11)]


def test_numbers_that_do_not_exist_are_none() -> None:
    assert READER.phones("12345678", country="NO") == []
    assert READER.phones("+999 12345678", country="NO") == []


def test_a_text_full_of_numbers_is_read_within_bounds() -> None:
    found = READER.phones(", ".join(f"900 00 {number:03}" for number in range(40)), country="NO")

    assert 1 < len(found) <= 40


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("(a", "missing ): (a"),
        (r"(a)\1", r"invalid escape sequence: \1"),
        ("(?=a)", "invalid perl operator: (?="),
        ("a{1001}", "invalid repetition size: {1001}"),
        ("((a{30}){30})b", None),
        (r"(\pL{100}){10}", "pattern too large - compile failed"),
    ],
)
def test_a_pattern_that_is_none_or_too_large_says_so(written: str, sentence: str | None) -> None:
    if sentence is None:
        assert READER.pattern(written)("b") is False
        return
    with pytest.raises(ValueError, match=r".") as caught:
        READER.pattern(written)
    assert str(caught.value) == sentence


def test_what_backtracking_never_finishes_is_answered_at_once() -> None:
    assert READER.pattern("(a+)+(a+)+(a+)+b")("a" * 4_000) is False


def test_any_letter_is_matched_by_its_class() -> None:
    assert READER.pattern(r"\pL+")("blåbær")
    assert not READER.pattern(r"\w+")("blåbær")
