"""What a page is given: the request, who makes it, the words of their language, and the services."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from services.access.scopes import Scope
from services.console.calls.clients import Clients
from services.console.calls.feed import Feed
from services.console.http.form import Form
from services.console.http.links import Link, links_for
from services.console.http.rendering import Rendering
from services.console.sign_in.people import Person
from services.console.words.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request of somebody who may make it. `token` goes into forms; `form` is what was sent."""

    request: Request
    person: Person
    words: Words
    services: Clients
    rendering: Rendering
    feed: Feed
    is_stopping: Callable[[], bool]
    token: str
    form: Form

    @property
    def tenant(self) -> str:
        """Whose everything is."""
        return self.person.caller.tenant

    def may(self, scope: Scope) -> bool:
        """Return True when the person has a right."""
        return self.person.caller.may(scope)

    @property
    def here(self) -> str:
        """The address of this page, with its parameters."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def links(self) -> tuple[Link, ...]:
        """Return the main pages that the person may open."""
        return links_for(self.person.caller)

    def is_at(self, link: Link) -> bool:
        """Return True when this page belongs to a main one."""
        return link.leads_to(self.request.url.path)

    def path(self, name: str) -> str:
        """Return a part of the address, such as a survey's id."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """Return a parameter of the address, "" for none."""
        return self.request.query_params.get(name, "").strip()

    def html(self, template: str, **values: Any) -> str:
        """Return a rendered template, or a part of a page."""
        return self.rendering.html(template, words=self.words, asked=self, **values)

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """Answer with a page."""
        return HTMLResponse(self.html(template, **values), status_code=status)

    def json(self, **values: Any) -> Response:
        """Answer a script."""
        return JSONResponse(values)

    def go(self, address: str) -> Response:
        """Answer a form that was sent by leading to a page."""
        return RedirectResponse(address, status_code=303)
