"""Numbers in other words: the customer is asked whether they were meant, and nothing is stored."""

import pytest

from services.engine.replies import Refused, Unsure
from services.engine.replies.numbers import whole_number
from services.engine.replies.understood import Verdict


def _scale(text: str, language: str, low: int = 0) -> Verdict:
    return whole_number(text, language=language, low=low, high=10, of_maximum=10)


def _times(text: str, language: str) -> Verdict:
    return whole_number(text, language=language, low=0, high=100, of_maximum=None, unit="times")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Full marks from me duck"),
        ("en", "all the stars you've got"),
        ("no", "toppkarakter!"),
        ("sv", "full pott från mig"),
        ("da", "kan kun give topkarakter"),
        ("fi", "täydet pisteet"),
        ("de", "volle Punktzahl, danke"),
    ],
)
def test_the_top_of_a_scale_in_words_is_confirmed(language: str, text: str) -> None:
    assert _scale(text, language) == Unsure(value=10)


@pytest.mark.parametrize(
    "text",
    [
        "not full marks",
        "nearly full marks",
        "full marks if you fix it",
        "full marks, just kidding",
        "max is a nice dog",
        "would have been full marks",
    ],
)
def test_the_top_of_a_scale_is_not_guessed_where_something_is_against_it(text: str) -> None:
    assert isinstance(_scale(text, "en"), Refused)


def test_a_number_beside_words_for_the_top_is_never_the_top() -> None:
    assert _scale("full marks, well 9", "en") != Unsure(value=10)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "zilch"), ("de", "gar nichts"), ("no", "ingenting")]
)
def test_nothing_at_all_is_confirmed_as_zero(language: str, text: str) -> None:
    assert _scale(text, language) == Unsure(value=0)
    assert isinstance(_scale(text, language, low=1), Refused)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "didn't call, used the chat"),
        ("no", "ringte ikke, brukte chatten"),
        ("sv", "jag ringde aldrig"),
        ("da", "ringede ikke, skrev en mail"),
        ("fi", "en soittanut kertaakaan, hoidin chatissa"),
        ("de", "hab gar nicht angerufen"),
    ],
)
def test_what_never_happened_is_confirmed_as_no_times(language: str, text: str) -> None:
    assert _times(text, language) == Unsure(value=0)
    assert isinstance(_scale(text, language), Refused)
