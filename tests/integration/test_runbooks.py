"""What the alerts' pages tell a person to ask the database can be asked."""

import re
from pathlib import Path

import psycopg
import pytest

from services.runtime.addresses import SERVICES
from services.runtime.migrate import upgrade

ROOT = Path(__file__).parents[2]
RUNBOOKS = ROOT / "deploy" / "observability" / "runbooks"
_ASKED = re.compile(r'^psql "\$SVAR_DATABASE_URL" -c "(.+)"$', re.MULTILINE)
_SOUGHT = re.compile(r"kubectl logs .*\| grep (.+)$", re.MULTILINE)
SOUGHT: list[str] = sorted(
    {
        words
        for page in RUNBOOKS.iterdir()
        for greps in _SOUGHT.findall(page.read_text())
        for words in re.findall(r"'([a-z ]+)'", greps)
    }
)
QUERIES: list[str] = [
    query for page in sorted(RUNBOOKS.iterdir()) for query in _ASKED.findall(page.read_text())
]


@pytest.mark.parametrize("line", SOUGHT)
def test_what_a_page_seeks_in_logs_is_logged(line: str) -> None:
    sources = "".join(
        one.read_text()
        for folder in ("services", "gateway")
        for one in (ROOT / folder).rglob("*.py")
    )

    assert f'"{line}' in sources


def test_what_a_page_asks_can_be_asked(database_url: str) -> None:
    assert len(QUERIES) > 5
    for schema in SERVICES:
        upgrade(database_url, schema=schema)

    with psycopg.connect(database_url, autocommit=True) as connection:
        for query in QUERIES:
            connection.execute(query.encode()).fetchall()
