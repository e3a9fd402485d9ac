"""What waits for one sender leaves by priority, in time, and at its pace."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from services.sms.domain.messages import Outgoing, Priority
from services.sms.domain.pace import Pace
from services.sms.workers.sender_queue import SenderQueue
from services.text.segments import Encoding

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def message(name: str, *, first: bool = False, wait: timedelta = timedelta()) -> Outgoing:
    return Outgoing(
        id=name,
        tenant="default",
        sender="1960",
        subnumber="",
        recipient="+4790000001",
        text=name,
        encoding=Encoding.GSM7,
        segments=1,
        priority=Priority.FIRST if first else Priority.CONVERSATION,
        not_before=NOW + wait,
        expires_at=NOW + 100 * SECOND,
        lease_until=NOW + 20 * SECOND,
        attempts=0,
    )


def queue(*messages: Outgoing) -> SenderQueue:
    queue = SenderQueue("1960", rate=None)
    for one in messages:
        queue.put(one, NOW)
    return queue


def taken(queue: SenderQueue, now: datetime = NOW) -> list[str]:
    names = []
    while (one := queue.take(now)) is not None:
        names.append(one.id)
    return names


def test_answers_leave_before_beginnings() -> None:
    waiting = queue(message("a", first=True), message("b"), message("c", first=True), message("d"))

    assert taken(waiting) == ["b", "d", "a", "c"]


def test_automatic_texts_leave_last_of_all_and_nobody_waits_for_them() -> None:
    automatic = [
        replace(message(f"x{number}"), priority=Priority.AUTOMATIC) for number in range(9_000)
    ]
    waiting = queue(*automatic, message("a", first=True), message("b"))

    assert (len(waiting), waiting.awaited) == (9_002, 2)
    assert taken(waiting)[:4] == ["b", "a", "x0", "x1"]


def test_a_message_waits_for_its_time() -> None:
    waiting = queue(message("later", wait=2 * SECOND), message("soon", wait=SECOND), message("now"))

    assert taken(waiting) == ["now"]
    assert waiting.next_at() == NOW + SECOND
    assert taken(waiting, NOW + 2 * SECOND) == ["soon", "later"]
    assert waiting.next_at() is None


def test_it_knows_how_many_wait() -> None:
    waiting = queue(message("later", wait=SECOND), message("b"), message("c", first=True))
    assert len(waiting) == 3

    waiting.take(NOW)

    assert len(waiting) == 2


def test_a_pace_leaves_even_gaps_and_makes_up_for_a_late_step() -> None:
    pace = Pace(10)

    steps = []
    now = 100.0
    for late in (0.0, 0.0, 0.05, 0.0):
        now += pace.wait(now) + late
        pace.step(now)
        steps.append(round(now, 3))

    assert steps == [100.0, 100.1, 100.25, 100.3]


def test_a_pace_has_no_burst_after_a_rest() -> None:
    pace = Pace(10)
    pace.step(0)

    now = 1000.0
    waits = []
    for _ in range(4):
        waits.append(round(pace.wait(now), 3))
        now += pace.wait(now)
        pace.step(now)

    assert waits == [0, 0.1, 0.1, 0.1]


def test_a_pace_without_a_rate_still_waits_when_the_provider_asks() -> None:
    pace = Pace(None)
    assert pace.wait(5) == 0

    pace.hold(5, 2)

    assert pace.wait(6) == 1
