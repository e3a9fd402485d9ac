"""Stands before every page: who is there, what they may do, whether they mean it, what went wrong."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.access.rates import RateLimits
from services.access.scopes import Scope
from services.console.calls.clients import Clients
from services.console.calls.feed import Feed
from services.console.http.asked import Asked
from services.console.http.failures import SCRIPT, answer, failure_of
from services.console.http.form import Form, read_form
from services.console.http.origin import is_foreign
from services.console.http.rendering import Rendering
from services.console.sign_in.people import People, Person
from services.console.words.catalogue import Words, language_for, words_in
from services.runtime.actor import Actor, bind_actor
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.ids import new_id
from services.runtime.logs import get_logger

log = get_logger(__name__)

Handle = Callable[[Asked], Awaitable[Response]]
TOKEN: Final = "token"
"""The field of a form, and `x-svar-token` the header of a script, that carry the visit's token."""
LANGUAGE: Final = "svar-language"
"""The cookie that keeps the language chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What the guard knows of the process."""

    people: People
    services: Clients
    rendering: Rendering
    rates: RateLimits
    feed: Feed
    is_stopping: Callable[[], bool]
    url: str


def words_for(request: Request) -> Words:
    """Return the words for whoever asks."""
    chosen = request.cookies.get(LANGUAGE, "")
    return words_in(language_for(chosen, request.headers.get("accept-language", "")))


def guarded(handle: Handle, rights: tuple[Scope, ...]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a page that takes one of some rights; none for whoever is signed in."""

    async def endpoint(request: Request) -> Response:
        door: Door = request.app.state.door
        request_id = new_id()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        words = words_for(request)
        person = door.people.of(request)
        bind_actor(_actor(person, request))
        try:
            if person is None:
                return _to_sign_in(request, words)
            _require_right(person, rights, words)
            _charge(door.rates, person)
            form = await _form_of(request, door, person)
            response = await handle(
                Asked(
                    request=request,
                    person=person,
                    words=words,
                    services=door.services,
                    rendering=door.rendering,
                    feed=door.feed,
                    is_stopping=door.is_stopping,
                    token=door.people.token(person),
                    form=form,
                )
            )
            door.people.renew(response, person)
        except ServiceError as error:
            failure = failure_of(error, words)
        except Exception:
            log.exception("page failed", path=request.scope.get("path", ""))
            failure = failure_of(_inside(), words)
        else:
            return response
        return answer(
            failure, request, words=words, rendering=door.rendering, request_id=request_id
        )

    return endpoint


def _actor(person: Person | None, request: Request) -> Actor | None:
    """Who acts, with the address that the connection comes from."""
    if person is None:
        return None
    address = request.client.host if request.client else ""
    return replace(person.caller.actor, address=address)


def _to_sign_in(request: Request, words: Words) -> Response:
    if request.method != "GET" or request.headers.get(SCRIPT):
        raise ServiceError(
            kind=ErrorKind.UNAUTHENTICATED,
            reason="UNAUTHENTICATED",
            message=words("failures.unauthenticated.sentence"),
        )
    url = request.url
    wanted = f"{url.path}?{url.query}" if url.query else url.path
    return RedirectResponse(f"/sign-in?next={quote(wanted, safe='/')}", status_code=303)


def _require_right(person: Person, rights: tuple[Scope, ...], words: Words) -> None:
    if rights and person.caller.scopes.isdisjoint(rights):
        missing = words.named("rights", rights[0].value)
        raise ServiceError(
            kind=ErrorKind.FORBIDDEN,
            reason="FORBIDDEN",
            message=words("failures.forbidden.missing", right=missing),
        )


def _charge(rates: RateLimits, person: Person) -> None:
    too_soon = rates.charge(person.caller.account, None)
    if too_soon is not None:
        raise ServiceError(
            kind=ErrorKind.EXHAUSTED,
            reason="RATE_LIMITED",
            message="",
            retry_after=too_soon.seconds,
        )


async def _form_of(request: Request, door: Door, person: Person) -> Form:
    """Read the form of a changing request, which must come from a page of this visit."""
    if request.method in ("GET", "HEAD"):
        return Form(())
    if is_foreign(request, door.url):
        raise _not_from_here()
    form = await read_form(request)
    token = request.headers.get("x-svar-token") or form.text(TOKEN)
    if not door.people.is_token(person, token):
        raise _not_from_here()
    return form


def _not_from_here() -> ServiceError:
    return ServiceError(
        kind=ErrorKind.FORBIDDEN,
        reason="NOT_FROM_HERE",
        message="This did not come from a page of this visit. Load the page again.",
    )


def _inside() -> ServiceError:
    return ServiceError(kind=ErrorKind.INTERNAL, reason="INTERNAL", message="")
