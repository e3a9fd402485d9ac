"""Which surveys are kept back although the phone wants them: not in the sample, or enough were sent.

Such a survey is stored as `suppressed`, so that a call flow can call for every customer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.sessions.domain.caps import Count, counts_of, is_sampled
from services.sessions.domain.invitation import CheckedInvitation
from services.sessions.ports.unit_of_work import Transaction
from services.sessions.use_cases.suppression import Refusal
from services.settings.tenants import Tenants

NOT_SAMPLED = "not_sampled"
CAPPED = "capped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Keeps surveys back; the zone in which days are counted is the tenant's."""

    tenants: Tenants

    def refusals(
        self, transaction: Transaction, checked: Mapping[int, CheckedInvitation], *, now: datetime
    ) -> dict[int, Refusal]:
        """Return by place what is kept back for certain, before anything is reserved for it.

        A count that is full stays so until its period is over.
        """
        refused = {place: not_sampled(one) for place, one in checked.items() if not is_sampled(one)}
        counts = {
            place: self._counts(one, now=now)
            for place, one in checked.items()
            if place not in refused
        }
        keys = sorted({count.key for of_one in counts.values() for count in of_one})
        counted = transaction.caps.counted(keys)
        for place, of_one in counts.items():
            if full := _full(of_one, counted):
                refused[place] = capped(full)
        return refused

    def tally(
        self, transaction: Transaction, new: Mapping[int, CheckedInvitation], *, now: datetime
    ) -> "Tally":
        """Lock what new sessions count towards, until the end of the transaction."""
        counts = {place: self._counts(one, now=now) for place, one in new.items()}
        counted = transaction.caps.lock([one for of_one in counts.values() for one in of_one])
        return Tally(counts=counts, counted=dict(counted))

    def _counts(self, one: CheckedInvitation, *, now: datetime) -> Sequence[Count]:
        if not one.survey.settings.caps:
            return ()
        return counts_of(one, zone=self.tenants.of(one.invitation.tenant).timezone, now=now)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Locked counts; each session that begins adds to them."""

    counts: Mapping[int, Sequence[Count]]
    counted: dict[bytes, int]
    changed: set[bytes] = field(default_factory=set)

    def refusal(self, place: int) -> Refusal | None:
        """Return why a session may not begin, None when it may."""
        full = _full(self.counts[place], self.counted)
        return None if full is None else capped(full)

    def add(self, place: int, by: int = 1) -> None:
        """Count a session that begins, or with -1 one that does not after all."""
        for count in self.counts[place]:
            self.counted[count.key] += by
            self.changed.add(count.key)

    def write(self, transaction: Transaction) -> None:
        """Store what was counted."""
        transaction.caps.note({key: self.counted[key] for key in sorted(self.changed)})


def _full(counts: Sequence[Count], counted: Mapping[bytes, int]) -> Count | None:
    return next((one for one in counts if counted.get(one.key, 0) >= one.cap.max), None)


def not_sampled(one: CheckedInvitation) -> Refusal:
    """Return that a session is not in the sample."""
    sampling = one.survey.settings.sampling
    percent = 100.0 if sampling is None else sampling.percent
    said = f"The survey goes to {percent:g} of 100 customers; this one is not among them."
    return Refusal(reason=NOT_SAMPLED, warnings=(said,))


def capped(count: Count) -> Refusal:
    """Return that enough sessions have begun in the period."""
    cap = count.cap
    until = count.ends_at.isoformat(timespec="seconds").replace("+00:00", "Z")
    said = (
        f"No more than {cap.max} of the survey are sent a {cap.per.value} for one {cap.by}; until "
        f"{until} no other is."
    )
    return Refusal(reason=CAPPED, warnings=(said,))
