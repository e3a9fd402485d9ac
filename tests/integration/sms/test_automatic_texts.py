"""Automatic texts go last of all, and only where a survey could go (`services/sessions/README.md`)."""

from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from services.runtime.clock import SystemClock
from services.sms.domain.messages import NewMessage, Priority
from tests.fakes.manual_clock import ManualClock
from tests.integration.sms.rig import LEASE, Rig, message, pass_time, until

RATED = "1961"
"""A sender with a rate of 20 messages a second."""


def automatic(words: str, **changes: Any) -> NewMessage:
    return message(words, priority=Priority.AUTOMATIC, **changes)


def refused(reason: str) -> float:
    return REGISTRY.get_sample_value("svar_sms_refused_total", {"reason": reason}) or 0


@pytest.mark.parametrize(
    ("recipient", "sent"),
    [
        pytest.param("+4790000001", True, id="a mobile in the tenant's country"),
        pytest.param("+46701740605", True, id="a mobile in another of them"),
        pytest.param("+4722225555", False, id="a landline"),
        pytest.param("+4782090000", False, id="premium rate"),
        pytest.param("+881612345678", False, id="satellite"),
        pytest.param("+4512345678", False, id="a country that no sender serves"),
        pytest.param("+470000000001", False, id="no number at all"),
    ],
)
def test_an_automatic_text_goes_only_where_a_survey_could_go(
    rig: Rig, recipient: str, sent: bool
) -> None:
    rig.start()
    before = refused("not_a_recipient")

    rig.send(automatic("not found", recipient=recipient), message("answer", recipient=recipient))

    rig.provider.until(lambda: "answer" in rig.provider.texts)
    until(lambda: "queued" not in rig.statuses_of_messages().values())
    assert rig.provider.texts.count("not found") == int(sent)
    assert refused("not_a_recipient") - before == int(not sent)
    if not sent:
        rig.sink.until(lambda: [one.error_code for one in rig.sink.reports] == ["not_a_recipient"])


def test_nine_thousand_automatic_texts_are_overtaken_by_a_survey(sms_database_url: str) -> None:
    with Rig(sms_database_url, SystemClock()) as rig:
        rig.start()
        texts = [automatic(f"not found {n}", sender=RATED) for n in range(9_000)]
        for at in range(0, len(texts), 1_000):
            rig.send(*texts[at : at + 1_000])
        rig.provider.until(lambda: len(rig.provider.sent) > 0)

        rig.send(message("survey", sender=RATED, priority=Priority.FIRST))
        rig.send(message("answer", sender=RATED))
        already = len(rig.provider.sent)
        rig.provider.until(lambda: {"survey", "answer"} <= set(rig.provider.texts))

        assert rig.provider.texts.index("survey") <= already + 10


def test_what_a_dead_process_left_is_claimed_before_automatic_texts(
    sms_database_url: str, clock: ManualClock
) -> None:
    with Rig(sms_database_url, clock) as gone:
        gone.send(*(automatic(f"not found {n}", sender=RATED) for n in range(600)))
        clock.advance(timedelta(seconds=1))
        gone.send(message("survey", sender=RATED, priority=Priority.FIRST))
    clock.advance(2 * LEASE)

    with Rig(sms_database_url, clock) as rig:
        rig.start()
        rig.provider.until(lambda: "survey" in rig.provider.texts)
        assert rig.provider.texts.index("survey") <= 1


def test_automatic_texts_wait_for_no_quiet_hours(rig: Rig, clock: ManualClock) -> None:
    rig.start()
    clock.advance(timedelta(hours=22) - timedelta(hours=clock.now().hour))

    rig.send(automatic("not found", tenant="quiet"))

    pass_time(rig, clock, 1)
    rig.provider.until(lambda: rig.provider.texts == ["not found"])


@pytest.mark.parametrize(("segments", "sent"), [(10, True), (11, False)])
def test_a_message_has_at_most_ten_segments(rig: Rig, segments: int, sent: bool) -> None:
    rig.start()
    words = "a" * (153 * segments)

    rig.send(message(words))

    if sent:
        rig.provider.until(lambda: [one.segments for one in rig.provider.sent] == [segments])
    else:
        rig.sink.until(lambda: [one.error_code for one in rig.sink.reports] == ["too_long"])
        assert rig.sink.reports[0].status == "failed"
        assert rig.provider.sent == []
