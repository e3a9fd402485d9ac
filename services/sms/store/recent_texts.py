"""Texts that came without an id of the provider's: forgotten once they cannot come again.

For the forgetter. Who was first is decided where replies are kept (`inbox`), with or without this.
"""

from datetime import datetime
from typing import Final

from services.runtime.database import Database
from services.runtime.statements import RELAXED, Statement
from services.sms.domain.replies import SAME_TEXT_WINDOW

_FORGET: Final = Statement("DELETE FROM sms.recent_texts WHERE seen_at < :before")


class RecentTexts:
    """The table of them; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, now: datetime) -> int:
        """Delete what is twice as old as it needs to be; returns how many there were."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            return _FORGET.run(connection, {"before": now - 2 * SAME_TEXT_WINDOW}).changed
