"""Metrics about webhooks. How long what waits has waited is `svar_queue_oldest_seconds`."""

from prometheus_client import Counter, Gauge

DELIVERIES = Counter(
    "svar_webhook_deliveries_total", "Tries to deliver events by what became of them", ["outcome"]
)
WEBHOOKS = Gauge("svar_webhooks", "Webhooks by state", ["state"])
