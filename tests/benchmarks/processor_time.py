"""Processor time and memory of processes with all their children, as Linux counts them in /proc."""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


def processor_seconds(roots: Mapping[str, int]) -> dict[str, float]:
    """Return the time used so far by each process and its children, those that ended included."""
    stats = _stats()
    children: dict[int, list[int]] = defaultdict(list)
    for pid, fields in stats.items():
        children[int(fields[1])].append(pid)
    return {name: _used(pid, stats, children) / _TICKS for name, pid in roots.items()}


def memory_bytes(roots: Mapping[str, int]) -> dict[str, int]:
    """Return the resident memory of each process, without its children."""
    return {
        name: int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
        for name, pid in roots.items()
    }


def fields_of(stat: str) -> list[str]:
    """Return the fields of a /proc stat line after the name, which may hold anything.

    >>> fields_of("7 (a (b) c) S 1 7")
    ['S', '1', '7']
    """
    return stat.rpartition(")")[2].split()


def _used(pid: int, stats: Mapping[int, list[str]], children: Mapping[int, list[int]]) -> int:
    fields = stats.get(pid)
    if fields is None:
        return 0
    # utime, stime, and both of the children that were waited for.
    own = sum(int(value) for value in fields[11:15])
    return own + sum(_used(child, stats, children) for child in children.get(pid, ()))


def _stats() -> dict[int, list[str]]:
    stats = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                stats[int(folder.name)] = fields_of((folder / "stat").read_text())
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended
    return stats
