"""What Postgres says of its write-ahead log: how often it was forced to disk, and how much was written."""

from dataclasses import dataclass
from typing import Final, Self

import psycopg

_READ: Final = "SELECT wal_sync, wal_bytes FROM pg_stat_wal"
_COMMITS: Final = "SELECT sum(xact_commit) FROM pg_stat_database"


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Counts since the server began; Postgres adds to them about once a second."""

    syncs: int
    written: int
    commits: int

    def since(self, earlier: Self) -> "Journal":
        """Return what was added."""
        return Journal(
            syncs=self.syncs - earlier.syncs,
            written=self.written - earlier.written,
            commits=self.commits - earlier.commits,
        )


def read_journal(database_url: str) -> Journal:
    """Ask the server."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        wal = connection.execute(_READ).fetchone()
        commits = connection.execute(_COMMITS).fetchone()
    assert wal is not None
    assert commits is not None
    return Journal(syncs=int(wal[0]), written=int(wal[1]), commits=int(commits[0]))
