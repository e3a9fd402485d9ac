"""A data folder on a disk of its own, so small that it can be filled; needs the right to mount.

The disk is mounted where only `svar up` and its children see it, and is gone with them. Everybody else
reaches it by way of one of those processes.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Final

MEBIBYTES: Final = 1500
"""Enough for everything that a run stores, with Postgres' journal."""
_MOUNT: Final = 'mount -t tmpfs -o size="$1"m tmpfs "$2" && shift 2 && exec "$@"'
_BLOCK: Final = 1024 * 1024


def can_mount() -> bool:
    """Say whether this machine lets us."""
    if shutil.which("unshare") is None:
        return False
    trial = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


def within(folder: Path) -> list[str]:
    """Return the command under which a program finds such a disk in that folder."""
    return ["unshare", "--mount", "sh", "-c", _MOUNT, "sh", str(MEBIBYTES), str(folder)]


def seen_through(pid: int, folder: Path) -> Path:
    """Return the path by which others reach a folder that the process `pid` sees."""
    return Path(f"/proc/{pid}/root{folder}")


def fill(folder: Path) -> Path:
    """Write until nothing more fits; returns the file to be removed."""
    ballast = folder / "ballast"
    block = bytes(_BLOCK)
    try:
        with ballast.open("wb", buffering=0) as file:
            while file.write(block):
                pass
    except OSError:
        return ballast
    return ballast
