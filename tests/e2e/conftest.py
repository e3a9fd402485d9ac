"""Which of these tests run at once: each starts a whole system, and more than two starve each other."""

from pathlib import Path
from zlib import crc32

import pytest

AT_ONCE = 2
_TOGETHER = {"test_results": "test_up"}
"""Modules that share a system with another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep every module on one worker, and all of them on two."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            module = _TOGETHER.get(item.path.stem, item.path.stem)
            group = f"systems {crc32(module.encode()) % AT_ONCE}"
            item.add_marker(pytest.mark.xdist_group(group), append=False)
