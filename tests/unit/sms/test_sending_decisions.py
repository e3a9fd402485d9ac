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
    Traits,
    Unclear,
)
from services.sms.domain.sending import (
    Attempt,
    Ended,
    Postponed,
    Sent,
    may_be_repeated,
    pause,
    settle,
)
from services.text.segments import Encoding

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def attempt(
    *,
    attempts: int = 0,
    drops_repeats: bool = True,
    traits: Traits | None = None,
    unclear_at: datetime | None = None,
    expires_in: timedelta = 60 * MINUTE,
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
        unclear_at=unclear_at,
    )
    traits = traits or Traits(drops_repeats=drops_repeats)
    return Attempt(message=message, provider="p", at=NOW, traits=traits, spread=0.5)


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

    assert settled == Postponed(
        id="m",
        until=NOW + timedelta(seconds=seconds),
        reason=reason,
        unclear_at=NOW if isinstance(result, Unclear) else None,
    )


def test_an_unclear_message_is_not_repeated_where_the_phone_would_get_it_twice() -> None:
    settled = settle(attempt(drops_repeats=False), Unclear(reason="timeout"))

    assert settled == Sent(
        id="m", provider="p", at=NOW, provider_message_id=None, error_code="unclear"
    )


@pytest.mark.parametrize(
    ("minutes_ago", "again"), [(0, True), (50, True), (59.995, False), (70, False)]
)
def test_an_unclear_message_is_repeated_for_as_long_as_repeats_are_dropped(
    minutes_ago: float, again: bool
) -> None:
    traits = Traits(drops_repeats=True, repeats_dropped_for=timedelta(hours=1))
    tried = attempt(traits=traits, unclear_at=NOW - minutes_ago * MINUTE)

    settled = settle(tried, Unclear(reason="timeout"))

    assert isinstance(settled, Postponed if again else Sent)
    assert settled.error_code == "unclear" if isinstance(settled, Sent) else settled.unclear_at


def test_a_message_that_may_be_there_does_not_leave_when_it_would_come_twice() -> None:
    message = attempt(unclear_at=NOW).message
    an_hour = Traits(drops_repeats=True, repeats_dropped_for=timedelta(hours=1))

    assert may_be_repeated(message, an_hour, at=NOW + 59 * MINUTE)
    assert not may_be_repeated(message, an_hour, at=NOW + 60 * MINUTE)
    assert may_be_repeated(message, Traits(drops_repeats=True), at=NOW + 999 * MINUTE)
    assert not may_be_repeated(message, Traits(drops_repeats=False), at=NOW)


def test_what_was_unclear_before_stays_so_and_a_clear_refusal_makes_nothing_unclear() -> None:
    earlier = settle(attempt(unclear_at=NOW - MINUTE), Temporary(reason="http_500"))
    clear = settle(attempt(), Temporary(reason="http_500"))

    assert isinstance(earlier, Postponed)
    assert isinstance(clear, Postponed)
    assert (earlier.unclear_at, clear.unclear_at) == (NOW - MINUTE, None)


def test_a_message_in_parts_is_sent_under_the_names_of_all_of_them() -> None:
    settled = settle(attempt(), Accepted(provider_message_id="a", part_ids=("a", "b")))

    assert settled == Sent(
        id="m", provider="p", at=NOW, provider_message_id="a", part_ids=("a", "b")
    )


def test_a_message_whose_retry_would_come_too_late_expires() -> None:
    result = Temporary(reason="http_503", after=MINUTE)

    settled = settle(attempt(expires_in=MINUTE), result)

    assert settled == ended(MessageStatus.EXPIRED, "http_503")


def test_pauses_grow_to_five_minutes_and_no_further() -> None:
    assert pause(0, spread=1) == timedelta(seconds=1)
    assert pause(8, spread=1) == timedelta(seconds=256)
    assert pause(9, spread=1) == pause(1_000_000, spread=1) == 5 * MINUTE
