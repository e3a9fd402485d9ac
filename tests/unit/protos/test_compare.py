"""Whether protos would break their callers, in small repositories of their own, with the real git and buf."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROTOS = Path(__file__).parents[3] / "protos"
PROTO = """syntax = "proto3";
package svar.demo.v1;
message Greeting {
  string text = 1;
  string language = 2;
}
"""
SHORTER = PROTO.replace("  string language = 2;\n", "")
LONGER = PROTO.replace("2;", "2;\n  string name = 3;")
LOST = '"language" on message "Greeting" was deleted'

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


class Repository:
    """A folder with one proto and our script, under git unless said otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.proto = folder / "protos" / "svar" / "demo" / "v1" / "greeting.proto"

    def fill(self) -> None:
        self.proto.parent.mkdir(parents=True)
        self.proto.write_text(PROTO)
        for name in ("compare.py", "generate.py", "buf.yaml"):
            shutil.copy(PROTOS / name, self.folder / "protos" / name)

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
        subprocess.run(["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True)

    def commit(self, proto: str | None = None) -> None:
        if proto is not None:
            self.proto.write_text(proto)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", "Change")

    def compare(self) -> tuple[int, str]:
        """The exit code and everything that is said; git knows no repository further up."""
        done = subprocess.run(
            [sys.executable, "protos/compare.py"],
            cwd=self.folder,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(self.folder.parent)},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "here")
    repository.fill()
    repository.git("init", "--initial-branch=main")
    repository.commit()
    return repository


def test_a_clean_tree_breaks_nobody(repository: Repository) -> None:
    assert repository.compare() == (0, "")


def test_a_field_more_breaks_nobody(repository: Repository) -> None:
    repository.proto.write_text(LONGER)

    assert repository.compare() == (0, "")


def test_a_field_that_is_missing_is_named(repository: Repository) -> None:
    repository.proto.write_text(SHORTER)

    code, said = repository.compare()

    assert code == 1
    assert LOST in said
    assert "would break callers of the protos of commit" in said


def test_a_committed_change_of_the_main_branch_is_compared_with_what_was_before(
    repository: Repository,
) -> None:
    repository.commit(SHORTER)

    code, said = repository.compare()

    assert code == 1
    assert LOST in said


def test_a_branch_is_compared_with_where_it_left_the_main_one(repository: Repository) -> None:
    repository.git("switch", "--create", "work")
    repository.commit(SHORTER)
    repository.commit()

    code, said = repository.compare()

    assert code == 1
    assert LOST in said


def test_what_a_branch_added_it_may_take_back(repository: Repository) -> None:
    repository.git("switch", "--create", "work")
    repository.commit(LONGER)
    repository.proto.write_text(PROTO)

    assert repository.compare() == (0, "")


def test_a_clone_without_history_passes(repository: Repository, tmp_path: Path) -> None:
    repository.commit(SHORTER)
    clone = Repository(tmp_path / "clone")
    source = f"file://{repository.folder}"
    repository.git("clone", "--depth", "1", source, str(clone.folder))

    assert clone.compare() == (0, "")


def test_an_archive_without_git_has_nothing_to_compare_with(tmp_path: Path) -> None:
    unpacked = Repository(tmp_path / "unpacked")
    unpacked.fill()

    code, said = unpacked.compare()

    assert code == 0
    assert "compared with nothing" in said
