"""What the sessions service has parked: deliveries to the SMS gateway."""

from services.runtime.database import Database
from services.runtime.parked import ParkedItems
from services.sessions.store.outbox import OUTBOX
from services.sessions.store.tables import audit


def parked_items(database: Database) -> ParkedItems:
    """Return what is parked in the schema `sessions`."""
    return ParkedItems(database, [OUTBOX.parked], audit=audit)
