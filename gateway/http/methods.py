"""Which methods an address answers: Starlette knows that of one route at a time only.

Used for the `Allow` header of 405. Where several addresses fit, the one with the fewest parameters
counts: `/surveys/check` is no survey called "check".
"""

import re
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.routing import Route, compile_path

from gateway.docs.openapi import describe

_METHODS = ("GET", "PUT", "POST", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A form of path, and the methods that it answers."""

    pattern: re.Pattern[str]
    parameters: int
    methods: tuple[str, ...]


def addresses_of(app: FastAPI) -> tuple[Address, ...]:
    """List the addresses of an application whose routes are complete, those with few parameters first."""
    methods: dict[str, set[str]] = {
        path: {method.upper() for method in operations}
        for path, operations in describe(app)["paths"].items()
    }
    for route in app.routes:
        if isinstance(route, Route):
            methods.setdefault(route.path, set()).update(route.methods or ())
    return tuple(sorted(map(_address, methods.items()), key=lambda address: address.parameters))


def methods_at(path: str, addresses: tuple[Address, ...]) -> tuple[str, ...]:
    """Return the methods of the first address that fits a path, none where none does."""
    fitting = (address.methods for address in addresses if address.pattern.match(path))
    return next(fitting, ())


def _address(entry: tuple[str, set[str]]) -> Address:
    path, methods = entry
    pattern, _, parameters = compile_path(path)
    return Address(
        pattern=pattern,
        parameters=len(parameters),
        methods=tuple(method for method in _METHODS if method in methods),
    )
