"""What waits in the tables of the SMS gateway, as the metrics see it."""

from typing import Final

from services.runtime.queue_gauge import QueueView, view_of
from services.sms.store.leased_tables import CALLBACKS, REPLIES, REPORTS

# Quiet hours and pauses that a provider asked for are no waiting: a message is due only after them.
_MESSAGES: Final = """
    SELECT provider, greatest(due_at, not_before) AS since FROM sms.messages
    WHERE lease_until IS NOT NULL AND status = 'queued'
        AND due_at <= now() AND not_before <= now()
    ORDER BY lease_until LIMIT :limit
"""

QUEUES: Final = (
    view_of(REPLIES, queue="inbox", provider="provider"),
    view_of(REPORTS, queue="statuses", provider="provider"),
    view_of(CALLBACKS, queue="callbacks", provider="provider"),
    QueueView(queue="messages", rows=_MESSAGES),
)
