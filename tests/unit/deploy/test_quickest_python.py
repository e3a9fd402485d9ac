"""Which Python `.venv` is built with: the one that was meant, unless another is clearly quicker."""

import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[3] / "deploy" / "quickest_python.py"
Found = tuple[tuple[int, int], float]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    found = importlib.util.spec_from_file_location("quickest_python", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def measured(seconds: Mapping[str, Found]) -> Callable[[str], Found | None]:
    return seconds.get


@pytest.mark.parametrize(
    ("seconds", "chosen"),
    [
        ({"own": ((3, 11), 2.0), "other": ((3, 11), 1.0)}, "other"),
        ({"own": ((3, 11), 2.0), "other": ((3, 11), 1.9)}, "own"),
        ({"own": ((3, 11), 2.0), "other": ((3, 12), 1.0)}, "own"),
        ({"own": ((3, 11), 2.0)}, "own"),
        ({"other": ((3, 11), 1.0)}, "own"),
    ],
    ids=[
        "clearly quicker",
        "hardly quicker",
        "another version",
        "does not run",
        "own does not run",
    ],
)
def test_the_clearly_quicker_one_of_the_same_version_is_chosen(
    script: ModuleType, seconds: Mapping[str, Found], chosen: str
) -> None:
    assert script.quickest("own", ["other"], measured(seconds)) == chosen


def test_the_best_of_several_passes_counts(script: ModuleType) -> None:
    passes = iter([3.0, 1.0, 1.0, 1.1, 3.0, 1.2, 3.0, 1.0, 3.0, 1.0])

    chosen = script.quickest("own", ["other"], lambda _: ((3, 11), next(passes)))

    assert chosen == "own"


def test_a_real_one_is_measured(script: ModuleType) -> None:
    version, seconds = script.measure(sys.executable)

    assert version == sys.version_info[:2]
    assert seconds > 0


def test_what_cannot_run_is_of_no_use(script: ModuleType, tmp_path: Path) -> None:
    broken = tmp_path / "python3.11"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)

    assert script.has_all(sys.executable)
    assert not script.has_all(str(broken))
    assert script.measure(str(broken)) is None
    assert script.measure(str(tmp_path / "missing")) is None


def test_each_other_one_is_found_once(script: ModuleType, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("own", "first", "second", "empty")]
    for folder in folders:
        folder.mkdir()
    (folders[0] / "python3.11").symlink_to(sys.executable)
    (folders[1] / "python3.11").write_text("#!/bin/sh\n")
    (folders[1] / "python3.11").chmod(0o755)
    (folders[2] / "python3.11").symlink_to(folders[1] / "python3.11")

    found = script.others(sys.executable, [os.fspath(one) for one in folders], "python3.11")

    assert found == [str(folders[1] / "python3.11")]
