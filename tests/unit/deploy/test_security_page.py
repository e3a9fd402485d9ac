"""Every answer of the page about security names tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "deploy/SECURITY.md"
_NAMED = re.compile(r"`(test_[a-z0-9_]+)`")
_WRITTEN = re.compile(r"^\s*(?:async )?def (test_[a-z0-9_]+)", re.MULTILINE)


def rows() -> list[str]:
    """The lines of the table of threats, without its head."""
    section = PAGE.read_text().partition("## Threats and answers")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("|")][2:]


def test_every_answer_names_a_test() -> None:
    assert len(rows()) > 20
    assert [row for row in rows() if not _NAMED.search(row)] == []


def test_every_test_that_is_named_is_there() -> None:
    written: set[str] = set()
    for source in (ROOT / "tests").rglob("test_*.py"):
        written.update(_WRITTEN.findall(source.read_text()))

    assert set(_NAMED.findall(PAGE.read_text())) - written == set()
