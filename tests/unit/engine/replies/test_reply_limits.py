"""Long and hostile replies: what is looked at is bounded, so that no reply costs much."""

import time
from collections.abc import Callable

import pytest

from services.engine.keywords import keyword_of
from services.engine.languages import LANGUAGES
from services.engine.replies import (
    OptionWords,
    Reason,
    Refused,
    Understood,
    Verdict,
    choices,
    is_autoresponder,
    is_reaction,
    whole_number,
    yes_or_no,
)
from services.engine.replies.clauses import items_of
from services.engine.replies.lexicon import lexicon_for
from services.engine.replies.reading import READ_LIMIT, legible
from tests.unit.engine.replies.meant import made_of

LENGTH = 10_000
OPTIONS = [OptionWords(labels=(f"label {number} with words",)) for number in range(20)]


def _number(text: str) -> Verdict:
    return whole_number(text, language="en", low=1, high=10, of_maximum=10)


def _choices(text: str) -> Verdict:
    return choices(text, language="en", options=OPTIONS, max_selections=3)


def _yes_or_no(text: str) -> Verdict:
    return yes_or_no(text, language="no")


HOSTILE = {
    "digits": "8" * LENGTH,
    "zeros": "0" * LENGTH,
    "spaces inside": "8" + " " * LENGTH + "9",
    "points": "." * LENGTH,
    "numbers with points": "1." * (LENGTH // 2),
    "numbers with spaces": "1 " * (LENGTH // 2),
    "minuses": "-" * LENGTH + "8",
    "quotes": '"' * LENGTH,
    "slashes": "8/" * (LENGTH // 2),
    "hearts": "<3" * (LENGTH // 2),
    "commas": "a," * (LENGTH // 2),
    "words": "and " * (LENGTH // 4),
    "labels": "label " * (LENGTH // 6),
    "letters": "j" + "a" * LENGTH,
    "line ends": "\r\n" * (LENGTH // 2) + "x",
    "invisible": "\u200b" * LENGTH + "8",
    "marks": "a" + "\u0301" * LENGTH,
    "long ligatures": "\ufdfa" * LENGTH,
    "emoji": "😀" * LENGTH,
    "keycaps": "1\ufe0f\u20e3" * (LENGTH // 3),
    "quote": "Liked “" + "x " * (LENGTH // 2) + "”",
    "fractions": "½" * LENGTH,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("understand", [_number, _choices, _yes_or_no])
def test_a_hostile_reply_is_refused(text: str, understand: Callable[[str], Verdict]) -> None:
    assert isinstance(understand(text), Refused)


@pytest.mark.parametrize("opening", ["8", "8, fine ", "ja, fint ", "label 3 ", "7 or 8 ", "x"])
@pytest.mark.parametrize("understand", [_number, _choices, _yes_or_no])
def test_what_stands_behind_the_limit_changes_nothing(
    opening: str, understand: Callable[[str], Verdict]
) -> None:
    read = opening + "-" * (READ_LIMIT - len(opening))

    outcomes = {_answer(understand(read + tail)) for tail in ("aa", "9" * LENGTH, "½, ja" * LENGTH)}

    assert len(outcomes) == 1


def _answer(outcome: Verdict) -> object:
    # The comment is kept from behind the limit too; it decides nothing.
    return outcome.value if isinstance(outcome, Understood) else outcome


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_replies_are_no_keywords_reactions_or_automatic_answers(text: str) -> None:
    assert keyword_of(text, in_open_question=False) is None
    assert not is_reaction(text, last_messages=["Hei!"])
    assert not is_autoresponder(text)


def test_a_long_reply_that_opens_with_its_answer_is_understood() -> None:
    comment = "Because " + "of the waiting, 20 minutes! " * 100

    number = _number("5, " + comment)

    assert number == Understood(value=5, comment=comment.strip())


def test_a_comment_beyond_its_limit_is_cut_and_marked() -> None:
    number = _number("5, " + "x" * 4001)

    assert number == Understood(value=5, comment="x" * 4000, shortened=True)


def test_an_answer_is_not_taken_from_the_part_that_was_read() -> None:
    assert _number("8" + " " * 2000 + "9") == Refused(reason=Reason.NOT_A_NUMBER)
    assert isinstance(_yes_or_no("ja" + " " * 2000 + "nei"), Refused)
    assert isinstance(_choices("1" + "," * 2000 + "2"), Refused)


def test_the_work_on_a_reply_is_bounded_by_what_is_read_of_it() -> None:
    lexicon = lexicon_for("en", frozenset(LANGUAGES))

    for text in HOSTILE.values():
        read = legible(text[:READ_LIMIT])
        assert len(items_of(read, lexicon)) <= len(read)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("understand", [_number, _choices, _yes_or_no])
def test_time_grows_no_faster_than_the_reply(
    text: str, understand: Callable[[str], Verdict]
) -> None:
    ten_times = (text * 10)[:100_000]

    # The least of several tries: other processes only ever add to it.
    assert _least_seconds(understand, ten_times) < 20 * _least_seconds(understand, text) + 0.005


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("kind", ["scale10", "yesno", "choice3", "multi5", "open"])
def test_a_whole_long_reply_costs_about_a_millisecond(text: str, kind: str) -> None:
    seconds = _least_seconds(lambda reply: made_of(kind, "en", reply), (text * 2)[:4000])

    # Under one on an idle machine; the rest is for those that share theirs.
    assert seconds < 0.005


def _least_seconds(understand: Callable[[str], object], text: str) -> float:
    seconds = []
    for _ in range(5):
        began = time.process_time()
        understand(text)
        seconds.append(time.process_time() - began)
    return min(seconds)
