"""Reads again what nobody understood, after a person has asked for it (`svar parked retry`).

What is understood now is kept as of the time that it came in: a reply answers what the phone had
seen then, and not what was asked since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from msgspec.structs import replace

from services.runtime.leased import Failure
from services.runtime.park_reason import ParkReason
from services.sms.domain.kept_callbacks import KeptCallback, KeptKind, stray_message
from services.sms.domain.provider import Callback, CallbackKind, Received, Refused, TryLater
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Reader
from services.sms.use_cases.keep_replies import KeepReplies
from services.sms.use_cases.read_callbacks import Arrivals, Sorting, received_by

NO_PROVIDER: Final = "there is no such provider any more"
NOT_READ: Final = "the provider does not read it"
UNKNOWN_KIND: Final = "kept by a release that did not say what it was"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """The use case, with what it needs."""

    providers: Mapping[str, Reader]
    senders: SenderDirectory
    keep: KeepReplies

    def __call__(self, kept: Sequence[KeptCallback]) -> Sequence[Failure]:
        """Read items; returns those of which nothing is understood even now.

        Repeating it is harmless. Raises what `KeepReplies` raises.
        """
        failures = [self._read_one(one) for one in kept]
        return [failure for failure in failures if failure is not None]

    def _read_one(self, kept: KeptCallback) -> Failure | None:
        provider = self.providers.get(kept.provider)
        if provider is None:
            return _failure(kept, NO_PROVIDER)
        if kept.kind not in set(KeptKind):
            return _failure(kept, UNKNOWN_KIND)
        callback = None if kept.kind == KeptKind.STRAY else _callback(kept)
        received = _received(provider, kept, callback)
        if not isinstance(received, Received):
            return _failure(kept, NOT_READ)
        arrivals = Sorting(kept.provider, self.senders, provider.traits).sort(
            received, callback=callback
        )
        if arrivals.unreadable and not arrivals.replies and not arrivals.reports:
            return _failure(kept, arrivals.unreadable[0].reason)
        self.keep([_named(kept, arrivals)], received_at=kept.received_at)
        return None


def _received(
    provider: Reader, kept: KeptCallback, callback: Callback | None
) -> Received | Refused | TryLater:
    if callback is None:
        return Received(replies=(stray_message(kept.raw),))
    # It was proven when it came in, and what proved it is not kept.
    return received_by(kept.provider, provider, callback, proven=True)


def _callback(kept: KeptCallback) -> Callback:
    return Callback(
        kind=CallbackKind(kept.kind),
        method=kept.method,
        target=kept.target,
        headers=kept.headers,
        body=kept.raw,
    )


def _named(kept: KeptCallback, read: Arrivals) -> Arrivals:
    """Name things after what they were kept as, so that a second reading stores nothing twice."""
    return Arrivals(
        replies=[
            replace(reply, id=_named_after(kept, f"reply {number}"))
            for number, reply in enumerate(read.replies)
        ],
        reports=[
            replace(report, id=_named_after(kept, f"report {number}"))
            for number, report in enumerate(read.reports)
        ],
        unreadable=[
            replace(item, id=_named_after(kept, f"unreadable {number}"))
            for number, item in enumerate(read.unreadable)
        ],
    )


def _named_after(kept: KeptCallback, name: str) -> str:
    return str(uuid5(UUID(kept.id), name))


def _failure(kept: KeptCallback, reason: str) -> Failure:
    return Failure(id=kept.id, reason=reason, retryable=False, because=ParkReason.UNREADABLE)
