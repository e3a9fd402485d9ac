"""Sessions change in one way only: `SessionChanges` (`services/README.md`, rule 7)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SESSIONS: Final = Path(__file__).parents[2] / "services" / "sessions"
_WRITES: Final = frozenset(("save", "add"))
"""What writes sessions, of the port `Sessions`."""
_changes_rows: Final = re.compile(
    r"\b(?:INTO|UPDATE|DELETE\s+FROM)\s+sessions\.sessions\b|\binsert_rows\(\s*sessions\b"
).search


def test_only_session_changes_writes_sessions() -> None:
    writing = {path.name for path in _modules("use_cases", "workers") if any(_writes(path))}

    assert writing == {"session_changes.py"}


def test_only_the_stores_of_sessions_erasure_and_keeping_have_statements_that_write_them() -> None:
    writing = {path.name for path in _modules("") if _changes_rows(path.read_text())}

    assert writing == {"sessions.py", "erasure.py", "keeping.py"}


def _modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in (_SESSIONS / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path


def _writes(path: Path) -> Iterator[str]:
    """Yield the calls of `….sessions.save` and their like."""
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _WRITES
            and isinstance(node.func.value, ast.Attribute)
            and node.func.value.attr == "sessions"
        ):
            yield ast.unparse(node)
