"""Refusals are all counted and only sampled in the log."""

from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from services.access.refusals import Reason, Refusals
from tests.fakes.manual_seconds import Seconds


def counted(reason: str) -> float:
    return REGISTRY.get_sample_value("svar_refused_total", {"reason": reason}) or 0.0


def test_every_refusal_counts_and_one_a_second_is_logged() -> None:
    seconds = Seconds()
    refusals, before = Refusals(monotonic=seconds), counted("unknown_key")

    with capture_logs() as lines:
        for now in (0.0, 0.1, 0.9, 1.0, 5.0):
            seconds.now = now
            refusals.note(Reason.UNKNOWN_KEY, address="203.0.113.9")

    assert counted("unknown_key") - before == 5
    assert [line["left_out"] for line in lines] == [0, 2, 0]
    assert {line["reason"] for line in lines} == {"unknown_key"}
    assert {line["address"] for line in lines} == {"203.0.113.9"}


def test_a_flood_for_one_reason_hides_no_other() -> None:
    refusals = Refusals(monotonic=Seconds())

    with capture_logs() as lines:
        for _ in range(100):
            refusals.note(Reason.UNKNOWN_KEY)
        refusals.note(Reason.NOT_FROM_HERE)

    assert [line["reason"] for line in lines] == ["unknown_key", "not_from_here"]
