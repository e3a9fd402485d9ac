"""The daily walks of a service: what is old goes, group of tenants by group (`deploy/KEEPING.md`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from services.runtime.stretch import Stretch
from services.runtime.walks import Walk
from services.settings.keeping import LONGEST_SESSION, Keeping

Step = Callable[[Stretch, Keeping, datetime], str | None]
"""Forgets what of a group is due in a stretch, as of before a time; returns the last id that it looked at."""


def daily_walks(
    groups: Sequence[Keeping],
    *,
    deleting: Mapping[str, Step],
    anonymising: Mapping[str, Step],
    of_nobody: Mapping[str, Step],
) -> Callable[[datetime], Iterator[Walk]]:
    """Return what says which walks there are at a time.

    What is `of_nobody`, because nobody knows whose it is, goes when the first tenant's phones do.
    """
    impatient = min(groups, key=lambda group: (group.anonymise_months, group.name))

    def declared(now: datetime) -> Iterator[Walk]:
        for group in groups:
            moment = group.last_time(now)
            for kind, step in deleting.items():
                yield _walk(kind, group, moment, group.deleted_before(moment), step)
            for kind, step in anonymising.items():
                yield _walk(kind, group, moment, group.anonymised_before(moment), step)
        moment = impatient.last_time(now)
        for kind, step in of_nobody.items():
            yield _walk(kind, impatient, moment, impatient.anonymised_before(moment), step)

    return declared


def _walk(kind: str, group: Keeping, moment: datetime, before: datetime, step: Step) -> Walk:
    def take(stretch: Stretch) -> str | None:
        return step(stretch, group, before)

    return Walk(
        kind=kind,
        name=f"{kind} {group.name}",
        moment=moment,
        before=before,
        # What began before it has ended before the time that is meant.
        again_from=before - LONGEST_SESSION,
        step=take,
    )
