"""Signing in and out, and the language: the pages that need nobody to be signed in."""

from typing import Final
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.access.keys_file import FileKeys
from services.console.http.failures import answer, failure_of
from services.console.http.form import Form, read_form
from services.console.http.guard import LANGUAGE, Door, words_for
from services.console.http.origin import is_foreign
from services.console.sign_in.attempts import FailedSignIns
from services.console.sign_in.issuer import BACK, LONGEST_SECONDS, IssuerSignIn, SignInFailed
from services.console.words.catalogue import LANGUAGES, Words
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.ids import new_id
from services.runtime.logs import get_logger

log = get_logger(__name__)

_BEGUN: Final = "svar-sign-in"
"""The cookie of a sign-in that has gone to the issuer."""


class Visiting:
    """The pages before anybody is there."""

    def __init__(
        self,
        *,
        failed: FailedSignIns,
        development: bool,
        issuer: IssuerSignIn | None = None,
        by_key: bool = True,
    ) -> None:
        """`development` is True where the development key lets people in."""
        self._failed = failed
        self._development = development
        self._issuer = issuer
        self._by_key = by_key

    async def ask(self, request: Request) -> Response:
        """Ask for the key."""
        return self._page(request, words_for(request), next_page=_next(request))

    async def sign_in(self, request: Request) -> Response:
        """Begin a visit with a key, or say that it lets nobody in."""
        door: Door = request.app.state.door
        words = words_for(request)
        form = await _form(request, door, words)
        if isinstance(form, Response):
            return form
        if not self._by_key:
            return self._page(request, words, problem="unknown", status=401)
        address = request.client.host if request.client else ""
        wait = self._failed.wait(address)
        if wait:
            page = self._page(request, words, problem="too_many", status=429)
            page.headers["Retry-After"] = str(max(1, round(wait)))
            return page
        person = door.people.sign_in(form.text("key"), request)
        if person is None:
            self._failed.note(address)
            log.warning("sign-in refused", address=address)
            next_page = form.text("next")
            return self._page(request, words, next_page=next_page, problem="unknown", status=401)
        response = RedirectResponse(local_address(form.text("next")), status_code=303)
        door.people.remember(response, person)
        log.info("signed in", actor=person.caller.actor.name, tenant=person.caller.tenant)
        return response

    async def to_issuer(self, request: Request) -> Response:
        """Lead to the issuer."""
        words = words_for(request)
        if self._issuer is None:
            return self._page(request, words, status=404)
        try:
            address, sealed = await self._issuer.begin(_next(request))
        except SignInFailed as failed:
            log.warning("issuer cannot be asked", reason=str(failed))
            return self._page(request, words, problem="issuer_down", status=503)
        response = RedirectResponse(address, status_code=303)
        door: Door = request.app.state.door
        response.set_cookie(
            _BEGUN,
            sealed,
            max_age=LONGEST_SECONDS,
            path=BACK,
            secure=door.url.startswith("https://"),
            httponly=True,
            samesite="lax",
        )
        return response

    async def from_issuer(self, request: Request) -> Response:
        """Begin the visit of somebody whom the issuer sends back."""
        door: Door = request.app.state.door
        words = words_for(request)
        if self._issuer is None:
            return self._page(request, words, status=404)
        given = request.query_params
        try:
            caller, wanted = await self._issuer.finish(
                sealed=request.cookies.get(_BEGUN, ""),
                state=given.get("state", ""),
                code=given.get("code", ""),
            )
        except SignInFailed as failed:
            log.warning("sign-in refused", reason=str(failed), error=given.get("error", "")[:100])
            return self._page(request, words, problem="issuer_refused", status=401)
        response = RedirectResponse(local_address(wanted), status_code=303)
        response.delete_cookie(_BEGUN, path=BACK)
        door.people.remember(response, door.people.let_in(caller))
        log.info("signed in", actor=caller.actor.name, tenant=caller.tenant)
        return response

    async def sign_out(self, request: Request) -> Response:
        """End the visit."""
        door: Door = request.app.state.door
        form = await _form(request, door, words_for(request))
        if isinstance(form, Response):
            return form
        response = RedirectResponse("/sign-in", status_code=303)
        door.people.forget(response)
        return response

    async def choose_language(self, request: Request) -> Response:
        """Remember the language of the interface."""
        form = await _form(request, request.app.state.door, words_for(request))
        if isinstance(form, Response):
            return form
        response = RedirectResponse(local_address(form.text("back")), status_code=303)
        if form.text("language") in LANGUAGES:
            year = 365 * 86_400
            chosen = form.text("language")
            response.set_cookie(LANGUAGE, chosen, max_age=year, httponly=True, samesite="lax")
        return response

    def _page(
        self,
        request: Request,
        words: Words,
        *,
        next_page: str = "",
        problem: str = "",
        status: int = 200,
    ) -> Response:
        door: Door = request.app.state.door
        html = door.rendering.html(
            "sign_in.html",
            words=words,
            asked=None,
            next=next_page,
            development=self._development,
            by_key=self._by_key,
            by_issuer=self._issuer is not None,
            problem=words(f"sign_in.{problem}") if problem else "",
        )
        return HTMLResponse(html, status_code=status)


def local_address(wanted: str) -> str:
    """Return an address of ours, whatever somebody has put into a link.

    >>> local_address("/surveys?state=draft"), local_address("//evil.example"), local_address("/\\\\e")
    ('/surveys?state=draft', '/', '/')
    """
    plain = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    return quote(wanted, safe="/?&=%:+,-._~") if plain else "/"


def _next(request: Request) -> str:
    return local_address(request.query_params.get("next", "/"))


async def _form(request: Request, door: Door, words: Words) -> Form | Response:
    request_id = new_id()
    structlog.contextvars.bind_contextvars(request_id=request_id)
    try:
        if is_foreign(request, door.url):
            raise ServiceError(
                kind=ErrorKind.FORBIDDEN, reason="NOT_FROM_HERE", message=words("failures.foreign")
            )
        return await read_form(request)
    except ServiceError as error:
        failure = failure_of(error, words)
        return answer(
            failure, request, words=words, rendering=door.rendering, request_id=request_id
        )


def is_development(keys: object) -> bool:
    """Return True where no file of keys says who may come in."""
    return not isinstance(keys, FileKeys)
