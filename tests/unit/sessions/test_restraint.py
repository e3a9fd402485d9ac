"""How much may be said to a phone that answers no question, on plain values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.engine.outcome import Outcome, OutgoingText, TakenReply, TextKind, Verdict
from services.engine.state import State, StoredAnswer
from services.sessions.domain.reply import Reply
from services.sessions.domain.restraint import (
    Past,
    PastReply,
    ignored,
    is_repeated,
    may_say,
    silenced,
    unasked,
)
from services.sessions.domain.session import Address
from services.sessions.use_cases.restraint import Restraint, Ruling

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY, HOUR, SECOND = timedelta(hours=24), timedelta(hours=1), timedelta(seconds=1)
PHONE = "+4790000001"
NO = PastReply(text="Nei", accepted=False)
YES = PastReply(text="Nei", accepted=True)
ASKED = State(language="en", current_element="score", sent=2, question_sequence=2)


def reply(words: str = "Hello", *, sender: str = "1960") -> Reply:
    return Reply(
        id="01990000-0000-7000-8000-000000000001",
        tenant="default",
        address=Address(sender=sender, phone=PHONE),
        text=words,
        received_at=NOON,
        in_reply_to=None,
    )


def outcome(*kinds: TextKind) -> Outcome:
    texts = tuple(
        OutgoingText(text="x", kind=kind, element_id=None, sequence=place, delay_seconds=0)
        for place, kind in enumerate(kinds, start=3)
    )
    state = replace(ASKED, sent=2 + len(texts), invalid_replies=1)
    return Outcome(state=state, texts=texts, reply=TakenReply(verdict=Verdict.INVALID))


@pytest.mark.parametrize(
    ("before", "verdict", "repeated"),
    [
        ((), Verdict.INVALID, False),
        ((NO,), Verdict.INVALID, False),
        ((NO, NO), Verdict.INVALID, True),
        ((YES, NO, NO), Verdict.UNKNOWN, True),
        ((YES, NO), Verdict.INVALID, False),
        ((NO, YES), Verdict.INVALID, False),
        ((NO, PastReply(text="nei", accepted=False)), Verdict.INVALID, False),
        ((NO, PastReply(text=" Nei\n", accepted=False)), Verdict.LATE, True),
        ((NO, NO), Verdict.ANSWER, False),
        ((NO, NO), Verdict.STOP, False),
        ((NO, NO), Verdict.START, False),
    ],
)
def test_a_reply_is_repeated_the_third_time_in_a_row_unless_one_was_an_answer(
    before: tuple[PastReply, ...], verdict: Verdict, repeated: bool
) -> None:
    assert is_repeated("Nei", verdict, before) is repeated


@pytest.mark.parametrize(
    ("automatic", "verdict", "allowed"),
    [
        ([], Verdict.LATE, True),
        ([NOON] * 2, Verdict.HELP, True),
        ([NOON] * 3, Verdict.HELP, False),
        ([NOON] * 3, Verdict.UNKNOWN, False),
        ([NOON] * 3, Verdict.INVALID, True),
        ([NOON - DAY, NOON, NOON], Verdict.LATE, True),
        ([NOON - DAY + SECOND, NOON, NOON], Verdict.LATE, False),
    ],
)
def test_automatic_texts_are_three_in_any_24_hours(
    automatic: list[datetime], verdict: Verdict, allowed: bool
) -> None:
    assert (
        may_say(verdict, automatic=automatic, everything=[], first_messages=0, now=NOON) is allowed
    )


@pytest.mark.parametrize("verdict", [Verdict.INVALID, Verdict.STOP, Verdict.LATE])
def test_all_texts_are_twenty_in_any_hour(verdict: Verdict) -> None:
    def allowed(everything: list[datetime]) -> bool:
        return may_say(verdict, automatic=[], everything=everything, first_messages=0, now=NOON)

    assert allowed([NOON] * 19)
    assert not allowed([NOON] * 20)
    assert allowed([NOON - HOUR] + [NOON] * 19)


@pytest.mark.parametrize(
    ("verdict", "allowed"),
    [
        (Verdict.INVALID, False),
        (Verdict.HELP, False),
        (Verdict.LATE, False),
        (Verdict.STOP, True),
        (Verdict.START, True),
    ],
)
def test_first_messages_count_for_everything_but_a_confirmation(
    verdict: Verdict, allowed: bool
) -> None:
    said = may_say(verdict, automatic=[], everything=[NOON] * 2, first_messages=18, now=NOON)

    assert said is allowed


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((TextKind.ERROR,), True),
        ((TextKind.UNAVAILABLE,), True),
        ((TextKind.CONFIRMATION,), True),
        ((TextKind.QUESTION,), False),
        ((TextKind.TEXT, TextKind.QUESTION), False),
        ((TextKind.COMPLETION,), False),
    ],
)
def test_what_takes_a_conversation_on_is_always_said(
    kinds: tuple[TextKind, ...], expected: bool
) -> None:
    assert unasked(outcome(*kinds)) is expected


def test_a_silenced_outcome_leaves_no_gap_in_the_sequence() -> None:
    silent = silenced(outcome(TextKind.ERROR), ASKED)

    assert silent.texts == ()
    assert silent.state == replace(ASKED, invalid_replies=1)


def test_what_is_not_asked_cannot_be_confirmed() -> None:
    asked = outcome(TextKind.CONFIRM)
    waiting = replace(asked.state, pending=StoredAnswer(value=8), confirms=1)

    silent = silenced(replace(asked, state=waiting), ASKED)

    assert (silent.state.pending, silent.state.confirms) == (None, 0)


def test_an_ignored_reply_changes_nothing() -> None:
    kept = ignored(ASKED)

    assert (kept.state, kept.texts, kept.ended) == (ASKED, (), False)
    assert kept.reply == TakenReply(verdict=Verdict.IGNORED, element_id="score")


def test_what_is_said_counts_for_its_sender_and_for_all() -> None:
    restraint = Restraint(past=Past(), now=NOON)

    assert restraint.judge(reply(), None, Verdict.UNKNOWN) is Ruling.SAY
    assert restraint.judge(reply(sender="2000"), None, Verdict.INVALID) is Ruling.SAY

    assert restraint.said == {
        ("default", PHONE, "1960"): [NOON],
        ("default", PHONE, ""): [NOON, NOON],
    }


def test_what_was_said_long_ago_is_not_kept() -> None:
    line = ("default", PHONE, "1960")
    restraint = Restraint(past=Past(said={line: [NOON - DAY, NOON - HOUR]}), now=NOON)

    restraint.judge(reply(), None, Verdict.HELP)

    assert restraint.said[line] == [NOON - HOUR, NOON]


def test_what_must_be_said_is_said_and_counted_beyond_the_limit() -> None:
    line = ("default", PHONE, "")
    past = Past(said={line: [NOON] * 20})
    restraint = Restraint(past=past, now=NOON)

    assert restraint.judge(reply(), None, Verdict.INVALID) is Ruling.SILENCE
    assert restraint.judge(reply(), None, Verdict.INVALID, must_say=True) is Ruling.SAY
    assert len(restraint.said[line]) == 21


def test_replies_of_the_same_batch_are_remembered_in_their_conversation_only() -> None:
    restraint = Restraint(past=Past(), now=NOON)
    for session in ("a", "a", "b"):
        restraint.note(reply("Nei"), session, Verdict.INVALID)

    assert restraint.judge(reply("Nei"), "a", Verdict.INVALID) is Ruling.IGNORE
    assert restraint.judge(reply("Nei"), "b", Verdict.INVALID) is Ruling.SAY
