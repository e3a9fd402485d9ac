"""Counts days ahead that have changed, so that figures of many sessions are there at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.results.domain.filter import Selection
from services.results.ports.counting import HOUR, Counting, CountingStore
from services.runtime.clock import Clock

QUIET_FOR: Final = timedelta(minutes=1)
"""A day is left alone while its sessions change more often: it would be counted for nothing."""
DAYS_AT_A_TIME: Final = 50
_AHEAD: Final = ("agentid", "queuekey", "usergroupid")
"""What figures are usually grouped by, where sessions have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDays:
    """The use case, with what it needs."""

    store: CountingStore
    clock: Clock

    def __call__(self) -> int:
        """Count some days; returns how many. Any number of replicas may do it at once."""
        with self.store.counting() as counting:
            found = counting.uncounted(
                quiet_since=self.clock.now() - QUIET_FOR, limit=DAYS_AT_A_TIME
            )
        for tenant, survey_id, day in found:
            selection = Selection(
                tenant=tenant, survey_id=survey_id, from_day=day, to_day=day + timedelta(days=1)
            )
            with self.store.counting() as counting:
                # The last one says that the day is done.
                for by in (*_groupings(counting, survey_id), HOUR):
                    counting.days(selection, by)
        return len(found)


def _groupings(counting: Counting, survey_id: str) -> Sequence[str]:
    known = counting.variables(survey_id)
    return [one for one in _AHEAD if one in known]
