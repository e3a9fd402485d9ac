"""What a tenant may have sent a day."""

from datetime import UTC, datetime, timedelta

from services.sms.domain.messages import PreparedMessage, Priority
from services.sms.domain.spending import within_limit
from services.text.segments import Encoding

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def message(priority: Priority, *, segments: int = 1, error: str = "") -> PreparedMessage:
    return PreparedMessage(
        id="m",
        tenant="t",
        conversation_id=None,
        sequence=0,
        sender="1960",
        subnumber="",
        recipient="+4790000001",
        text="x",
        delay=timedelta(),
        not_before=NOW,
        expires_at=NOW,
        priority=priority,
        kind="k",
        encoding=Encoding.GSM7,
        segments=segments,
        provider="p",
        error_code=error,
    )


FIRST, ANSWER = message(Priority.FIRST), message(Priority.CONVERSATION)


def refused(spent: int, *messages: PreparedMessage, limit: int = 10) -> list[bool]:
    found = within_limit(messages, spent=spent, limit=limit).messages
    return [one.error_code == "spending_limit" for one in found]


def test_nothing_begins_beyond_the_limit_and_answers_still_go() -> None:
    assert refused(8, FIRST, FIRST, FIRST, ANSWER) == [False, False, True, False]
    assert refused(20, FIRST, message(Priority.AUTOMATIC), ANSWER) == [True, True, False]


def test_what_does_not_fit_leaves_room_for_what_does() -> None:
    assert refused(8, message(Priority.FIRST, segments=3), FIRST) == [True, False]


def test_what_is_refused_anyhow_costs_nothing() -> None:
    spent = within_limit([message(Priority.FIRST, error="too_long")], spent=9, limit=10)

    assert (spent.segments, spent.messages[0].error_code) == (0, "too_long")


def test_it_is_said_once_when_four_fifths_are_spent() -> None:
    warned = [within_limit([FIRST], spent=spent, limit=10).warned for spent in (6, 7, 8, 9)]

    assert warned == [False, True, False, False]
