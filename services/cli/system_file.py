"""The file in the data folder that says where the system of that folder is, for commands in other terminals.

`svar up` writes it when everything runs and removes it when it stops. After a crash it may be left behind:
then nobody answers there, which is what a command says that finds nobody.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from services.runtime.addresses import LOOPBACK, PORT_BASE, Addresses, Process
from services.runtime.errors import ConfigurationError

NAME: Final = "system.json"
MOST_BYTES: Final = 16 * 1024
_DATA_DIR: Final = "SVAR_DATA_DIR"


@contextmanager
def system_file(folder: Path, addresses: Addresses) -> Iterator[None]:
    """Let commands find the system for the time of the block; raises ConfigurationError."""
    path = folder / NAME
    url, console = (
        f"http://{LOOPBACK}:{addresses.port(one)}" for one in (Process.GATEWAY, Process.CONSOLE)
    )
    written = {"url": url, "console": console, "pid": os.getpid(), "ports": dict(addresses.ports)}
    try:
        _write(path, json.dumps(written, indent=2))
    except OSError as exc:
        raise ConfigurationError([f"{path} cannot be written: {exc.strerror}."]) from exc
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def running_addresses(environment: Mapping[str, str] | None = None) -> Addresses:
    """Return where the system is: by the environment's ports, else by the folder's file, else as by default.

    Raises ConfigurationError for ports that are none.
    """
    given = os.environ if environment is None else environment
    named = Addresses.read(given)
    if any(given.get(variable) for variable in (PORT_BASE, *named.ports)):
        return named
    ports = _ports(Path(given.get(_DATA_DIR) or ".svar") / NAME)
    return Addresses(ports={**named.ports, **ports}, elsewhere=named.elsewhere)


def _ports(path: Path) -> dict[str, int]:
    """Read the ports of a file; none where there is no such file, or one of another sort."""
    try:
        with path.open("rb") as file:
            found: Any = json.loads(file.read(MOST_BYTES))
    except (OSError, ValueError):
        return {}
    ports = found.get("ports") if isinstance(found, dict) else None
    if not isinstance(ports, dict):
        return {}
    return {name: port for name, port in ports.items() if type(port) is int and 0 < port < 65_536}


def _write(path: Path, content: str) -> None:
    # By a name of its own first, so that nobody ever reads half of it.
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(content + "\n", encoding="utf-8")
    draft.replace(path)
