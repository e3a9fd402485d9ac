"""When messages may leave: never dead, never out of turn, and nothing begins in quiet hours."""

from datetime import UTC, datetime, timedelta

from services.runtime.ids import new_id
from services.sms.domain.messages import Priority
from services.sms.domain.provider import Temporary
from tests.fakes.manual_clock import ManualClock
from tests.integration.sms.rig import Rig, message, pass_time, settled, until

EVENING = datetime(2026, 11, 20, 19, 59, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_a_message_whose_time_is_up_never_leaves_and_is_reported(
    rig: Rig, clock: ManualClock
) -> None:
    rig.start()
    conversation = new_id()
    soon = clock.now() + timedelta(seconds=3)
    rig.send(
        message("text", conversation=conversation, sequence=1),
        message("question", conversation=conversation, sequence=2, delay=5, expires_at=soon),
        message("sorry", conversation=conversation, sequence=3),
    )
    settled(rig, "text", "sent")

    pass_time(rig, clock, 6)

    settled(rig, "sorry", "sent")
    assert rig.provider.texts == ["text", "sorry"]
    assert rig.statuses_of_messages()["question"] == "expired"
    rig.sink.until(lambda: [one.sequence for one in rig.sink.reports] == [2])


def test_each_message_says_until_when_it_is_of_use(rig: Rig, clock: ManualClock) -> None:
    rig.start()
    until_noon = clock.now() + timedelta(hours=3)

    rig.send(message("hello", expires_at=until_noon))

    rig.provider.until(lambda: len(rig.provider.sent) == 1)
    assert rig.provider.sent[0].valid_until == until_noon


def test_a_first_message_is_not_tried_again_in_quiet_hours(sms_database_url: str) -> None:
    clock = ManualClock(EVENING)
    with Rig(sms_database_url, clock) as rig:
        rig.provider.script(*[Temporary(reason="http_503", after=5 * MINUTE)] * 2)
        rig.start()
        rig.send(
            message("hello", tenant="quiet", priority=Priority.FIRST),
            message("answer", tenant="quiet"),
        )
        until(lambda: len(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")) == 2)

        clock.advance(6 * MINUTE)

        settled(rig, "answer", "sent")
        until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 2")))
        [row] = rig.rows("SELECT not_before, status FROM sms.messages WHERE text = 'hello'")
        assert (row.not_before, row.status) == (MORNING, "queued")
        clock.advance(MORNING - clock.now())
        settled(rig, "hello", "sent")


def test_a_first_message_that_would_be_dead_after_quiet_hours_expires(
    sms_database_url: str,
) -> None:
    clock = ManualClock(EVENING)
    with Rig(sms_database_url, clock) as rig:
        rig.provider.script(Temporary(reason="http_503", after=5 * MINUTE))
        rig.start()
        rig.send(
            message(
                "hello",
                tenant="quiet",
                priority=Priority.FIRST,
                expires_at=EVENING + timedelta(hours=3),
            )
        )
        until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))

        clock.advance(6 * MINUTE)

        rig.sink.until(lambda: [one.status for one in rig.sink.reports] == ["expired"])


def test_answers_find_room_however_many_beginnings_wait(sms_database_url: str) -> None:
    with Rig(sms_database_url, ManualClock(), backlog=5) as rig:
        rig.start()
        beginnings = [
            message(f"first {n}", sender="1961", priority=Priority.FIRST) for n in range(10)
        ]

        rig.send(*beginnings, message("answer", sender="1961"))

        rig.provider.until(lambda: "answer" in rig.provider.texts)
        rig.provider.until(lambda: len(rig.provider.sent) == 6)


def test_the_message_before_is_waited_for_however_long_its_retry_takes(
    rig: Rig, clock: ManualClock
) -> None:
    rig.provider.script(Temporary(reason="http_503", after=MINUTE))
    rig.start()
    conversation = new_id()
    rig.send(*(message(f"{n}", conversation=conversation, sequence=n, delay=2) for n in (1, 2)))
    until(lambda: bool(rig.rows("SELECT 1 FROM sms.messages WHERE attempts = 1")))

    pass_time(rig, clock, 30)
    assert rig.provider.texts == ["1"]
    clock.advance(31 * timedelta(seconds=1))
    rig.provider.until(lambda: rig.provider.texts == ["1", "1"])
    settled(rig, "1", "sent")
    assert rig.provider.texts == ["1", "1"]
    pass_time(rig, clock, 2)
    rig.provider.until(lambda: rig.provider.texts == ["1", "1", "2"])


def test_a_senders_rate_is_kept(rig: Rig) -> None:
    rig.start()

    rig.send(*(message(f"{n}", sender="1961") for n in range(11)))

    began = rig.network.loop.time()
    rig.provider.until(lambda: len(rig.provider.sent) == 11)
    # Twenty in a second: ten gaps take half of one, and a timer may be a little early.
    assert rig.network.loop.time() - began > 0.4
