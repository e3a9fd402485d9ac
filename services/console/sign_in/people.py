"""Signs people in by a key, and tells who is there by their cookie."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from services.access.access import Access
from services.access.caller import Caller
from services.access.keys import ApiKey, digest_of, holder_of
from services.access.scopes import Scope
from services.console.sign_in.seals import Seals
from services.console.sign_in.visit import LONGEST_SECONDS, Visit, read, written
from services.runtime.actor import Actor
from services.runtime.loopback import is_local_host, is_loopback

_PURPOSE: Final = "visit"
_KIND: Final = "person"
_LONGEST: Final = 128
"""Characters of a name; the cookie must stay small."""
_FORWARDED: Final = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is signed in: what they may do, and the visit."""

    caller: Caller
    visit: Visit


class People:
    """Makes and reads the cookie of a visit."""

    def __init__(
        self,
        access: Access,
        seals: Seals,
        *,
        url: str,
        with_issuer: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`url` is the console's own as people see it; with https, cookies are `Secure`."""
        self._access = access
        self._seals = seals
        self._now = now
        self._with_issuer = with_issuer
        self._secure = urlsplit(url).scheme == "https"
        # The prefix makes browsers refuse the cookie from any other host, or without TLS (RFC 6265bis).
        self.cookie = "__Host-svar-visit" if self._secure else "svar-visit"

    def sign_in(self, typed: str, request: Request) -> Person | None:
        """Return who holds a key, at the begin of a visit; None for a key that lets nobody in here."""
        key = self._access.keys.find(digest_of(typed.encode("utf-8", "replace")))
        if key is None or not _fits_place(key, request):
            return None
        now = int(self._now())
        visit = Visit(id=secrets.token_urlsafe(16), digest=key.digest, since=now, used=now)
        return Person(caller=holder_of(key), visit=visit)

    def let_in(self, caller: Caller) -> Person:
        """Return somebody whom the issuer has sent, at the begin of a visit."""
        now = int(self._now())
        visit = Visit(
            id=secrets.token_urlsafe(16),
            since=now,
            used=now,
            holder=caller.actor.id[:_LONGEST],
            name=caller.actor.name[:_LONGEST],
            tenant=caller.tenant,
            scopes=tuple(sorted(caller.scopes)),
        )
        return Person(caller=_sent(visit), visit=visit)

    def of(self, request: Request) -> Person | None:
        """Return who is there, None where nobody is or the visit is over."""
        content = self._seals.open(request.cookies.get(self.cookie, ""), purpose=_PURPOSE)
        visit = read(content) if content else None
        if visit is None or visit.is_over(int(self._now())):
            return None
        if not visit.digest:
            return Person(caller=_sent(visit), visit=visit) if self._with_issuer else None
        # A key that has left the file ends the visit; one with other scopes changes what it may do.
        key = self._access.keys.find(visit.digest)
        if key is None or not _fits_place(key, request):
            return None
        return Person(caller=holder_of(key), visit=visit)

    def remember(self, response: Response, person: Person) -> None:
        """Write the cookie of a visit that begins, or whose last use is to be noted."""
        visit = person.visit.used_at(int(self._now()))
        response.set_cookie(
            self.cookie,
            self._seals.seal(written(visit), purpose=_PURPOSE),
            max_age=LONGEST_SECONDS,
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def renew(self, response: Response, person: Person) -> None:
        """Note the last use, once a minute."""
        if person.visit.is_to_renew(int(self._now())):
            self.remember(response, person)

    def forget(self, response: Response) -> None:
        """Take the cookie away."""
        response.delete_cookie(
            self.cookie, path="/", secure=self._secure, httponly=True, samesite="lax"
        )

    def token(self, person: Person) -> str:
        """Return what every changing request of the visit must carry."""
        return self._seals.sign(person.visit.id)

    def is_token(self, person: Person, token: str) -> bool:
        """Return True for the token of this visit."""
        return self._seals.is_signed(person.visit.id, token)


def _sent(visit: Visit) -> Caller:
    actor = Actor(kind=_KIND, id=visit.holder, name=visit.name)
    known = {one.value: one for one in Scope}
    scopes = frozenset(known[one] for one in visit.scopes if one in known)
    return Caller(actor=actor, tenant=visit.tenant, scopes=scopes)


def _fits_place(key: ApiKey, request: Request) -> bool:
    if not key.loopback_only:
        return True
    # A proxy on this machine makes everybody look local.
    if not _FORWARDED.isdisjoint([name for name, _ in request.scope["headers"]]):
        return False
    here = request.client is not None and is_loopback(request.client.host)
    return here and is_local_host(request.headers.get("host", ""))
