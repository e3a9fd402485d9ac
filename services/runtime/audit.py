"""Audit: who changed what, and when, written down in the transaction of the change. Never edited.

Use cases say what was done to which object; who does it comes with the request (`actor`). Not for what a
system does by itself, such as ending a session whose time is up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One change. `operation` is a stable word such as `survey.publish`.

    `object` names what was changed, such as `survey/` and its id; never a whole phone, since it is kept
    when the person behind it is erased.
    """

    tenant: str
    operation: str
    object: str
    at: datetime


class AuditTrail(Protocol):
    """The port: entries written on an open transaction, which go with it."""

    def note(self, entries: Sequence[AuditEntry]) -> None:
        """Write entries down, with the actor and the id of the request at hand."""
        ...
