"""The main navigation: it leads only to what is there, and to what the person may open."""

from dataclasses import dataclass
from typing import Final

from services.access.caller import Caller
from services.access.scopes import Scope

SEE_SURVEYS: Final = (Scope.SURVEYS, Scope.RESULTS, Scope.SEND, Scope.PUBLISH)
"""Rights of which one is enough to see surveys; the first is the one that is said to be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One main page. `key` is what is typed after `g` to get there."""

    name: str
    address: str
    key: str
    rights: tuple[Scope, ...]

    def leads_to(self, path: str) -> bool:
        """Return True for a page that belongs to this one."""
        return path == self.address or path.startswith(self.address + "/")


MAIN: Final = (
    Link(name="surveys", address="/surveys", key="s", rights=SEE_SURVEYS),
    Link(name="conversations", address="/conversations", key="c", rights=(Scope.RESULTS,)),
    Link(name="results", address="/results", key="r", rights=(Scope.RESULTS,)),
    Link(name="contacts", address="/contacts", key="k", rights=(Scope.CONTACTS,)),
    Link(name="sms", address="/sms", key="m", rights=(Scope.OPERATIONS,)),
    Link(name="settings", address="/settings", key="e", rights=tuple(Scope)),
)


def links_for(caller: Caller) -> tuple[Link, ...]:
    """Return the main pages that somebody may open."""
    return tuple(link for link in MAIN if not caller.scopes.isdisjoint(link.rights))
