"""What somebody said of providers' circuits, in Postgres: every replica looks it up within seconds."""

from collections.abc import Sequence
from typing import Final

from services.runtime.database import Database
from services.runtime.statements import Statement
from services.sms.domain.operations import HeldCircuit

_ALL: Final = Statement(
    "SELECT provider, held_open, reason, changed_by, changed_at FROM sms.circuits"
)
_PUT: Final = Statement("""
INSERT INTO sms.circuits (provider, held_open, reason, changed_by, changed_at)
VALUES (:provider, :held_open, :reason, :changed_by, :changed_at)
ON CONFLICT (provider) DO UPDATE SET held_open = excluded.held_open, reason = excluded.reason,
    changed_by = excluded.changed_by, changed_at = excluded.changed_at
""")


class PostgresCircuits:
    """The table of them; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[HeldCircuit]:
        """Return the last word on each."""
        with self._database.transaction() as connection:
            return [
                HeldCircuit(
                    provider=row.provider,
                    held_open=row.held_open,
                    reason=row.reason,
                    changed_by=row.changed_by,
                    changed_at=row.changed_at,
                )
                for row in _ALL.run(connection)
            ]

    def put(self, circuit: HeldCircuit) -> None:
        """Write down a word."""
        values = {
            "provider": circuit.provider,
            "held_open": circuit.held_open,
            "reason": circuit.reason,
            "changed_by": circuit.changed_by,
            "changed_at": circuit.changed_at,
        }
        with self._database.transaction() as connection:
            _PUT.run(connection, values)
