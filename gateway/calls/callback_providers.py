"""Which providers call back, and what proves their callbacks: a copy of what the sms service knows.

With it, what no provider sends is refused before its body is read, let alone queued. The service
stays the judge of what is genuine: it proves every callback again.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import grpc
from svar.sms.v1 import sms_service_pb2 as pb

from gateway.calls.clients import Clients, call
from services.runtime.errors import ErrorKind, ServiceError, not_found, unavailable

ASK_AGAIN_SECONDS: Final = 1.0
"""How old the copy may be when something is refused by it, and how often the service is asked at most."""
_ASKING_SECONDS: Final = 2.0
WAITING_LIMIT: Final = 1024
"""Callbacks that may wait for the copy to be made anew."""
_UNKNOWN_LIMIT: Final = 1024 * 1024
"""Bytes of a body where the service does not say how large it may be."""

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """How a callback may go on; one that is not `proven` may be anybody's."""

    proven: bool
    max_body_bytes: int


class CallbackProviders:
    """The copy, made when something would be refused by an old one, or by none."""

    def __init__(self, clients: Clients, *, now: Callable[[], float] = time.monotonic) -> None:
        self._clients = clients
        self._now = now
        self._known: Mapping[str, _Provider] | None = None
        # The service is of an older release, which takes callbacks and lists no providers.
        self._blind = False
        self._down = False
        self._asked_at = float("-inf")
        self._asking: asyncio.Task[None] | None = None
        self._waiting = 0

    async def admit(self, name: str, headers: Headers) -> Admission:
        """Look at a callback's provider and headers.

        Raises NOT_FOUND for a provider that does not call back, UNAUTHENTICATED for a callback that
        is certainly forged, and UNAVAILABLE when neither can be said for now.
        """
        joined = _joined(headers)
        found = self._look(name, joined)
        if not isinstance(found, Admission) and self._now() - self._asked_at >= ASK_AGAIN_SECONDS:
            await self.ask()
            found = self._look(name, joined)
        if isinstance(found, Admission):
            return found
        raise found

    def known(self, name: str, headers: Mapping[bytes, bytes]) -> Admission | None:
        """Return the admission where the copy has it, without asking anybody; else `admit` decides."""
        provider = self._known.get(name) if self._known is not None else None
        return provider.admission(headers) if provider is not None else None

    def _look(self, name: str, headers: Mapping[bytes, bytes]) -> Admission | ServiceError:
        if self._blind:
            return Admission(proven=False, max_body_bytes=_UNKNOWN_LIMIT)
        if admission := self.known(name, headers):
            return admission
        if self._down or self._known is None:
            return unavailable("SERVICE_UNAVAILABLE", "The message cannot be taken right now.")
        if name not in self._known:
            return not_found("PROVIDER_NOT_FOUND", "There is no such provider.")
        return self._known[name].forged()

    async def ask(self) -> None:
        """Make the copy anew, together with all who want that; raises UNAVAILABLE for too many."""
        if self._waiting >= WAITING_LIMIT:
            raise unavailable("BACKLOG_FULL", "More is waiting than can be handled in time.")
        if self._asking is None:
            self._asking = asyncio.create_task(self._refresh())
        self._waiting += 1
        try:
            await asyncio.shield(self._asking)
        finally:
            self._waiting -= 1

    async def _refresh(self) -> None:
        method, request = self._clients.sms.ListProviders, pb.ListProvidersRequest()
        try:
            response = await call(method, request, timeout=_ASKING_SECONDS)
        except ServiceError as error:
            self._blind = _is_unimplemented(error)
            self._down = not self._blind
        else:
            self._blind = self._down = False
            self._known = {each.name: _Provider.of(each) for each in response.providers}
        finally:
            self._asked_at = self._now()
            self._asking = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Provider:
    proofs: Mapping[bytes, frozenset[bytes]]
    admitted: Admission
    # Headers that were right before, so that most callbacks need no digest; no more than there are digests.
    right: set[tuple[bytes, bytes]] = field(default_factory=set)

    @classmethod
    def of(cls, provider: pb.CallbackProvider) -> "_Provider":
        proofs = {
            proof.name.encode("latin-1"): frozenset(proof.digests)
            for proof in provider.header_proofs
        }
        admitted = Admission(proven=bool(proofs), max_body_bytes=provider.max_body_bytes)
        return cls(proofs=proofs, admitted=admitted)

    def admission(self, headers: Mapping[bytes, bytes]) -> Admission | None:
        """Return None for a callback that a header should prove, and none does."""
        if all(self._is_right(name, headers.get(name, b"")) for name in self.proofs):
            return self.admitted
        return None

    def _is_right(self, name: bytes, value: bytes) -> bool:
        if (name, value) in self.right:
            return True
        is_right = _digest(value) in self.proofs[name]
        if is_right:
            self.right.add((name, value))
        return is_right

    def forged(self) -> ServiceError:
        names = " and ".join(name.decode("latin-1").title() for name in self.proofs)
        return ServiceError(
            kind=ErrorKind.UNAUTHENTICATED,
            reason="UNAUTHENTICATED",
            message=f"The header {names} does not hold what this provider was given.",
        )


def _joined(headers: Headers) -> Mapping[bytes, bytes]:
    joined: dict[bytes, bytes] = {}
    for name, value in headers:
        # A header given twice counts as one with a list (RFC 9110 section 5.3), for the service, too.
        joined[name] = joined[name] + b", " + value if name in joined else value
    return joined


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value.decode("latin-1").encode()).digest()


def _is_unimplemented(error: ServiceError) -> bool:
    cause = error.__cause__
    return isinstance(cause, grpc.aio.AioRpcError) and cause.code() is grpc.StatusCode.UNIMPLEMENTED
