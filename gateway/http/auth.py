"""Who calls, whether they may, and how often (`gateway/README.md`), as HTTP has it.

Keys, tokens and counting themselves are `services.access`.
"""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import Depends, Request

from gateway.http.envelope import operation_of
from services.access.access import Access
from services.access.caller import Caller
from services.access.keys import ApiKey, digest_of, holder_of
from services.access.oidc.tokens import looks_like_token
from services.access.refusals import Reason, RefusedError
from services.access.scopes import Scope
from services.runtime.actor import bind_actor
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.loopback import is_local_host, is_loopback

_FORWARDED: Final = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


async def authorise(request: Request, scope: Scope) -> Caller:
    """Return the caller, who acts in this task from here on, and count the request.

    Raises UNAUTHENTICATED without a valid key or token, FORBIDDEN without the scope, RATE_LIMITED
    for one request too many.
    """
    access: Access = request.app.state.access
    try:
        caller = await _caller(request, access)
    except RefusedError as refused:
        access.refusals.note(
            refused.reason, address=_address(request), operation=operation_of(request.scope)
        )
        raise _unauthenticated(refused) from refused
    if not caller.may(scope):
        access.refusals.note(
            Reason.SCOPE, scope=scope.value, caller=caller.title, tenant=caller.tenant
        )
        raise _forbidden(caller, scope)
    charge(request, caller)
    bind_actor(replace(caller.actor, address=_address(request)))
    return caller


def charge(request: Request, caller: Caller, *, cost: int = 1, spent: int = 0) -> None:
    """Count a request as `cost` requests; `spent` of it are counted already. Raises RATE_LIMITED."""
    access: Access = request.app.state.access
    too_soon = access.rates.charge(caller.account, caller.rate, cost=cost, spent=spent)
    if too_soon is not None:
        raise ServiceError(
            kind=ErrorKind.EXHAUSTED,
            reason="RATE_LIMITED",
            message=f"The {caller.title} makes more requests than it may; wait a little.",
            retry_after=too_soon.seconds,
        )


async def caller_of(request: Request) -> Caller:
    """Return the caller that the route has authorised."""
    caller: Caller = request.state.caller
    return caller


Authorised = Annotated[Caller, Depends(caller_of)]


async def _caller(request: Request, access: Access) -> Caller:
    bearer = _bearer(request)
    presented = bearer or request.headers.get("x-api-key", "").strip()
    if not presented:
        raise RefusedError(
            Reason.NO_KEY, "Give an API key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'."
        )
    # Starlette reads headers as Latin-1; this gives back the bytes as they came.
    key = access.keys.find(digest_of(presented.encode("latin-1")))
    if key is not None:
        _require_place(key, request)
        return holder_of(key)
    if access.tokens is None or not looks_like_token(bearer):
        raise RefusedError(Reason.UNKNOWN_KEY, "This API key is not known.")
    return await access.tokens.caller_of(bearer)


def _require_place(key: ApiKey, request: Request) -> None:
    if key.loopback_only and not _from_this_machine(request):
        raise RefusedError(
            Reason.NOT_FROM_HERE,
            "The development key works from this machine only, and under a name of it: localhost, "
            "127.0.0.1 or [::1].",
        )


def _bearer(request: Request) -> str:
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    return credential.strip() if scheme.lower() == "bearer" else ""


def _from_this_machine(request: Request) -> bool:
    # A proxy on this machine makes everybody look local.
    if not _FORWARDED.isdisjoint([name for name, _ in request.scope["headers"]]):
        return False
    if not is_local_host(request.headers.get("host", "")):
        return False
    return request.client is not None and is_loopback(request.client.host)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _unauthenticated(refused: RefusedError) -> ServiceError:
    # What RFC 6750 has for a key or token that was given and is not valid.
    given = refused.reason is not Reason.NO_KEY
    return ServiceError(
        kind=ErrorKind.UNAUTHENTICATED,
        reason="UNAUTHENTICATED",
        message=str(refused),
        metadata={"challenge": "invalid_token"} if given else {},
    )


def _forbidden(caller: Caller, scope: Scope) -> ServiceError:
    return ServiceError(
        kind=ErrorKind.FORBIDDEN,
        reason="FORBIDDEN",
        message=f"The {caller.title} lacks the scope '{scope}'.",
        metadata={"scope": scope},
    )
