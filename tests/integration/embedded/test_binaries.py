"""Where the binaries are found, and the copy for a user who cannot reach them."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from services.cli.embedded import binaries
from services.cli.embedded.folder import UNPRIVILEGED_UID


@pytest.mark.parametrize(("mode", "expected"), [(0o755, True), (0o711, True), (0o700, False)])
def test_a_closed_folder_on_the_way_keeps_a_stranger_out(mode: int, expected: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder) / "inner"
        inner.mkdir(mode=0o755)
        Path(folder).chmod(mode)

        assert binaries.reachable(inner, uid=os.geteuid() + 1) is expected


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs Postgres as somebody else")
def test_binaries_that_another_user_cannot_reach_are_copied_and_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setattr(
            binaries, "reachable", lambda path, *, uid: str(path).startswith(folder)
        )

        copy = binaries.postgres_binaries(uid=UNPRIVILEGED_UID)
        said = subprocess.run(
            [copy / "initdb", "--version"],
            user=UNPRIVILEGED_UID,
            capture_output=True,
            text=True,
            check=True,
        )

        assert str(copy).startswith(folder)
        assert "PostgreSQL" in said.stdout
        assert binaries.postgres_binaries(uid=UNPRIVILEGED_UID) == copy
