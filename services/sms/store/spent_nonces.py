"""What proves one callback only: a second one with it is a repeat of the first, or forged."""

from collections.abc import Mapping, Set
from datetime import datetime
from hashlib import sha256
from typing import Final, TypeVar

from sqlalchemy import Connection

from services.runtime.database import Database
from services.runtime.statements import RELAXED, Statement
from services.sms.domain.replies import SpentNonce

KeyT = TypeVar("KeyT")

# The row is locked from here on: of two at once, one is the first.
_SPEND: Final = Statement("""
INSERT INTO sms.spent_nonces AS known (provider, nonce, used_for, expires_at)
VALUES (:provider, :nonce, :used_for, :expires_at)
ON CONFLICT (provider, nonce) DO UPDATE SET used_for = known.used_for
RETURNING used_for
""")
_FORGET: Final = Statement("DELETE FROM sms.spent_nonces WHERE expires_at < :now")


def spend(connection: Connection, nonces: Mapping[KeyT, SpentNonce], *, now: datetime) -> Set[KeyT]:
    """Spend nonces of callbacks; returns the callbacks whose nonce was used for another one."""
    forged = set[KeyT]()
    # In one order, so that two transactions do not wait for each other.
    for key, nonce in sorted(nonces.items(), key=lambda item: item[1].value):
        values = {
            "provider": nonce.provider,
            "nonce": sha256(nonce.value.encode()).digest(),
            "used_for": nonce.used_for,
            "expires_at": now + nonce.lasts,
        }
        if bytes(_SPEND.run(connection, values).value_or_none()) != nonce.used_for:
            forged.add(key)
    return forged


class SpentNonces:
    """The table of them; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def forget(self, now: datetime) -> int:
        """Delete those that prove nothing any more; returns how many there were."""
        with self._database.transaction() as connection:
            RELAXED.run(connection)
            return _FORGET.run(connection, {"now": now}).changed
