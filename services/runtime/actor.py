"""Who makes a change: sent along as gRPC metadata, so that services can write it into their audit rows.

Not for permissions: the process that sends it has decided already, and the services believe it.
"""

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

KIND: Final = "svar-actor-kind"
ID: Final = "svar-actor-id"
NAME: Final = "svar-actor-name"
ADDRESS: Final = "svar-actor-address"
_ALL: Final = frozenset((KIND, ID, NAME, ADDRESS))
LONGEST: Final = 128
"""Characters of an id or a name; what is longer is cut, since both may come from outside."""

Metadata = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who makes a change. `kind` is `key`, `token` or `person`; the id is stable, the name is for people.

    `address` is that of the network which the request came from, empty where it is not known.
    """

    kind: str
    id: str
    name: str
    address: str = ""


def to_metadata(actor: Actor | None) -> Metadata:
    """Return what travels, in ASCII whatever the name; nothing for nobody.

    >>> to_metadata(Actor(kind="key", id="454d54a5", name="Kø 1"))
    (('svar-actor-kind', 'key'), ('svar-actor-id', '454d54a5'), ('svar-actor-name', 'K%C3%B8%201'))
    """
    if actor is None:
        return ()
    named = (
        (KIND, _written(actor.kind)),
        (ID, _written(actor.id)),
        (NAME, _written(actor.name)),
    )
    return (*named, (ADDRESS, _written(actor.address))) if actor.address else named


def from_metadata(metadata: Iterable[tuple[str, str | bytes]]) -> Actor | None:
    """Return who makes the change, None where nobody is named.

    >>> from_metadata((("svar-actor-kind", "key"), ("svar-actor-name", "K%C3%B8%201")))
    Actor(kind='key', id='', name='Kø 1', address='')
    """
    found = {name: _read(value) for name, value in metadata if name in _ALL}
    if not found.get(KIND):
        return None
    return Actor(
        kind=found[KIND],
        id=found.get(ID, ""),
        name=found.get(NAME, ""),
        address=found.get(ADDRESS, ""),
    )


_current: Final[ContextVar[Actor | None]] = ContextVar("svar_actor", default=None)


def bind_actor(actor: Actor | None) -> None:
    """Say who acts from here on, in this task or thread."""
    _current.set(actor)


def current_actor() -> Actor | None:
    """Return who acts in this task or thread, None for nobody."""
    return _current.get()


def acting_name() -> str:
    """Return the name of who acts in this task or thread, "" for nobody."""
    actor = current_actor()
    return actor.name if actor else ""


def _written(text: str) -> str:
    # A lone surrogate has no UTF-8, and no audit row can hold it.
    return quote(text[:LONGEST].encode("utf-8", "replace"), safe="!#$&'()*+,-./:;<=>?@[]^_`{|}~")


def _read(value: str | bytes) -> str:
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else value
    return unquote(text)[:LONGEST].replace("\x00", "")
