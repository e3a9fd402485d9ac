"""Has callbacks read again that a person gave back (`svar parked retry`)."""

from collections.abc import Sequence
from dataclasses import replace

from services.runtime.clock import Clock
from services.runtime.handoff import Handoff, HandoffLimits
from services.runtime.leased import Failure, HandoffStore, Leased
from services.sms.domain.kept_callbacks import KeptCallback
from services.sms.use_cases.read_again import ReadAgain


def callback_relay(
    store: HandoffStore[KeptCallback],
    read_again: ReadAgain,
    *,
    clock: Clock,
    limits: HandoffLimits,
) -> Handoff[KeptCallback]:
    """Build the relay of callbacks; what is not understood even now is parked again."""

    def deliver(rows: Sequence[Leased[KeptCallback]]) -> Sequence[Failure]:
        return read_again([leased.row for leased in rows])

    # There are few, and they keep their order.
    one_lane = replace(limits, lanes=1)
    return Handoff("callbacks", store=store, deliver=deliver, clock=clock, limits=one_lane)
