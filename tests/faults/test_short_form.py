"""The short form of the fault suite: some kills, some other faults, and every rule of the checker.

`make faults` is the long one.
"""

import asyncio
from typing import Final

from services.runtime.addresses import Process
from tests.faults.catalogue import FAULTS
from tests.faults.run import Outcome, Plan, run

_QUICK: Final = ("rubbish in Redis", "no connections")
_SECOND: Final = (Process.SESSIONS, Process.SMS)


def test_nothing_is_lost_doubled_or_misplaced_while_everything_is_killed_at_random() -> None:
    plan = Plan(
        seed="short",
        kills=10,
        acts=len(_QUICK),
        people=40,
        faults=[one for one in FAULTS if one.name in _QUICK],
        second=_SECOND,
        # How soon is for the long form, which has the machine to itself.
        patience=30,
    )

    outcome = asyncio.run(run(plan, say=print))

    assert outcome.broken == []
    assert _never_tried(outcome) == []


def _never_tried(outcome: Outcome) -> list[str]:
    """Return the rules that looked at nothing, apart from the one for which somebody has to wait."""
    rules = outcome.verdicts[:-1]
    return [one.never for one in rules if not one.looked_at]
