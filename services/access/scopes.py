"""What a key or token may be used for (`gateway/README.md`)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """A right; `admin` is all of them."""

    SEND = "send"
    SURVEYS = "surveys"
    PUBLISH = "publish"
    RESULTS = "results"
    CONTACTS = "contacts"
    NUMBERS = "numbers"
    OPERATIONS = "operations"
    ADMIN = "admin"


_HELD: Final[Mapping[Scope, frozenset[Scope]]] = {
    # Publishing was part of `surveys` before it had a scope; keys made then go on publishing.
    Scope.SURVEYS: frozenset({Scope.PUBLISH}),
    Scope.ADMIN: frozenset(Scope),
}


def granted(named: Iterable[Scope]) -> frozenset[Scope]:
    """Return the scopes named, with those that they hold.

    >>> sorted(granted({Scope.SURVEYS}))
    [<Scope.PUBLISH: 'publish'>, <Scope.SURVEYS: 'surveys'>]
    """
    scopes = frozenset(named)
    return scopes.union(*(_HELD.get(scope, frozenset()) for scope in scopes))
