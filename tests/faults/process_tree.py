"""Processes with all their children: ended at once, stopped for a while, measured."""

import os
import signal
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.processor_time import fields_of


def tree_of(root: int) -> list[int]:
    """Return a process and everything below it, the root first; nothing when it is gone."""
    children: dict[int, list[int]] = defaultdict(list)
    for pid, parent in _parents().items():
        children[parent].append(pid)
    found = [root] if lives(root) else []
    for pid in found:
        found.extend(children[pid])
    return found


def lives(pid: int) -> bool:
    """Say whether a process runs or is stopped, and has not ended."""
    try:
        return fields_of(Path(f"/proc/{pid}/stat").read_text())[0] not in {"Z", "X"}
    except OSError:
        return False


def signal_tree(root: int, number: signal.Signals) -> None:
    """Send a signal to a process and all below it, as close together as can be."""
    for pid in tree_of(root):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue  # it has just ended


def _parents() -> dict[int, int]:
    parents = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                parents[int(folder.name)] = int(fields_of((folder / "stat").read_text())[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    return parents
