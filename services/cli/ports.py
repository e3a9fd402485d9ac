"""Whether the ports of a system are free, before anything is started on them."""

import socket
from collections.abc import Mapping
from typing import Final

from services.runtime.addresses import PORT_BASE
from services.runtime.errors import ConfigurationError

_MANY: Final = 3
"""So many ports that cannot be had are better moved together."""


def require_free_ports(ports: Mapping[str, int], *, host: str) -> None:
    """Raise ConfigurationError with a sentence for every port, by variable, that cannot be had."""
    problems = [
        f"{variable} is 0; `svar up` needs a port that it can tell others."
        for variable, port in ports.items()
        if port == 0
    ]
    problems += _given_twice({variable: port for variable, port in ports.items() if port})
    for variable, port in ports.items():
        if not _is_free(host, port):
            problems.append(
                f"Port {port} is in use by another program; set {variable} to a free one."
            )
    if len(problems) >= _MANY:
        problems.append(f"{PORT_BASE} moves all of them at once: {PORT_BASE}=9000, say.")
    if problems:
        raise ConfigurationError(problems)


def _given_twice(ports: Mapping[str, int]) -> list[str]:
    first: dict[int, str] = {}
    problems = []
    for variable, port in ports.items():
        if port in first:
            problems.append(f"{first[port]} and {variable} are both {port}; change one of them.")
        first.setdefault(port, variable)
    return problems


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do, so that connections of the last run that linger are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
