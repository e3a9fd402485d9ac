"""Drops whole months that are gone for every tenant, at once and not session by session.

Sessions that are gone before their month is are deleted when `sessions` tells of it (`take_in`). Nothing that is
older comes in again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.results.domain.months import end_of
from services.results.ports.taking_in import Progress, TakingIn
from services.runtime.errors import ServiceError
from services.runtime.logs import get_logger
from services.settings.keeping import LONGEST_SESSION, Keeping

log = get_logger(__name__)

LOOK_EVERY: Final = timedelta(hours=1)
VERBATIMS_AT_A_TIME: Final = 5_000
"""So many in a transaction, and one transaction in a turn of the taking-in."""


@dataclass(slots=True, kw_only=True)
class ForgetMonths:
    """The use case, with what it needs; for the one reader that has the turn."""

    store: TakingIn
    groups: Sequence[Keeping]
    verbatims_at_a_time: int = VERBATIMS_AT_A_TIME
    _look_at: datetime | None = None

    def __call__(self, progress: Progress, now: datetime) -> Progress:
        """Drop a month, or some of its verbatims, where one is gone; returns the progress after it.

        A month that somebody is reading is left for another time.
        """
        if self._look_at is not None and now < self._look_at:
            return progress
        self._look_at = now + LOOK_EVERY
        try:
            return self._drop_one(progress, now)
        except ServiceError as error:
            log.warning("a month is not dropped yet", cause=str(error))
            return progress

    def _drop_one(self, progress: Progress, now: datetime) -> Progress:
        gone_before = min(group.deleted_before(group.last_time(now)) for group in self.groups)
        gone = [
            month for month in self.store.months() if end_of(month) <= gone_before - LONGEST_SESSION
        ]
        if not gone:
            return progress
        # There may be more of it.
        self._look_at = now
        limit = self.verbatims_at_a_time
        if self.store.forget_verbatims(gone[0], limit=limit) == limit:
            return progress
        saved = replace(progress, turn=progress.turn + 1)
        self.store.drop_month(gone[0], saved)
        log.info("a month is dropped", year=gone[0][0], month=gone[0][1])
        return saved
