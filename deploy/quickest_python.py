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

CLEARLY = 1.1
"""How many times as fast another one has to be: with less to gain, the one that is meant is the better choice."""
TRIES = 12
PASSES = 5
"""How often all are measured, one after the other: a machine's own speed changes all the time."""
SECONDS = 20.0

_NEEDED = "import asyncio, ctypes, hashlib, ssl, venv, zlib, zoneinfo"
_PROBE = """
import sys, time
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    number: int
    text: str
    kind: str = "value"

    def shown(self):
        return self.text, self.number + 1


def work():
    shown = []
    for number in range(3_000):
        value = Value(number, "text")
        shown.append(value.shown())
    return {text: number for text, number in shown}


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
    done = _run(path, _PROBE, str(TRIES))
    if done is None:
        return None
    major, minor, seconds = done.split()
    return (int(major), int(minor)), float(seconds)


def has_all(path: str) -> bool:
    """Say whether a Python brings every module of its own that Svar needs; distributions leave some out."""
    return _run(path, _NEEDED) is not None


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
    fit = [path for path in others(meant, folders, version) if has_all(path)]
    chosen = quickest(meant, fit, measure) if fit else meant
    if chosen != meant:
        print(f"Using {chosen}, which is clearly quicker than {meant}.", file=sys.stderr)
    print(chosen)


def _run(path: str, code: str, *arguments: str) -> str | None:
    """Return what some code prints, None when it or the Python fails."""
    try:
        done = subprocess.run(
            [path, "-I", "-c", code, *arguments], capture_output=True, text=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


if __name__ == "__main__":
    main()
