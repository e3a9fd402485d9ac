"""What the SMS gateway has parked: replies, delivery reports, messages and callbacks.

Each is given back with the time that it came in, so that those of one phone are swept in their
order. What was erased is not there any more, although its row is.
"""

from typing import Final

from services.runtime.database import Database
from services.runtime.parked import ParkedItems, ParkedTable
from services.sms.domain.messages import OwnErrorCode

_REPLIES: Final = ParkedTable(
    kind="reply",
    rows="""
        SELECT id, tenant, phone, parked_at AS since, reason, attempts FROM sms.inbox
        WHERE parked_at IS NOT NULL AND phone <> ''
    """,
    give_back="""
        UPDATE sms.inbox SET lease_until = received_at, parked_at = NULL
        WHERE id = ANY(CAST(:ids AS uuid[])) AND parked_at IS NOT NULL AND phone <> ''
        RETURNING id
    """,
)
_REPORTS: Final = ParkedTable(
    kind="report",
    rows="""
        SELECT report.id, coalesce(message.tenant, '') AS tenant,
            coalesce(message.recipient, '') AS phone,
            report.parked_at AS since, report.reason, report.attempts
        FROM sms.status_reports AS report
        LEFT JOIN sms.messages AS message ON message.id = report.message_id
        WHERE report.parked_at IS NOT NULL
    """,
    give_back="""
        UPDATE sms.status_reports SET lease_until = reported_at, parked_at = NULL
        WHERE id = ANY(CAST(:ids AS uuid[])) AND parked_at IS NOT NULL
        RETURNING id
    """,
)
_MESSAGES: Final = ParkedTable(
    kind="message",
    rows=f"""
        SELECT id, tenant, recipient AS phone, created_at AS since,
            error_code AS reason, attempts
        FROM sms.messages
        WHERE error_code = '{OwnErrorCode.UNREADABLE}' AND status = 'queued' AND lease_until IS NULL
    """,
    give_back=f"""
        UPDATE sms.messages SET lease_until = created_at
        WHERE id = ANY(CAST(:ids AS uuid[])) AND status = 'queued' AND lease_until IS NULL
            AND error_code = '{OwnErrorCode.UNREADABLE}'
        RETURNING id
    """,
)
# Whose they are is not known before they are understood.
_CALLBACKS: Final = ParkedTable(
    kind="callback",
    rows="""
        SELECT id, '' AS tenant, '' AS phone, coalesce(parked_at, received_at) AS since,
            reason, attempts
        FROM sms.unreadable_callbacks WHERE lease_until IS NULL
    """,
    give_back="""
        UPDATE sms.unreadable_callbacks SET lease_until = received_at
        WHERE id = ANY(CAST(:ids AS uuid[])) AND lease_until IS NULL
        RETURNING id
    """,
)


def parked_items(database: Database) -> ParkedItems:
    """Return what is parked in the schema `sms`."""
    return ParkedItems(database, [_REPLIES, _REPORTS, _MESSAGES, _CALLBACKS])
