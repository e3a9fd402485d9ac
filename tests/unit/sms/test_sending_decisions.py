"""What becomes of a message after a provider answered."""

from datetime import UTC, datetime, timedelta

import pytest

from services.sms.domain.messages import MessageStatus, Outgoing, Priority
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)
from services.sms.domain.sending import Attempt, Ended, Postponed, Sent, pause, settle
from services.text.segments import Encoding

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def attempt(
    *, attempts: int = 0, drops_repeats: bool = True, expires_in: timedelta = 60 * MINUTE
) -> Attempt:
    message = Outgoing(
        id="m",
        tenant="default",
        sender="1960",
        subnumber="",
        recipient="+4790000001",
        text="hello",
        encoding=Encoding.GSM7,
        segments=1,
        priority=Priority.CONVERSATION,
        not_before=NOW,
        expires_at=NOW + expires_in,
        lease_until=NOW + MINUTE,
        attempts=attempts,
    )
    return Attempt(message=message, provider="p", at=NOW, drops_repeats=drops_repeats, spread=0.5)


def ended(status: MessageStatus, code: str, *, opted_out: bool = False) -> Ended:
    return Ended(id="m", provider="p", at=NOW, status=status, error_code=code, opted_out=opted_out)


def test_an_accepted_message_is_sent_under_the_providers_name() -> None:
    settled = settle(attempt(), Accepted(provider_message_id="x"))

    assert settled == Sent(id="m", provider="p", at=NOW, provider_message_id="x")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (PermanentRecipient(code="27"), ended(MessageStatus.FAILED, "27")),
        (OptedOut(), ended(MessageStatus.FAILED, "opted_out", opted_out=True)),
    ],
    ids=["permanent", "opted out"],
)
def test_what_no_retry_changes_ends_the_message(result: SendResult, expected: Ended) -> None:
    assert settle(attempt(), result) == expected


@pytest.mark.parametrize(
    ("result", "attempts", "seconds", "reason"),
    [
        (Temporary(reason="http_500"), 0, 0.5, "http_500"),
        (Temporary(reason="http_500"), 3, 4, "http_500"),
        (Temporary(reason="http_500", after=MINUTE), 0, 60, "http_500"),
        (Throttled(), 1, 1, "throttled"),
        (Throttled(after=MINUTE), 1, 60, "throttled"),
        (Unclear(reason="timeout"), 0, 0.5, "timeout"),
        (PermanentConfiguration(code="http_401"), 0, 0.5, "http_401"),
    ],
    ids=[
        "first",
        "later ones wait longer",
        "Retry-After is obeyed",
        "throttled",
        "throttled with a time",
        "unclear",
        "nothing is given up for a fault of ours",
    ],
)
def test_what_may_go_better_later_waits(
    result: SendResult, attempts: int, seconds: float, reason: str
) -> None:
    settled = settle(attempt(attempts=attempts), result)

    assert settled == Postponed(id="m", until=NOW + timedelta(seconds=seconds), reason=reason)


def test_an_unclear_message_is_not_repeated_where_the_phone_would_get_it_twice() -> None:
    settled = settle(attempt(drops_repeats=False), Unclear(reason="timeout"))

    assert settled == Sent(
        id="m", provider="p", at=NOW, provider_message_id=None, error_code="unclear"
    )


def test_a_message_whose_retry_would_come_too_late_expires() -> None:
    result = Temporary(reason="http_503", after=MINUTE)

    settled = settle(attempt(expires_in=MINUTE), result)

    assert settled == ended(MessageStatus.EXPIRED, "http_503")


def test_pauses_grow_to_five_minutes_and_no_further() -> None:
    assert pause(0, spread=1) == timedelta(seconds=1)
    assert pause(8, spread=1) == timedelta(seconds=256)
    assert pause(9, spread=1) == pause(1_000_000, spread=1) == 5 * MINUTE
