"""What the sessions service has parked: deliveries to the SMS gateway.

What is parked of a conversation holds up what the conversation says later, since its messages leave
in order; given back, all of it leaves.
"""

from typing import Final

from services.runtime.database import Database
from services.runtime.parked import ParkedItems, ParkedTable

# Ids of version 7 begin with the milliseconds since 1970 (RFC 9562): for what the first release
# parked, which did not say when, the time it was made has to do.
_MADE_AT: Final = """
    to_timestamp(CAST(CAST('x' || left(replace(CAST(id AS text), '-', ''), 12) AS bit(48)) AS bigint)
        / 1000.0)
"""
# One that cannot be read may say anything where tenant and phone should be.
_DELIVERIES: Final = ParkedTable(
    kind="message",
    rows=f"""
        SELECT id, coalesce(delivery ->> 'tenant', '') AS tenant,
            coalesce(delivery -> 'address' ->> 2, '') AS phone,
            coalesce(parked_at, {_MADE_AT}) AS since, coalesce(reason, '') AS reason, attempts
        FROM sessions.outbox WHERE lease_until IS NULL
    """,
    give_back="""
        UPDATE sessions.outbox SET lease_until = coalesce(parked_at, now()), parked_at = NULL
        WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NULL
        RETURNING id
    """,
)


def parked_items(database: Database) -> ParkedItems:
    """Return what is parked in the schema `sessions`."""
    return ParkedItems(database, [_DELIVERIES])
