"""What was not understood is shown masked, alike replies as one, with an alias where one would help."""

from datetime import UTC, datetime, timedelta

import pytest

from services.sessions.domain.misunderstood import (
    CHARACTERS_SHOWN,
    MOST_GROUPS,
    MisunderstoodReply,
    grouped,
    masked,
)

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def _reply(
    text: str, *, minutes: int = 0, element: str = "topic", kind: str = "multipleChoice"
) -> MisunderstoodReply:
    return MisunderstoodReply(
        element_id=element,
        element_type=kind,
        text=text,
        reason="not_a_choice",
        received_at=NOON + timedelta(minutes=minutes),
    )


def test_alike_replies_are_one_and_the_newest_comes_first() -> None:
    found = grouped([_reply("Treg!"), _reply("dyrt", minutes=1), _reply("treg", minutes=2)])

    assert [(one.text, one.count) for one in found] == [("treg", 2), ("dyrt", 1)]
    assert found[0].newest_at == NOON + timedelta(minutes=2)


def test_replies_to_two_questions_stay_apart() -> None:
    assert len(grouped([_reply("treg"), _reply("treg", element="other")])) == 2


@pytest.mark.parametrize(
    ("texts", "kind", "alias"),
    [
        (["queue", "Queue!"], "multipleChoice", "queue"),
        (["queue", "queue"], "dropdown", "queue"),
        (["queue"], "multipleChoice", ""),
        (["queue", "queue"], "scale", ""),
        (["4 hours", "4 hours"], "multipleChoice", ""),
        (["it was much too slow", "it was much too slow"], "multipleChoice", ""),
    ],
)
def test_an_alias_is_offered_for_few_words_that_several_sent(
    texts: list[str], kind: str, alias: str
) -> None:
    (found,) = grouped([_reply(text, kind=kind) for text in texts])

    assert found.alias == alias


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call +47 99 88 77 66", "call •••"),
        ("I am ola@example.org", "I am •••"),
        ("see https://example.org/a?b=1 now", "see ••• now"),
        ("order 123456", "order •••"),
        ("7 or 8", "7 or 8"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_what_names_a_person_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_what_is_shown_is_bounded() -> None:
    assert len(masked("word " * 200)) <= CHARACTERS_SHOWN
    letters = "abcdefghijklmnopqrst"
    many = [_reply(f"word {one}{other}") for one in letters for other in letters]
    assert len(grouped(many)) == MOST_GROUPS
