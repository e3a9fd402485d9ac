"""What nobody understands, kept aside for a person, within the bound of a day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Connection

from services.runtime.arrays import arrays, unnest
from services.runtime.statements import Statement
from services.sms.domain.kept_callbacks import KeptKind
from services.sms.domain.replies import Unreadable
from services.sms.domain.strangers import StrangerKind
from services.sms.store.strangers import admitted

_encode: Final = msgspec.json.Encoder().encode

_COLUMNS: Final = {
    "id": "uuid",
    "provider": "text",
    "kind": "text",
    "reason": "text",
    "raw": "bytea",
    "method": "text",
    "target": "text",
    "headers": "jsonb",
}
_ADD: Final = Statement(f"""
INSERT INTO sms.unreadable_callbacks ({", ".join(_COLUMNS)}, received_at)
SELECT {", ".join(_COLUMNS)}, :now
FROM {unnest(_COLUMNS)}
ON CONFLICT DO NOTHING
""")


def keep_aside(
    connection: Connection, items: Sequence[Unreadable], *, now: datetime, limit: int
) -> None:
    """Keep items, at most so many a day, provider and kind; those known already stay as they are."""
    strays = [item for item in items if item.kind == KeptKind.STRAY]
    riddles = [item for item in items if item.kind != KeptKind.STRAY]
    # In this order everywhere, so that two transactions do not wait for each other.
    kept = {
        *admitted(connection, StrangerKind.STRAY, strays, now=now, limit=limit),
        *admitted(connection, StrangerKind.UNREADABLE, riddles, now=now, limit=limit),
    }
    items = [item for item in items if item.id in kept]
    if items:
        headers = [_encode(item.headers).decode() for item in items]
        _ADD.run(connection, {**arrays(items, _COLUMNS), "headers": headers, "now": now})
