"""Revisions follow one another in a line, and none does to a table in use what makes a system wait."""

import pytest
from alembic.script import ScriptDirectory

from services.runtime.addresses import SERVICES
from services.runtime.migrate import revisions_of
from tests.fakes.blocking_ddl import blocking, statements_of


@pytest.mark.parametrize("schema", SERVICES)
def test_revisions_have_one_head(schema: str) -> None:
    script = ScriptDirectory.from_config(revisions_of(schema))

    assert len(script.get_heads()) == 1


@pytest.mark.parametrize("schema", SERVICES)
def test_no_revision_keeps_a_running_system_waiting(schema: str) -> None:
    revisions = list(statements_of(schema))

    assert len(revisions) > 1
    for revision, statements in revisions:
        assert (revision, blocking(statements)) == (revision, [])


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE INDEX ix ON sms.messages (id)",
        "CREATE UNIQUE INDEX ix ON sms.messages (id) WHERE id IS NOT NULL",
        "CREATE INDEX IF NOT EXISTS ix ON sms.messages (id)",
        "DROP INDEX sms.ix",
        "ALTER TABLE sms.messages ADD COLUMN kind TEXT NOT NULL",
        "ALTER TABLE sms.messages ADD COLUMN a TEXT NOT NULL, ADD COLUMN b TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE sms.messages ADD COLUMN kind UUID DEFAULT gen_random_uuid()",
        "ALTER TABLE sms.messages ALTER COLUMN kind TYPE varchar(10)",
        "ALTER TABLE sms.messages ALTER COLUMN kind SET NOT NULL",
        "ALTER TABLE sms.messages ADD CONSTRAINT c CHECK (id IS NOT NULL)",
        "ALTER TABLE sms.messages ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES sms.inbox (id)",
        "UPDATE sms.messages SET kind = ''",
        "DELETE FROM sms.messages",
        "LOCK TABLE sms.messages",
    ],
)
def test_what_makes_it_wait_is_refused(statement: str) -> None:
    assert len(blocking([statement])) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON sms.messages (id)",
        "ALTER TABLE sms.messages ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE sms.messages ADD COLUMN kind TEXT",
        "ALTER TABLE sms.messages ADD CONSTRAINT c CHECK (id IS NOT NULL) NOT VALID",
        "ALTER TABLE sms.messages SET (autovacuum_vacuum_threshold = 2000)",
        "UPDATE sms.alembic_version SET version_num = '0002'",
    ],
)
def test_what_nobody_waits_for_is_allowed(statement: str) -> None:
    assert blocking([statement]) == []


def test_a_table_of_the_same_revision_may_get_anything() -> None:
    made = "CREATE TABLE sms.fresh (id UUID)"

    assert blocking([made, "CREATE INDEX ix ON sms.fresh (id)"]) == []


def test_what_stands_beside_an_index_must_bear_being_done_again() -> None:
    index = "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix ON sms.messages (id)"

    assert len(blocking([index, "ALTER TABLE sms.messages ADD COLUMN kind TEXT"])) == 1
    assert blocking([index, "ALTER TABLE sms.messages ADD COLUMN IF NOT EXISTS kind TEXT"]) == []
