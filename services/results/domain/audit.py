"""What is written down about changes of webhooks."""

from datetime import datetime
from enum import StrEnum

from services.results.domain.webhooks import Webhook
from services.runtime.audit import AuditEntry


class Operation(StrEnum):
    """What can be done to a webhook."""

    CREATE = "webhook.create"
    CHANGE = "webhook.change"
    ROTATE = "webhook.rotate"
    REMOVE = "webhook.remove"
    REDELIVER = "webhook.redeliver"


def entry_of(operation: Operation, webhook: Webhook, *, at: datetime) -> AuditEntry:
    """Return the entry for what was done to a webhook."""
    return AuditEntry(
        tenant=webhook.tenant, operation=operation, object=f"webhook/{webhook.id}", at=at
    )
