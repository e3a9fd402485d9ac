"""The code of the release before, unpacked from git: what runs beside the new one while it is rolled."""

import compileall
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

from protos.compare import commit_in_use

ROOT = Path(__file__).parents[2]


def last_release(folder: Path) -> Path:
    """Unpack it into a folder; returns the code here where git knows no earlier commit."""
    commit = commit_in_use()
    packed = _packed(commit) if commit else None
    if packed is None:
        return ROOT
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)
    # Once, and not by every process that starts.
    compileall.compile_dir(folder, quiet=1)
    return folder


def _packed(commit: str) -> bytes | None:
    command = ["git", "archive", "--format=zip", commit, "services", "gateway", "protos/gen"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
    return done.stdout if done.returncode == 0 else None
