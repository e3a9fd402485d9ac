"""Where it is written down who took responses out, as the use case sees it."""

from typing import Protocol

from services.runtime.audit import AuditEntry


class Notes(Protocol):
    """Entries of the audit, each in a transaction of its own: an export changes nothing to go with."""

    def note(self, entry: AuditEntry) -> None:
        """Write an entry down, with the actor and the id of the request at hand; it is durable afterwards."""
        ...
