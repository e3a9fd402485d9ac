"""The short form of a bad release; `make faults` has a minute of it."""

import asyncio

from tests.faults.bad_release import bad_release


def test_a_bad_release_of_sessions_parks_nothing_and_everybody_is_served_after_it() -> None:
    outcome = asyncio.run(bad_release(seconds=12, people=40, seed="bad release", patience=30))

    assert outcome.broken == []
    assert sum(outcome.parked.values()) == 0
    assert outcome.rest.waiting > 10
    # Replies were held up by it, not only surveys that could not be sent.
    assert outcome.refused["DeliverReplies"] > 2
