"""Counting and cutting, against a reference that works on code units instead of characters."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.text.gsm7 import BASIC_CHARACTERS, EXTENSION_CHARACTERS, decode, encode
from services.text.segments import Encoding, measure, split

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=400)

gsm7_texts = st.text(
    st.one_of(
        st.sampled_from(sorted(BASIC_CHARACTERS)), st.sampled_from(sorted(EXTENSION_CHARACTERS))
    ),
    max_size=700,
)
any_texts = st.text(
    st.one_of(st.sampled_from("aå€😀👍ж\u0301"), st.characters(exclude_categories=["Cs"])),
    max_size=400,
)
texts = st.one_of(gsm7_texts, any_texts)


@pytest.mark.parametrize(
    ("text", "encoding", "segments"),
    [
        pytest.param("", Encoding.GSM7, 1, id="an empty text is an SMS too"),
        pytest.param("a" * 160, Encoding.GSM7, 1, id="160 characters alone"),
        pytest.param("a" * 161, Encoding.GSM7, 2, id="161 characters"),
        pytest.param("a" * 306, Encoding.GSM7, 2, id="two full parts"),
        pytest.param("a" * 307, Encoding.GSM7, 3, id="one more than two full parts"),
        pytest.param("€" * 80, Encoding.GSM7, 1, id="80 pairs alone"),
        pytest.param("€" * 81, Encoding.GSM7, 2, id="81 pairs"),
        pytest.param("a" * 152 + "€" + "a" * 151, Encoding.GSM7, 2, id="a pair moved"),
        pytest.param("a" * 152 + "€" + "a" * 151 + "€", Encoding.GSM7, 3, id="304 and two pairs"),
        pytest.param("ж" * 70, Encoding.UCS2, 1, id="70 units alone"),
        pytest.param("ж" * 71, Encoding.UCS2, 2, id="71 units"),
        pytest.param("ж" * 134, Encoding.UCS2, 2, id="two full parts of UCS-2"),
        pytest.param("😀" * 35, Encoding.UCS2, 1, id="35 surrogate pairs"),
        pytest.param("😀" * 36, Encoding.UCS2, 2, id="36 surrogate pairs"),
        pytest.param("😀" * 67, Encoding.UCS2, 3, id="67 is odd, so 33 pairs fit a part"),
        pytest.param("Vi sees på fôring", Encoding.UCS2, 1, id="a circumflex"),
        pytest.param("Blåbærsyltetøy ÆØÅ", Encoding.GSM7, 1, id="Norwegian letters"),
    ],
)
def test_a_text_takes_so_many_segments(text: str, encoding: Encoding, segments: int) -> None:
    measured = measure(text)

    assert (measured.encoding, measured.segments) == (encoding, segments)


@pytest.mark.parametrize(
    ("text", "character"),
    [("plain €", None), ("fôr “x”", "ô"), ("5 – 6 …", "–"), ("hei 😀", "😀"), ("a\tb", "\t")],
)
def test_the_first_character_that_forced_ucs2_is_named(text: str, character: str | None) -> None:
    assert measure(text).unicode_because == character


def test_an_escape_pair_is_not_cut_in_two() -> None:
    parts = split("a" * 152 + "€" + "b" * 152)

    assert parts == ("a" * 152, "€" + "b" * 151, "b")


def test_a_surrogate_pair_is_not_cut_in_two() -> None:
    parts = split("ж" * 66 + "😀" + "ж" * 10)

    assert parts == ("ж" * 66, "😀" + "ж" * 10)


@deterministic
@given(texts)
def test_the_parts_joined_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text


@deterministic
@given(texts)
def test_a_text_has_as_many_parts_as_it_measures(text: str) -> None:
    assert len(split(text)) == measure(text).segments


@deterministic
@given(texts)
def test_every_part_decodes_alone_and_fits(text: str) -> None:
    parts = split(text)
    alone = len(parts) == 1

    for part in parts:
        if measure(text).encoding is Encoding.GSM7:
            assert decode(encode(part)) == part
            assert len(encode(part)) <= (160 if alone else 153)
        else:
            units = part.encode("utf-16-be")
            assert units.decode("utf-16-be") == part
            assert len(units) // 2 <= (70 if alone else 67)


@deterministic
@given(texts)
def test_no_part_has_room_for_the_first_character_of_the_next(text: str) -> None:
    parts = split(text)
    gsm7 = measure(text).encoding is Encoding.GSM7

    for part, following in itertools.pairwise(parts):
        longer = part + following[0]
        units = len(encode(longer)) if gsm7 else len(longer.encode("utf-16-be")) // 2
        assert units > (153 if gsm7 else 67)


def test_a_lone_surrogate_is_counted_and_does_not_raise() -> None:
    assert measure("\ud800" * 71).segments == 2


RECORDED = Path(__file__).parents[2] / "vectors" / "segments.json"


def test_another_implementation_counted_the_same() -> None:
    """The file was recorded with the npm package `sms-segments-calculator` 1.3.0."""
    cases = json.loads(RECORDED.read_text(encoding="utf-8"))

    ours = [
        {"text": case["text"]} | {"encoding": found.encoding, "segments": found.segments}
        for case in cases
        for found in [measure(case["text"])]
    ]

    assert len(cases) >= 100
    assert ours == cases
