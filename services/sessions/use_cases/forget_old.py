"""Forgets what is old, one step at a time: who a session was with, later the whole session (`deploy/KEEPING.md`).

Those who read the changes hear of each, and do the same.
"""

from dataclasses import dataclass
from datetime import datetime

from services.runtime.stretch import Stretch
from services.sessions.ports.keeping import Looked
from services.sessions.use_cases.session_changes import Change, SessionChanges
from services.settings.keeping import Keeping


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetOld:
    """The use case, with what it needs. Each method is one transaction, and returns the last id it looked at."""

    changes: SessionChanges

    def anonymise_sessions(self, stretch: Stretch, group: Keeping, before: datetime) -> str | None:
        """Take phones, references and personal variables out of sessions that ended before a time."""
        with self.changes.begin() as change:
            keeping = change.transaction.keeping
            return _told(change, keeping.anonymise_sessions(stretch, group, before=before))

    def delete_sessions(self, stretch: Stretch, group: Keeping, before: datetime) -> str | None:
        """Delete sessions that ended before a time, with what was said in them."""
        with self.changes.begin() as change:
            keeping = change.transaction.keeping
            return _told(change, keeping.delete_sessions(stretch, group, before=before))

    def anonymise_replies(self, stretch: Stretch, group: Keeping, before: datetime) -> str | None:
        """Take phones out of replies outside any session, received before a time."""
        with self.changes.uow.begin() as transaction:
            return transaction.keeping.anonymise_replies(stretch, group, before=before)

    def delete_replies(self, stretch: Stretch, group: Keeping, before: datetime) -> str | None:
        """Delete replies outside any session, received before a time."""
        with self.changes.uow.begin() as transaction:
            return transaction.keeping.delete_replies(stretch, group, before=before)

    def delete_erasures(self, stretch: Stretch, group: Keeping, _before: datetime) -> str | None:
        """Delete erasures that are done; the stretch says how old they are."""
        with self.changes.uow.begin() as transaction:
            return transaction.keeping.delete_erasures(stretch, group)

    def delete_deliveries(self, stretch: Stretch, group: Keeping, _before: datetime) -> str | None:
        """Delete deliveries that were put aside; the stretch says how old they are."""
        with self.changes.uow.begin() as transaction:
            return transaction.keeping.delete_deliveries(stretch, group)


def _told(change: Change, looked: Looked) -> str | None:
    change.named += looked.touched
    return looked.last
