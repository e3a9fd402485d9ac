"""What a key or token may be used for (`gateway/README.md`)."""

from collections.abc import Container, Iterable
from enum import StrEnum


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


Tenants = Container[str]


class _Every:
    def __contains__(self, tenant: object) -> bool:
        return True


def tenants_named(written: str) -> Tenants:
    """Read names of tenants with commas between; `*` is every tenant.

    >>> "acme" in tenants_named("acme, globex"), "acme" in tenants_named(""), "acme" in tenants_named("*")
    (True, False, True)
    """
    names = frozenset(name.strip() for name in written.split(","))
    return _Every() if "*" in names else names - {""}


def granted(named: Iterable[Scope], *, publish_apart: bool = False) -> frozenset[Scope]:
    """Return the scopes named, with those that they hold.

    `surveys` holds `publish`, which was a part of it before it had a scope, unless the tenant keeps them
    apart.

    >>> sorted(granted({Scope.SURVEYS}))
    [<Scope.PUBLISH: 'publish'>, <Scope.SURVEYS: 'surveys'>]
    >>> sorted(granted({Scope.SURVEYS}, publish_apart=True))
    [<Scope.SURVEYS: 'surveys'>]
    """
    scopes = frozenset(named)
    if Scope.ADMIN in scopes:
        return frozenset(Scope)
    return scopes | {Scope.PUBLISH} if Scope.SURVEYS in scopes and not publish_apart else scopes
