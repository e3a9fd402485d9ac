"""What is changed in a text that is sent, and what never is."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.text.gsm7 import BASIC_CHARACTERS, EXTENSION_CHARACTERS, first_foreign
from services.text.segments import measure
from services.text.storable import storable
from services.text.typography import Typography, tidy

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=300)
alphabet = st.sampled_from(sorted(BASIC_CHARACTERS | EXTENSION_CHARACTERS))
mixed = st.text(
    st.one_of(
        alphabet,
        st.sampled_from("“”–…\u200d\u200b\ufe0f\u20e3👩👍🏽éçжǻ\u0301\u030a"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        pytest.param("“Hei” ‘du’ «der» ‹nå›", "\"Hei\" 'du' \"der\" 'nå'", id="quotes"),
        pytest.param("a–b—c−d‑e‐f", "a-b-c-d-e-f", id="dashes"),
        pytest.param("Vel…", "Vel...", id="ellipsis"),
        pytest.param("10\u00a0000\u202fkr\u2009\u3000!\t?", "10 000 kr  ! ?", id="spaces"),
        pytest.param("a\u200bb\u200dc\ufeffd\u00ade\u2060f", "abcdef", id="zero width"),
        pytest.param("en\u2028to", "en\nto", id="line separator"),
        pytest.param("a\x07b\x7fc", "abc", id="control characters"),
        pytest.param("it´s `x`", "it's 'x'", id="accents as quotes"),
        pytest.param("a\u030a og A\u030a", "å og Å", id="composed first"),
        pytest.param("x\x00\ud800y", "xy", id="what cannot be stored"),
        pytest.param("👩\u200d👧 fin", "👩\u200d👧 fin", id="a joiner inside an emoji"),
        pytest.param("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥", id="a joiner after a selector"),
        pytest.param("1\ufe0f\u20e3 ja", "1\ufe0f\u20e3 ja", id="a keycap"),
        pytest.param("👍\u200d", "👍", id="a joiner that joins nothing"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="a joiner that spells"),
        pytest.param("fôr, ça, Ærlig, é", "fôr, ça, Ærlig, é", id="letters stay"),
    ],
)
def test_punctuation_is_written_the_plain_way(text: str, sent: str) -> None:
    assert tidy(text) == sent


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        pytest.param("fôr, ça, Đorđe, Łódź", "for, ca, Dorde, Lódz".replace("ó", "o"), id="marks"),
        pytest.param("æøå ÆØÅ ö ü é", "æøå ÆØÅ ö ü é", id="the alphabet stays"),
        pytest.param("ǻ ǿ ǽ", "å ø æ", id="only the outer mark is dropped"),
        pytest.param("Čáhci ŋ đ š ŧ ž", "Cahci n d s t z", id="Sami"),
        pytest.param("œuvre þing ẞ", "oeuvre thing SS", id="two letters for one"),
        pytest.param("жизнь 😀", "жизнь 😀", id="other scripts stay"),
        pytest.param("«é»…", '"é"...', id="punctuation too"),
    ],
)
def test_the_policy_latin_takes_letters_to_their_base(text: str, sent: str) -> None:
    assert tidy(text, Typography.LATIN) == sent


def test_the_policy_off_only_composes_and_drops_what_cannot_be_stored() -> None:
    assert tidy("“a\u030a”\x00…\u200d", Typography.OFF) == "“å”…\u200d"


@deterministic
@given(st.text(alphabet), st.sampled_from(Typography))
def test_a_text_within_the_alphabet_is_never_changed(text: str, policy: Typography) -> None:
    assert tidy(text, policy) == text


@deterministic
@given(mixed, st.sampled_from(Typography))
def test_tidying_twice_changes_no_more(text: str, policy: Typography) -> None:
    once = tidy(text, policy)

    assert tidy(once, policy) == once


@deterministic
@given(mixed, st.sampled_from(Typography))
def test_what_comes_out_is_composed_and_storable(text: str, policy: Typography) -> None:
    sent = tidy(text, policy)

    assert unicodedata.is_normalized("NFC", sent)
    assert storable(sent) == sent


@deterministic
@given(mixed)
def test_tidying_keeps_a_cheap_text_cheap(text: str) -> None:
    if first_foreign(unicodedata.normalize("NFC", storable(text))) is None:
        assert measure(tidy(text)).unicode_because is None


def test_storable_text_keeps_everything_that_can_be_seen() -> None:
    assert storable("å \U0001f600\x00\udc00\n") == "å \U0001f600\n"
