"""Somebody who was let in, by an API key or by a token, and what they may do."""

from dataclasses import dataclass

from services.access.keys import Scope
from services.access.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Sees only what is the tenant's. `name` is for people; `rate` is None where the default holds."""

    name: str
    tenant: str
    scopes: frozenset[Scope]
    rate: Rate | None = None

    def may(self, scope: Scope) -> bool:
        """Whether the caller may do what needs this scope.

        >>> Caller(name="key 'a'", tenant="t", scopes=frozenset({Scope.ADMIN})).may(Scope.SEND)
        True
        """
        return bool(self.scopes & {scope, Scope.ADMIN})
