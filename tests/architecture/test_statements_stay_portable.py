"""What the roads past one machine need of every written-out statement (`deploy/README.md`).

Schemas of one Postgres may become databases of their own, or shards of a cluster: so no statement needs a
sequence, a lock of the session's, or a setting that a pooler drops.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from services.runtime.addresses import SERVICES

_SERVICES: Final = Path(__file__).parents[2] / "services"
_STATEMENT: Final = re.compile(r"^\s*(WITH|SELECT|INSERT|UPDATE|DELETE|SET|LOCK)\b")
_FORBIDDEN: Final = {
    "a sequence": re.compile(r"\b(nextval|currval|setval|GENERATED\s+\w+\s+AS\s+IDENTITY)\b", re.I),
    "an advisory lock": re.compile(r"\bpg_(try_)?advisory_", re.I),
    "a setting of the session": re.compile(r"^\s*SET\s+(?!LOCAL\b|TRANSACTION\b)\w", re.I),
    "a temporary table": re.compile(r"\bTEMP(ORARY)?\s+TABLE\b", re.I),
    "a notification": re.compile(r"\b(LISTEN|NOTIFY)\s+\w|pg_notify", re.I),
}
_SOURCES: Final = [
    *(_SERVICES / "runtime").glob("*.py"),
    *(one for service in SERVICES for one in (_SERVICES / service.value).rglob("*.py")),
]


def statements(source: Path) -> Iterator[str]:
    """Every text of a module that reads like a statement, with the fixed parts of those put together."""
    nodes = list(ast.walk(ast.parse(source.read_text())))
    in_pieces = {id(part) for one in nodes if isinstance(one, ast.JoinedStr) for part in one.values}
    for node in nodes:
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in in_pieces else node.value
        elif isinstance(node, ast.JoinedStr):
            parts = [one.value for one in node.values if isinstance(one, ast.Constant)]
            text = " ".join(str(part) for part in parts)
        if _STATEMENT.match(text):
            yield text


# Migrations are run by one at a time, and these are how.
_OF_MIGRATIONS: Final = ("migrate.py", "index_building.py")
# Locks of a transaction, which poolers leave alone. A cluster of shards would have to hold each on the node that
# has the schema: whoever takes that road replaces these by the lock of a row.
_LOCKING: Final = ("sessions/store/changes.py", "sms/store/inbound_parts.py")


@pytest.mark.parametrize(
    "source",
    [one for one in _SOURCES if "migrations" not in one.parts and one.name not in _OF_MIGRATIONS],
    ids=lambda source: str(source.relative_to(_SERVICES)),
)
def test_a_statement_needs_nothing_that_ties_it_to_one_session(source: Path) -> None:
    for statement in statements(source):
        for what, pattern in _FORBIDDEN.items():
            if what == "an advisory lock" and str(source.relative_to(_SERVICES)) in _LOCKING:
                continue
            assert not pattern.search(statement), f"{what}: {statement.strip()[:80]}"


def test_statements_are_found() -> None:
    """Or the test above would hold nothing."""
    found = sum(len(list(statements(source))) for source in _SOURCES)

    assert found > 100
