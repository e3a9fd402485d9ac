"""Somebody who was let in, by an API key or by a token, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from services.access.rates import Rate
from services.access.scopes import Scope
from services.runtime.actor import Actor


class CallerKind(StrEnum):
    """By what a caller was let in; written into audit rows."""

    KEY = "key"
    TOKEN = "token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Sees only what is the tenant's. `rate` is None where the default holds."""

    actor: Actor
    tenant: str
    scopes: frozenset[Scope]
    rate: Rate | None = None

    @property
    def title(self) -> str:
        """What people call the caller: `key 'flow'`."""
        return f"{self.actor.kind} '{self.actor.name}'"

    @property
    def account(self) -> str:
        """What the caller's requests are counted under, the same for as long as the key or holder is."""
        return f"{self.tenant}/{self.actor.kind}/{self.actor.id}"

    def may(self, scope: Scope) -> bool:
        """Return True when the caller may do what needs this scope."""
        return scope in self.scopes
