"""Prints the Python to build `.venv` with: of those of one version on this machine, the quickest.

How a Python was compiled decides how fast Svar is: one built without the compiler's profile, as version
managers do unless told otherwise, takes half as long again for the same work as the one that came with
the system. Run it with the Python that is meant otherwise: it stays with that one unless another of the
same minor version, with everything that Svar needs, is clearly quicker.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence

CLEARLY = 1.2
"""How many times as fast another one has to be, so that chance does not decide."""
TRIES = 12
PASSES = 3
"""How often all are measured, one after the other: a machine's own speed changes all the time."""
SECONDS = 20.0

_PROBE = """
import asyncio, ctypes, hashlib, ssl, sys, time, venv, zlib, zoneinfo


class Value:
    def __init__(self, number, text):
        self.number = number
        self.text = text


def work():
    kept = {}
    for number in range(8_000):
        value = Value(number, str(number))
        kept[value.text] = [value.number + 1, value.text.encode()]
    return kept


def timed():
    began = time.process_time()
    work()
    return time.process_time() - began


print(*sys.version_info[:2], min(timed() for _ in range(int(sys.argv[1]))))
"""

Measure = Callable[[str], tuple[tuple[int, int], float] | None]


def quickest(meant: str, others: Sequence[str], measure: Measure) -> str:
    """Return the path of the Python to use; `measure` gives version and seconds, None for no use."""
    measured: dict[str, list[tuple[tuple[int, int], float]]] = {}
    for path in [meant, *others] * PASSES:
        if (found := measure(path)) is not None:
            measured.setdefault(path, []).append(found)
    if meant not in measured:
        return meant
    version = measured[meant][0][0]
    seconds = {
        path: min(one for _, one in found)
        for path, found in measured.items()
        if found[0][0] == version
    }
    best = min(seconds, key=lambda path: seconds[path])
    return best if seconds[best] * CLEARLY < seconds[meant] else meant


def measure(path: str) -> tuple[tuple[int, int], float] | None:
    """Let a Python work for some hundredths of a second; None when it cannot."""
    try:
        done = subprocess.run(
            [path, "-I", "-c", _PROBE, str(TRIES)],
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    major, minor, seconds = done.stdout.split()
    return (int(major), int(minor)), float(seconds)


def others(meant: str, folders: Iterable[str], name: str) -> list[str]:
    """Return the other programs of that name, each once whatever it is called."""
    found = {os.path.realpath(meant): meant}
    for folder in folders:
        path = os.path.join(folder, name)
        if os.access(path, os.X_OK):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())[1:]


def main() -> None:
    """Print the path, and on standard error why, if it is not the one that runs this."""
    meant = sys.executable
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/local/bin", "/usr/bin"]
    chosen = quickest(meant, others(meant, folders, version), measure)
    if chosen != meant:
        print(f"Using {chosen}, which is clearly quicker than {meant}.", file=sys.stderr)
    print(chosen)


if __name__ == "__main__":
    main()
