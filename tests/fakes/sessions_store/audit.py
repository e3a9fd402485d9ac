"""The audit trail in memory."""

from collections.abc import Sequence

from services.runtime.audit import AuditEntry
from tests.fakes.sessions_store.rows import Rows


class FakeAuditTrail:
    """The entries of one transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def note(self, entries: Sequence[AuditEntry]) -> None:
        """Keep entries."""
        self._rows.audit += entries
