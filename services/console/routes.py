"""Every address of the console, and the rights that each takes: the one table that tests walk."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from services.access.scopes import Scope
from services.console.http.asked import Asked
from services.console.http.guard import Handle, guarded
from services.console.http.links import SEE_SURVEYS, links_for
from services.console.pages import surveys
from services.runtime.errors import not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One address. Of `rights` one is enough; none for whoever is signed in."""

    path: str
    handle: Handle
    rights: tuple[Scope, ...] = ()
    method: str = "GET"


async def _first(asked: Asked) -> Response:
    links = links_for(asked.person.caller)
    if not links:
        raise not_found("NOTHING", "")
    return asked.go(links[0].address)


_EDIT = (Scope.SURVEYS,)

PAGES: tuple[Page, ...] = (
    Page(path="/", handle=_first),
    Page(path="/surveys", handle=surveys.list_surveys, rights=SEE_SURVEYS),
    Page(path="/surveys/new", handle=surveys.ask_new, rights=_EDIT),
    Page(path="/surveys/new", handle=surveys.create, rights=_EDIT, method="POST"),
)


def routes() -> Sequence[Route]:
    """Return them as the application takes them."""
    return [
        Route(page.path, guarded(page.handle, page.rights), methods=[page.method]) for page in PAGES
    ]
