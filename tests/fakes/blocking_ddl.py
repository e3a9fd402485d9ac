"""Finds what a revision may not do to a table in use: what reads, rewrites or locks the whole of it."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from alembic import command
from alembic.script import ScriptDirectory

from services.runtime.migrate import VERSION_TABLE, revisions_of

_TABLE: Final = r'(?P<table>[\w."]+)'
_BLOCKING: Final = (
    (rf"CREATE (UNIQUE )?INDEX (?!CONCURRENTLY).* ON {_TABLE}", "use build_index"),
    (r"DROP INDEX (?!CONCURRENTLY)", "drop it CONCURRENTLY, in an autocommit block"),
    (r"REINDEX (?!.*CONCURRENTLY)", "reindex CONCURRENTLY, in an autocommit block"),
    (
        rf"ALTER TABLE {_TABLE} .*ADD COLUMN (?!(.(?!ADD COLUMN))*DEFAULT)(.(?!ADD COLUMN))*NOT NULL",
        "give it a default: the release before writes rows without it",
    ),
    (
        rf"ALTER TABLE {_TABLE} .*DEFAULT (gen_random_uuid|clock_timestamp|random|timeofday)\b",
        "a default that differs by row rewrites the table",
    ),
    (rf"ALTER TABLE {_TABLE} .*ALTER COLUMN \S+ (SET DATA )?TYPE", "it rewrites the table"),
    (rf"ALTER TABLE {_TABLE} .*SET NOT NULL", "it reads the whole table: add a CHECK … NOT VALID"),
    (
        rf"ALTER TABLE {_TABLE} .*ADD (CONSTRAINT|CHECK|FOREIGN|UNIQUE|PRIMARY)"
        r"(?!.*(NOT VALID|USING INDEX))",
        "add it NOT VALID, or USING an index that build_index has made",
    ),
    (rf"(UPDATE|DELETE FROM|TRUNCATE|LOCK TABLE|CLUSTER|VACUUM) {_TABLE}", "not in a revision"),
)
_REPEATABLE: Final = re.compile(
    r"IF (NOT )?EXISTS|^(SET|BEGIN|COMMIT)\b|alembic_version", re.IGNORECASE
)


def statements_of(schema: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each revision of a context with its SQL, one statement a line, oldest first."""
    script = ScriptDirectory.from_config(revisions_of(schema))
    for revision in reversed(list(script.walk_revisions())):
        config = revisions_of(schema)
        config.output_buffer = io.StringIO()
        below = revision.down_revision or "base"
        command.upgrade(config, f"{below}:{revision.revision}", sql=True)
        written = re.sub(r"--.*", "", config.output_buffer.getvalue())
        yield (
            revision.revision,
            [plain for one in written.split(";") if (plain := " ".join(one.split()))],
        )


def blocking(statements: Sequence[str]) -> list[str]:
    """Return a sentence for each statement of a revision that a running system would wait for."""
    made = {
        found.group("table")
        for one in statements
        if (found := re.match(rf"CREATE TABLE (IF NOT EXISTS )?{_TABLE}", one))
    }
    own = [one for one in statements if VERSION_TABLE not in one]
    refused = [f"{one}: {why}" for one in own for why in _reasons(one, made)]
    if any("CONCURRENTLY" in one for one in own):
        refused += [
            f"{one}: will be done again when the index beside it is interrupted, add IF NOT EXISTS"
            for one in own
            if not _REPEATABLE.search(one)
        ]
    return refused


def _reasons(statement: str, made: set[str]) -> Iterator[str]:
    for pattern, why in _BLOCKING:
        found = re.search(pattern, statement, re.IGNORECASE)
        if found and found.groupdict().get("table") not in made:
            yield why
