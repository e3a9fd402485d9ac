"""Who calls, whether they may, and how often (`api.md` section 2).

The keys themselves are `keys`, tokens are `oidc`, counting is `rates`.
"""

from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Request

from services.access.access import Access
from services.access.caller import Caller
from services.access.keys import ApiKey, Scope, digest_of
from services.access.oidc.tokens import TokenError, looks_like_token
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.loopback import is_loopback

_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


async def authorise(request: Request, scope: Scope) -> Caller:
    """Return the caller, and count the request.

    Raises UNAUTHENTICATED without a valid key or token, FORBIDDEN without the scope, RATE_LIMITED
    for one request too many.
    """
    caller = await _caller(request)
    if not caller.may(scope):
        raise _forbidden(caller, scope)
    charge(request, caller)
    return caller


def charge(request: Request, caller: Caller, *, cost: int = 1, spent: int = 0) -> None:
    """Count a request as `cost` requests; `spent` of it are counted already. Raises RATE_LIMITED."""
    access: Access = request.app.state.access
    too_soon = access.rates.charge(
        f"{caller.tenant}/{caller.name}", caller.rate, cost=cost, spent=spent
    )
    if too_soon is not None:
        raise ServiceError(
            kind=ErrorKind.EXHAUSTED,
            reason="RATE_LIMITED",
            message=f"The {caller.name} makes more requests than it may; wait a little.",
            retry_after=too_soon.seconds,
        )


async def caller_of(request: Request) -> Caller:
    """Return the caller that the route has authorised."""
    caller: Caller = request.state.caller
    return caller


Authorised = Annotated[Caller, Depends(caller_of)]


async def _caller(request: Request) -> Caller:
    access: Access = request.app.state.access
    bearer = _bearer(request)
    presented = bearer or request.headers.get("x-api-key", "").strip()
    if not presented:
        raise _unauthenticated(
            "Give an API key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'.", challenge=""
        )
    # Starlette reads headers as Latin-1; this gives back the bytes as they came.
    key = access.keys.find(digest_of(presented.encode("latin-1")))
    if key is not None:
        return _holder_of(key, request)
    if access.tokens is None or not looks_like_token(bearer):
        raise _unauthenticated("This API key is not known.")
    try:
        return await access.tokens.caller_of(bearer)
    except TokenError as error:
        raise _unauthenticated(str(error)) from error


def _holder_of(key: ApiKey, request: Request) -> Caller:
    if key.loopback_only and not _from_this_machine(request):
        raise _unauthenticated("The development key works from this machine only.")
    return _with_key(key)


@lru_cache(maxsize=1024)
def _with_key(key: ApiKey) -> Caller:
    return Caller(name=f"key '{key.name}'", tenant=key.tenant, scopes=key.scopes, rate=key.rate)


def _bearer(request: Request) -> str:
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    return credential.strip() if scheme.lower() == "bearer" else ""


def _from_this_machine(request: Request) -> bool:
    # A proxy on this machine makes everybody look local.
    if not _FORWARDED.isdisjoint([name for name, _ in request.scope["headers"]]):
        return False
    return request.client is not None and is_loopback(request.client.host)


def _unauthenticated(message: str, *, challenge: str = "invalid_token") -> ServiceError:
    return ServiceError(
        kind=ErrorKind.UNAUTHENTICATED,
        reason="UNAUTHENTICATED",
        message=message,
        # What RFC 6750 has for a key or token that was given and is not valid.
        metadata={"challenge": challenge} if challenge else {},
    )


def _forbidden(caller: Caller, scope: Scope) -> ServiceError:
    return ServiceError(
        kind=ErrorKind.FORBIDDEN,
        reason="FORBIDDEN",
        message=f"The {caller.name} lacks the scope '{scope}'.",
        metadata={"scope": scope},
    )
