"""Every address of the console, and the rights that each takes: the one table that tests walk."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from services.access.scopes import Scope
from services.console.http.asked import Asked
from services.console.http.guard import Handle, guarded
from services.console.http.links import SEE_SURVEYS, links_for
from services.console.pages import (
    audit,
    contacts,
    conversations,
    editor,
    flow,
    handset,
    importing,
    live,
    numbers,
    preferences,
    results,
    send,
    sms,
    surveys,
    versions,
    webhooks,
    week,
)
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


async def _visit(asked: Asked) -> Response:
    """Give a script the token of a visit that began while its page stood open."""
    return asked.json(token=asked.token)


_EDIT = (Scope.SURVEYS,)
_PUBLISH = (Scope.PUBLISH,)
_RESULTS = (Scope.RESULTS,)
_SEND = (Scope.SEND,)
_NUMBERS = (Scope.NUMBERS,)
_CONTACTS = (Scope.CONTACTS,)
_OPERATIONS = (Scope.OPERATIONS,)

PAGES: tuple[Page, ...] = (
    Page(path="/", handle=_first),
    Page(path="/surveys", handle=surveys.list_surveys, rights=SEE_SURVEYS),
    Page(path="/surveys/new", handle=surveys.ask_new, rights=_EDIT),
    Page(path="/surveys/new", handle=surveys.create, rights=_EDIT, method="POST"),
    Page(path="/surveys/week", handle=week.figures_of_week, rights=_RESULTS),
    Page(path="/surveys/import", handle=importing.import_file, rights=_EDIT, method="POST"),
    Page(path="/surveys/{survey}", handle=editor.show, rights=SEE_SURVEYS),
    Page(path="/surveys/{survey}/copy", handle=surveys.copy, rights=_EDIT, method="POST"),
    Page(path="/surveys/{survey}/look", handle=editor.look, rights=SEE_SURVEYS, method="POST"),
    Page(path="/surveys/{survey}/draft", handle=editor.save, rights=_EDIT, method="POST"),
    Page(path="/surveys/{survey}/discard", handle=editor.discard, rights=_EDIT, method="POST"),
    Page(path="/surveys/{survey}/differences", handle=editor.compare, rights=_EDIT, method="POST"),
    Page(path="/surveys/{survey}/publish", handle=editor.ask_publish, rights=_PUBLISH),
    Page(path="/surveys/{survey}/publish", handle=editor.publish, rights=_PUBLISH, method="POST"),
    Page(path="/surveys/{survey}/flow", handle=flow.show, rights=SEE_SURVEYS),
    Page(path="/surveys/{survey}/versions", handle=versions.show, rights=SEE_SURVEYS),
    Page(path="/surveys/{survey}/restore", handle=versions.restore, rights=_EDIT, method="POST"),
    Page(path="/surveys/{survey}/pause", handle=editor.pause, rights=_PUBLISH, method="POST"),
    Page(path="/surveys/{survey}/resume", handle=editor.resume, rights=_PUBLISH, method="POST"),
    Page(path="/surveys/{survey}/archive", handle=editor.archive, rights=_PUBLISH, method="POST"),
    Page(path="/conversations", handle=conversations.show_list, rights=_RESULTS),
    Page(path="/conversations/part", handle=conversations.part_of_list, rights=_RESULTS),
    Page(path="/conversations/{session}", handle=conversations.show, rights=_RESULTS),
    Page(path="/conversations/{session}/part", handle=conversations.part, rights=_RESULTS),
    Page(
        path="/conversations/{session}/cancel",
        handle=conversations.cancel,
        rights=_SEND,
        method="POST",
    ),
    Page(
        path="/conversations/{session}/number",
        handle=numbers.show,
        rights=_NUMBERS,
        method="POST",
    ),
    Page(
        path="/conversations/{session}/phone",
        handle=numbers.open_phone,
        rights=_NUMBERS,
        method="POST",
    ),
    Page(path="/phones/{phone}", handle=handset.show, rights=_SEND),
    Page(path="/phones/{phone}/part", handle=handset.part, rights=_SEND),
    Page(path="/phones/{phone}", handle=handset.reply, rights=_SEND, method="POST"),
    Page(path="/live", handle=live.stream, rights=(Scope.RESULTS, Scope.SEND)),
    Page(path="/send", handle=send.ask, rights=_SEND),
    Page(path="/send", handle=send.send, rights=_SEND, method="POST"),
    Page(path="/surveys/{survey}/results", handle=results.of_survey, rights=_RESULTS),
    Page(path="/results", handle=results.show, rights=_RESULTS),
    Page(path="/results/export/{format}", handle=results.export, rights=_RESULTS),
    Page(path="/contacts", handle=contacts.ask, rights=_CONTACTS),
    Page(path="/contacts", handle=contacts.look_up, rights=_CONTACTS, method="POST"),
    Page(path="/sms", handle=sms.show, rights=_OPERATIONS),
    Page(path="/sms/circuit", handle=sms.set_circuit, rights=_OPERATIONS, method="POST"),
    Page(path="/sms/retry", handle=sms.retry, rights=_OPERATIONS, method="POST"),
    Page(path="/settings", handle=preferences.show),
    Page(path="/settings/audit", handle=audit.show, rights=(Scope.ADMIN,)),
    Page(path="/settings/webhooks", handle=webhooks.show_list, rights=(Scope.ADMIN,)),
    Page(path="/settings/webhooks", handle=webhooks.create, rights=(Scope.ADMIN,), method="POST"),
    Page(path="/settings/webhooks/{webhook}", handle=webhooks.show, rights=(Scope.ADMIN,)),
    Page(
        path="/settings/webhooks/{webhook}",
        handle=webhooks.change,
        rights=(Scope.ADMIN,),
        method="POST",
    ),
    Page(path="/visit", handle=_visit),
)


def routes() -> Sequence[Route]:
    """Return them as the application takes them."""
    return [
        Route(page.path, guarded(page.handle, page.rights), methods=[page.method]) for page in PAGES
    ]
