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
from services.sms.domain.kept_callbacks import KeptCallback, KeptKind, stray_message
from services.sms.domain.provider import Callback, CallbackKind, ParsedInbound
from services.sms.domain.senders import SenderDirectory
from services.sms.ports.provider import Provider
from services.sms.use_cases.keep_replies import Arrivals, KeepReplies
from services.sms.use_cases.read_callbacks import CallbackReading, Read

NO_PROVIDER: Final = "there is no such provider any more"
UNKNOWN_KIND: Final = "kept by a release that did not say what it was"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAgain:
    """The use case, with what it needs."""

    providers: Mapping[str, Provider]
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
        read = _read(CallbackReading(kept.provider, provider, self.senders), kept)
        if read.unreadable and not read.replies and not read.reports:
            return _failure(kept, read.unreadable[0].reason)
        self.keep(_arrivals(kept, read), received_at=kept.received_at)
        return None


def _read(reading: CallbackReading, kept: KeptCallback) -> Read:
    if kept.kind == KeptKind.STRAY:
        return reading.messages(ParsedInbound(messages=(stray_message(kept.raw),)))
    kind = CallbackKind.INBOUND if kept.kind == KeptKind.INBOUND else CallbackKind.STATUS
    return reading.read(Callback(kind=kind, method="POST", target="", headers={}, body=kept.raw))


def _arrivals(kept: KeptCallback, read: Read) -> Arrivals:
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
    return Failure(id=kept.id, reason=reason, retryable=False)
