"""Tells environment variables that mean something from those that begin with `SVAR_` and do not.

A setting that is misspelt would otherwise do nothing, silently. What each variable means is known to the
settings of each process.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from services.runtime.addresses import PORT_BASE, Addresses, Process
from services.runtime.nearest import nearest

PREFIX: Final = "SVAR_"
_OF_COMMANDS: Final = frozenset({"SVAR_URL", "SVAR_API_KEY", "SVAR_SERVICE", "SVAR_DATABASE_ROLE"})
_OF_COMPOSE: Final = frozenset(
    {
        "SVAR_IMAGES",
        "SVAR_TAG",
        "SVAR_DATABASE_PASSWORD",
        "SVAR_REDIS_PASSWORD",
        "SVAR_POSTGRES_IMAGE",
        "SVAR_REDIS_IMAGE",
    }
)
"""Names of `deploy/compose` that a shell may have exported."""
_OF_IMAGES: Final = frozenset({"SVAR_VERSION", "SVAR_REVISION"})
_OF_TESTS: Final = ("SVAR_TEST_", "SVAR_MODEL_")
_is_service_link: Final = re.compile(
    r"SVAR_\w+_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)"
).fullmatch
"""What Kubernetes and Docker put into a container about a service named `svar-…`."""
_SETTINGS_MODULES: Final = ("settings", "config")
_MORE: Final = ("services.cli.settings",)


def unknown_variables(environment: Mapping[str, str]) -> list[str]:
    """Return a sentence for every variable with our prefix that means nothing to any process."""
    asked = [name for name in sorted(environment) if name.startswith(PREFIX) and _is_ours(name)]
    if _of_all().issuperset(asked):
        return []
    known = known_variables()
    return [_sentence(name, known) for name in asked if name not in known]


def _sentence(name: str, known: Collection[str]) -> str:
    # What all of them begin with makes none of them alike.
    meant = nearest(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known])
    hint = f"; did you mean {PREFIX}{meant}?" if meant else "."
    return f"{name} is no setting of Svar{hint}"


def known_variables() -> frozenset[str]:
    """Return every variable that some process or command reads."""
    return _of_all() | {
        f"{PREFIX}{name}".upper() for one in _settings() for name in one.model_fields
    }


def _of_all() -> frozenset[str]:
    """Those that are known without a look at each process."""
    elsewhere = {one.address_variable for one in Process}
    return (
        _OF_COMMANDS | _OF_COMPOSE | _OF_IMAGES | {PORT_BASE} | elsewhere | Addresses().ports.keys()
    )


def _is_ours(name: str) -> bool:
    return not name.startswith(_OF_TESTS) and not _is_service_link(name)


def _settings() -> Iterator[Any]:
    """Every class of settings, those of other processes as well: they share one environment."""
    for module in (*_settings_modules(), *_MORE):
        import_module(module)
    # By name as well, because that module asks this one.
    waiting = [import_module("services.runtime.config").ProcessSettings]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        yield kind


def _settings_modules() -> Iterator[str]:
    for process in Process:
        names = [f"{process.package}.{name}" for name in _SETTINGS_MODULES]
        yield from (name for name in names if find_spec(name) is not None)
