"""Rows of `webhooks` as values."""

from typing import Final

from services.contracts.event_types import EventType
from services.results.domain.endpoint_health import Health
from services.results.domain.webhooks import Webhook, WebhookState
from services.results.ports.webhooks import SealedSecrets
from services.runtime.statements import Row

HEALTH_COLUMNS: Final = "state, failures, pauses, failing_since, rests_until, failure"
WEBHOOK_COLUMNS: Final = (
    "id, tenant, url, events, state, created_at, failing_since, failure, previous_until"
)
SECRET_COLUMNS: Final = "secret, previous_secret, previous_until"


def health_of(row: Row) -> Health:
    """Read how an endpoint is."""
    return Health(
        state=WebhookState(row.state),
        failures=row.failures,
        pauses=row.pauses,
        failing_since=row.failing_since,
        rests_until=row.rests_until,
        failure=row.failure,
    )


def secrets_of(row: Row) -> SealedSecrets:
    """Read the secrets, sealed."""
    return SealedSecrets(
        current=row.secret, previous=row.previous_secret, previous_until=row.previous_until
    )


def webhook_of(row: Row) -> Webhook:
    """Read a subscription."""
    known = {one.value for one in EventType}
    return Webhook(
        id=row.id,
        tenant=row.tenant,
        url=row.url,
        # A newer release may know more of them.
        events=tuple(EventType(one) for one in row.events if one in known),
        state=WebhookState(row.state),
        created_at=row.created_at,
        failing_since=row.failing_since,
        failure=row.failure,
        previous_secret_until=row.previous_until,
    )
