"""Transactions on Postgres, as use cases open them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from services.runtime.database import Database
from services.sms.domain.strangers import ROWS_A_DAY
from services.sms.ports.store import (
    Handsets,
    Inbox,
    Messages,
    Ranges,
    Recipients,
    ReplyAddresses,
    Spending,
    Transaction,
)
from services.sms.store.erasure import PostgresRecipients
from services.sms.store.handsets import PostgresHandsets
from services.sms.store.inbox import PostgresInbox
from services.sms.store.messages import PostgresMessages
from services.sms.store.range_days import PostgresRangeDays
from services.sms.store.reply_addresses import PostgresReplyAddresses
from services.sms.store.spending import PostgresSpending


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresTransaction:
    """What an open transaction offers."""

    messages: Messages
    inbox: Inbox
    reply_addresses: ReplyAddresses
    handsets: Handsets
    recipients: Recipients
    spending: Spending
    ranges: Ranges


class PostgresUnitOfWork:
    """Opens transactions on one database."""

    def __init__(self, database: Database, *, strangers_a_day: int = ROWS_A_DAY) -> None:
        self._database = database
        self._strangers_a_day = strangers_a_day

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises."""
        with self._database.transaction() as connection:
            yield PostgresTransaction(
                messages=PostgresMessages(connection),
                inbox=PostgresInbox(connection, strangers_a_day=self._strangers_a_day),
                reply_addresses=PostgresReplyAddresses(connection),
                handsets=PostgresHandsets(connection),
                recipients=PostgresRecipients(connection),
                spending=PostgresSpending(connection),
                ranges=PostgresRangeDays(connection),
            )
