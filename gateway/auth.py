"""Who calls, and whether they may (`api.md` section 2). The keys themselves are `keys`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from gateway.config import is_loopback
from gateway.keys import ApiKey, Keys, Scope, digest_of
from services.runtime.errors import ErrorKind, ServiceError

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody with a valid key; sees only what is the tenant's."""

    name: str
    tenant: str


def authorise(request: Request, scope: Scope) -> Caller:
    """Return the caller; raises UNAUTHENTICATED without a valid key, FORBIDDEN without the scope."""
    presented = _presented(request)
    if presented is None:
        raise _unauthenticated(
            "Give an API key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'."
        )
    keys: Keys = request.app.state.keys
    key = keys.find(digest_of(presented))
    if key is None:
        raise _unauthenticated("This API key is not known.")
    if key.loopback_only and not _from_this_machine(request):
        raise _unauthenticated("The development key works from this machine only.")
    if not key.scopes & {scope, Scope.ADMIN}:
        raise _forbidden(key, scope)
    return Caller(name=key.name, tenant=key.tenant)


def caller_of(request: Request) -> Caller:
    """Return the caller that the route has authorised."""
    caller: Caller = request.state.caller
    return caller


Authorised = Annotated[Caller, Depends(caller_of)]


def _presented(request: Request) -> bytes | None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        key = request.headers.get("x-api-key", "")
    # Starlette reads headers as Latin-1; this gives back the bytes as they came.
    return key.strip().encode("latin-1") or None


def _from_this_machine(request: Request) -> bool:
    # A proxy on this machine makes everybody look local.
    if any(name in request.headers for name in _FORWARDED):
        return False
    return request.client is not None and is_loopback(request.client.host)


def _unauthenticated(message: str) -> ServiceError:
    return ServiceError(kind=ErrorKind.UNAUTHENTICATED, reason="UNAUTHENTICATED", message=message)


def _forbidden(key: ApiKey, scope: Scope) -> ServiceError:
    return ServiceError(
        kind=ErrorKind.FORBIDDEN,
        reason="FORBIDDEN",
        message=f"The key '{key.name}' lacks the scope '{scope}'.",
        metadata={"scope": scope},
    )
