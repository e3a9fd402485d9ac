"""`/contacts`: one phone looked up, and what can be done for the person behind it.

The number is typed whole each time and travels in forms only: it stands in no address, so in no history and
no log.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from starlette.responses import Response
from svar.sessions.v1 import contact_service_pb2 as pb
from svar.sessions.v1 import session_service_pb2

from services.access.scopes import Scope
from services.console.http.asked import Asked
from services.console.pages.sessions import row_of
from services.console.pages.survey_names import NAMES
from services.runtime.async_client import WRITE_SECONDS, call, current_request_id
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.masking import mask_phone

_SESSIONS: Final = 50


async def ask(asked: Asked) -> Response:
    """Ask for the number."""
    return asked.page("contacts.html", phone="", seen=None, problem="")


async def look_up(asked: Asked) -> Response:
    """Show how a phone stands, after what a button of the page asks for: a change, or erasing."""
    if "again" in asked.form:
        return await _erase(asked)
    what = asked.form.text("change")
    if what not in _CHANGES:
        return await _shown(asked)
    await _CHANGES[what](asked, _phone(asked, "phone"))
    return await _shown(asked, said=asked.words(f"contacts.said.{what}"))


async def _erase(asked: Asked) -> Response:
    """Erase everything about a phone, when its number was typed again."""
    if _phone(asked, "again") != _phone(asked, "phone"):
        return await _shown(asked, problem=asked.words("contacts.not_the_same"))
    request = pb.EraseContactRequest(
        tenant=asked.tenant, request_id=current_request_id(), phone=_phone(asked, "phone")
    )
    erased = await call(asked.services.contacts.EraseContact, request, timeout=_ERASE_SECONDS)
    return await _shown(asked, erased=erased)


_ERASE_SECONDS: Final = 30.0
"""Sessions, messages and files of a person who was asked often."""


async def _shown(
    asked: Asked, *, said: str = "", problem: str = "", erased: Any = None
) -> Response:
    phone = _phone(asked, "phone")
    try:
        seen = await _seen(asked, phone)
    except ServiceError as error:
        if error.kind is not ErrorKind.INVALID:
            raise
        return asked.page(
            "contacts.html",
            phone=phone,
            seen=None,
            problem=asked.words("contacts.no_phone"),
            status=400,
        )
    return asked.page(
        "contacts.html",
        phone=phone,
        masked=mask_phone(phone),
        seen=seen,
        said=said,
        erased=erased,
        problem=problem,
        status=400 if problem else 200,
    )


async def _seen(asked: Asked, phone: str) -> dict[str, Any]:
    """How the phone stands, and its sessions where somebody may see those."""
    standing = call(
        asked.services.contacts.GetContact, pb.GetContactRequest(tenant=asked.tenant, phone=phone)
    )
    found, rows = await asyncio.gather(standing, _sessions(asked, phone))
    return {"standing": found, "rows": rows, "most": _SESSIONS}


async def _sessions(asked: Asked, phone: str) -> Any:
    if not asked.may(Scope.RESULTS):
        return None
    request = session_service_pb2.ListSessionsRequest(
        tenant=asked.tenant, identifier=phone, page_size=_SESSIONS, mask=True
    )
    listed = (await call(asked.services.sessions.ListSessions, request)).sessions
    names = await NAMES.of(asked, (one.survey_id for one in listed))
    return [row_of(one, survey=names[one.survey_id]) for one in listed]


def _phone(asked: Asked, field: str) -> str:
    """The number as people type it, without blanks, hyphens and parentheses, and with + for 00."""
    typed = "".join(one for one in asked.form.text(field) if one not in " \u00a0-()")[:50]
    return f"+{typed[2:]}" if typed.startswith("00") else typed


async def _opt_out(asked: Asked, phone: str) -> None:
    request = pb.AddOptOutRequest(tenant=asked.tenant, request_id=_id(), phone=phone)
    await call(asked.services.contacts.AddOptOut, request, timeout=WRITE_SECONDS)


async def _opt_in(asked: Asked, phone: str) -> None:
    request = pb.RemoveOptOutRequest(tenant=asked.tenant, request_id=_id(), phone=phone)
    await call(asked.services.contacts.RemoveOptOut, request, timeout=WRITE_SECONDS)


async def _deny(asked: Asked, phone: str) -> None:
    request = pb.DenyPhoneRequest(tenant=asked.tenant, request_id=_id(), phone=phone)
    await call(asked.services.contacts.DenyPhone, request, timeout=WRITE_SECONDS)


async def _allow(asked: Asked, phone: str) -> None:
    request = pb.AllowPhoneRequest(tenant=asked.tenant, request_id=_id(), phone=phone)
    await call(asked.services.contacts.AllowPhone, request, timeout=WRITE_SECONDS)


def _id() -> str:
    return current_request_id()


_CHANGES: Final[Mapping[str, Callable[[Asked, str], Awaitable[None]]]] = {
    "opt_out": _opt_out,
    "opt_in": _opt_in,
    "deny": _deny,
    "allow": _allow,
}
