"""Tells the metrics how much is parked, so that somebody can be called.

Every replica reports the same number, since they read the same tables: take the greatest of them,
not their sum. What is parked is listed by `svar parked`.
"""

from datetime import timedelta

from prometheus_client import Gauge

from services.runtime.errors import ServiceError
from services.runtime.parked import ParkedItems
from services.runtime.periodic import Periodic

LOOK_EVERY = timedelta(seconds=15)
PARKED = Gauge("svar_parked_items", "Items that wait for a person, by kind", ["kind"])


def parked_gauge(items: ParkedItems) -> Periodic:
    """Make the worker that keeps the gauge right."""

    def look() -> None:
        for kind, count in items.kinds().items():
            PARKED.labels(kind).set(count)

    return Periodic("parked", look, every=LOOK_EVERY, expected=(ServiceError,))
