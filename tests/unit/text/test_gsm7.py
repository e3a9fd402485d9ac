"""The GSM 7-bit alphabet, against the tables of TS 23.038."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.text.gsm7 import (
    BASIC_CHARACTERS,
    EXTENSION_CHARACTERS,
    decode,
    encode,
    first_foreign,
    is_basic,
)

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=300)
alphabet = st.sampled_from(sorted(BASIC_CHARACTERS | EXTENSION_CHARACTERS))


def test_the_tables_have_the_sizes_of_the_standard() -> None:
    assert len(BASIC_CHARACTERS) == 127
    assert len(EXTENSION_CHARACTERS) == 10
    assert not BASIC_CHARACTERS & EXTENSION_CHARACTERS


@pytest.mark.parametrize(
    ("character", "septets"),
    [
        ("@", "00"),
        ("Ç", "09"),
        ("\n", "0a"),
        ("Ø", "0b"),
        ("ø", "0c"),
        ("\r", "0d"),
        ("Å", "0e"),
        ("å", "0f"),
        ("_", "11"),
        ("Ξ", "1a"),
        ("Æ", "1c"),
        ("æ", "1d"),
        ("É", "1f"),
        (" ", "20"),
        ("¤", "24"),
        ("0", "30"),
        ("¡", "40"),
        ("A", "41"),
        ("§", "5f"),
        ("¿", "60"),
        ("a", "61"),
        ("z", "7a"),
        ("à", "7f"),
        ("\f", "1b0a"),
        ("^", "1b14"),
        ("\\", "1b2f"),
        ("~", "1b3d"),
        ("|", "1b40"),
        ("€", "1b65"),
    ],
)
def test_a_character_has_the_code_of_the_standard(character: str, septets: str) -> None:
    assert encode(character).hex() == septets


@pytest.mark.parametrize("character", list("`çêôá\t\u00a0“–…😀\x1b\x00"))
def test_a_character_outside_the_alphabet_is_refused_and_named(character: str) -> None:
    assert first_foreign(f"ab{character}c") == character

    with pytest.raises(ValueError, match=f"U\\+{ord(character):04X}"):
        encode(character)


def test_an_unknown_extension_shows_the_basic_character_and_a_doubled_escape_a_space() -> None:
    assert decode(b"\x1b\x41\x1b\x1b") == "A "


@pytest.mark.parametrize("septets", [b"\x80", b"\x41\x1b", b"\x1b\xff"])
def test_what_is_no_septet_text_is_refused(septets: bytes) -> None:
    with pytest.raises(ValueError, match=r"septet|escape"):
        decode(septets)


@deterministic
@given(st.text(alphabet))
def test_decoding_gives_back_what_was_encoded(text: str) -> None:
    assert decode(encode(text)) == text


@deterministic
@given(st.text())
def test_a_text_is_basic_when_it_has_one_septet_for_each_character(text: str) -> None:
    expected = first_foreign(text) is None and len(encode(text)) == len(text)

    assert is_basic(text) == expected
