"""What is written down about changes of webhooks, and about responses that leave."""

from datetime import datetime
from enum import StrEnum

from services.results.domain.webhooks import Webhook
from services.runtime.audit import AuditEntry


class Operation(StrEnum):
    """What can be done to a webhook, and what is taken out of a survey."""

    CREATE = "webhook.create"
    CHANGE = "webhook.change"
    ROTATE = "webhook.rotate"
    REMOVE = "webhook.remove"
    REDELIVER = "webhook.redeliver"
    EXPORT = "responses.export"
    EXPORT_WITH_NUMBERS = "responses.export_with_numbers"


def entry_of(operation: Operation, webhook: Webhook, *, at: datetime) -> AuditEntry:
    """Return the entry for what was done to a webhook."""
    return AuditEntry(
        tenant=webhook.tenant, operation=operation, object=f"webhook/{webhook.id}", at=at
    )


def about_export(tenant: str, survey_id: str, *, whole_numbers: bool, at: datetime) -> AuditEntry:
    """Return the entry for an export of a survey's responses."""
    operation = Operation.EXPORT_WITH_NUMBERS if whole_numbers else Operation.EXPORT
    return AuditEntry(tenant=tenant, operation=operation, object=f"survey/{survey_id}", at=at)
