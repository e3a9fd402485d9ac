"""Says whether the protos would break callers of the protos that are in use: `buf breaking` on two images.

In use is what the main branch holds, where this commit left it. The main branch itself is compared
with its last commit, or, where nothing has changed since, with the one before. Where there is no
such commit, as in an unpacked archive, there is nothing to compare and nothing is wrong.
"""

import subprocess
import sys
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
MAIN = ("origin/main", "main")
_GIT_SECONDS = 60


def main() -> None:
    """Compare; exits 1 with every place that breaks a caller."""
    commit = commit_in_use()
    earlier = _protos_of(commit) if commit else None
    if earlier is None:
        print("There is no earlier commit here; the protos are compared with nothing.")  # noqa: T201 - for a person
        return
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.binpb", Path(folder) / "after.binpb"
        with zipfile.ZipFile(BytesIO(earlier)) as archive:
            archive.extractall(folder)
        _write_image(before, protos=Path(folder))
        _write_image(after, protos=HERE)
        if not _compatible(before, after):
            sys.exit(f"This would break callers of the protos of commit {commit}.")


def commit_in_use() -> str | None:
    """Name the commit to compare with; None where git knows none."""
    head = _commit("HEAD")
    base = next(filter(None, map(_parting_from, MAIN)), head)
    if base == head and _git("diff", "--quiet", "HEAD", "--", "svar") is not None:
        # All that is here is committed: what was before it counts. A shallow clone has nothing.
        return _commit("HEAD^") or head
    return base


def _parting_from(branch: str) -> str | None:
    found = _git("merge-base", "HEAD", branch)
    return found.decode().strip() if found else None


def _commit(name: str) -> str | None:
    found = _git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return found.decode().strip() if found else None


def _protos_of(commit: str) -> bytes | None:
    """Return the protos of a commit as a zip archive; None when it has none."""
    return _git("archive", "--format=zip", commit, "svar")


def _git(*arguments: str) -> bytes | None:
    """Return what git says, None when it says no or is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=HERE, capture_output=True, timeout=_GIT_SECONDS
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _write_image(image: Path, *, protos: Path) -> None:
    generate = [sys.executable, str(HERE / "generate.py")]
    subprocess.run([*generate, "--image", str(image), "--protos", str(protos)], check=True)


def _compatible(before: Path, after: Path) -> bool:
    buf, config = str(Path(sys.executable).with_name("buf")), str(HERE / "buf.yaml")
    return not subprocess.run(
        [buf, "breaking", str(after), "--against", str(before), "--config", config]
    ).returncode


if __name__ == "__main__":
    main()
