"""The short form of the overload: a few seconds of it; `make faults` has a minute."""

import asyncio
from typing import Any

import pytest

from tests.benchmarks.saturation import Load
from tests.faults.overload import MOST_GROWTH, Overload, overload


def test_nothing_is_lost_when_three_times_more_comes_than_can_be_handled() -> None:
    load = Load(conversations=64, connections=200, settle_seconds=0.5, seconds=1)

    outcome = asyncio.run(overload(seconds=2, load=load))

    # How fast the backlog drains is for the long form, which has the machine to itself.
    assert outcome.mistakes == []
    assert outcome.backlog > 0
    assert outcome.verdicts()[-1].broken == []


def _outcome(**changes: object) -> Overload:
    values: dict[str, Any] = {
        "usual": 1000.0,
        "offered": 3000.0,
        "seconds": 60.0,
        "replies": 9,
        "refused": 0,
        "acknowledged_after": 1.0,
        "backlog": 1000,
        "drained": 900.0,
        "before": {"sms": 0},
        "peak": {"sms": MOST_GROWTH},
        "mistakes": (),
    }
    return Overload(**(values | changes))


def test_what_went_as_it_has_to_breaks_nothing() -> None:
    assert [one.broken for one in _outcome().verdicts() if one.broken] == []


@pytest.mark.parametrize(
    "changes",
    [{"mistakes": ["lost"]}, {"drained": 700.0}, {"peak": {"sms": MOST_GROWTH + 1}}],
    ids=["a reply lost", "a slow backlog", "a process that grows"],
)
def test_what_did_not_is_found(changes: dict[str, object]) -> None:
    assert len([one for one in _outcome(**changes).verdicts() if one.broken]) == 1
