"""Takes phones and texts out of what is old, and deletes it later (`deploy/KEEPING.md`).

What was sent goes with the phone, since nobody knows which of its words named a person; what was answered is
kept by whoever asked. Rows stay for the counts until they are deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from services.runtime.database import Database
from services.runtime.statements import Statement
from services.runtime.stretch import Stretch
from services.settings.daily_walks import Step
from services.settings.keeping import Keeping
from services.sms.domain.messages import OwnErrorCode

_OF_GROUP: Final = "(item.tenant = ANY(CAST(:tenants AS text[]))) <> :others"


def _look(table: str, is_due: str, *, key: str = "id") -> Statement:
    return Statement(f"""
SELECT item.{key} AS id, {is_due} AS is_due FROM sms.{table} AS item
WHERE item.{key} > CAST(:after AS uuid) AND item.{key} < CAST(:until AS uuid)
ORDER BY item.{key} LIMIT :limit
""")


def _is_over(conversation: str) -> str:
    """What belongs to a conversation is as old as its end.

    Each is looked up by itself: with NOT EXISTS all of them would be read.
    """
    return f"""coalesce((
        SELECT coalesce(address.ended_at, address.expires_at) FROM sms.reply_addresses AS address
        WHERE address.conversation_id = item.{conversation}
    ), '-infinity') < :before"""


_MESSAGES: Final = f"{_OF_GROUP} AND item.created_at < :before AND {_is_over('conversation_id')}"
_INBOX: Final = f"{_OF_GROUP} AND item.received_at < :before AND {_is_over('seen_conversation_id')}"
_ADDRESSES: Final = f"{_OF_GROUP} AND coalesce(item.ended_at, item.expires_at) < :before"
# One without a message of ours is counted to those that nobody has set anything for.
_REPORTS: Final = """item.reported_at < :before AND (item.message_id IS NOT NULL OR :others)
    AND (SELECT message.id FROM sms.messages AS message WHERE message.id = item.message_id) IS NULL"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Old:
    """Which rows are due, and what is done to them."""

    look: Statement
    then: tuple[Statement, ...]


def _delete(table: str, key: str = "id") -> Statement:
    return Statement(f"DELETE FROM sms.{table} WHERE {key} = ANY(CAST(:ids AS uuid[]))")


_ANONYMISING: Final = {
    "anonymise_messages": _Old(
        look=_look("messages", f"{_MESSAGES} AND (item.recipient <> '' OR item.text <> '')"),
        then=(
            Statement(f"""
UPDATE sms.messages SET recipient = '', text = '', lease_until = NULL,
    status = CASE WHEN status = 'queued' THEN 'failed' ELSE status END,
    error_code = CASE WHEN status = 'queued' THEN '{OwnErrorCode.DROPPED}' ELSE error_code END
WHERE id = ANY(ARRAY(
    SELECT id FROM sms.messages WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
))
"""),
        ),
    ),
    "anonymise_inbox": _Old(
        look=_look("inbox", f"{_INBOX} AND (item.phone <> '' OR item.text <> '')"),
        then=(
            Statement("""
UPDATE sms.inbox SET phone = '', text = '', lease_until = NULL WHERE id = ANY(ARRAY(
    SELECT id FROM sms.inbox WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE
))
"""),
        ),
    ),
    "anonymise_addresses": _Old(
        look=_look(
            "reply_addresses", f"{_ADDRESSES} AND item.recipient <> ''", key="conversation_id"
        ),
        then=(
            Statement("""
UPDATE sms.reply_addresses SET recipient = '', held = false
WHERE conversation_id = ANY(CAST(:ids AS uuid[]))
"""),
        ),
    ),
}
_DELETING: Final = {
    "delete_messages": _Old(
        look=_look("messages", _MESSAGES),
        then=(_delete("message_parts", "message_id"), _delete("messages")),
    ),
    "delete_inbox": _Old(look=_look("inbox", _INBOX), then=(_delete("inbox"),)),
    "delete_addresses": _Old(
        look=_look("reply_addresses", _ADDRESSES, key="conversation_id"),
        then=(_delete("reply_addresses", "conversation_id"),),
    ),
    # After the messages that they are about.
    "delete_reports": _Old(
        look=_look("status_reports", _REPORTS), then=(_delete("status_reports"),)
    ),
}
_OF_NOBODY: Final = {
    "delete_callbacks": _Old(
        look=_look("unreadable_callbacks", "item.received_at < :before"),
        then=(_delete("unreadable_callbacks"),),
    ),
}


class PostgresKeeping:
    """The steps of the daily walks; each is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def anonymising(self) -> Mapping[str, Step]:
        """What takes phones and texts out."""
        return self._steps(_ANONYMISING)

    @property
    def deleting(self) -> Mapping[str, Step]:
        """What deletes rows."""
        return self._steps(_DELETING)

    @property
    def of_nobody(self) -> Mapping[str, Step]:
        """What deletes rows whose tenant nobody knows."""
        return self._steps(_OF_NOBODY)

    def _steps(self, old: Mapping[str, _Old]) -> Mapping[str, Step]:
        return {kind: partial(self._step, one) for kind, one in old.items()}

    def _step(self, old: _Old, stretch: Stretch, group: Keeping, before: datetime) -> str | None:
        values = {
            "after": stretch.after,
            "until": stretch.before,
            "limit": stretch.limit,
            "tenants": list(group.tenants),
            "others": group.others,
            "before": before,
        }
        with self._database.transaction() as connection:
            rows = old.look.run(connection, values)
            due = {"ids": [row.id for row in rows if row.is_due]}
            for statement in old.then if due["ids"] else ():
                statement.run(connection, due)
        return rows[-1].id if rows else None
