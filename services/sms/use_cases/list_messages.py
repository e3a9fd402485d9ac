"""Lists the messages of a conversation."""

from collections.abc import Sequence

from services.sms.domain.messages import MessagePage, MessageRecord
from services.sms.ports.store import UnitOfWork


def list_messages(
    uow: UnitOfWork, *, tenant: str, conversation_id: str, page: MessagePage
) -> Sequence[MessageRecord]:
    """Return a page of them in order; none for a conversation that is not the tenant's."""
    with uow.begin() as transaction:
        return transaction.messages.of_conversation(tenant, conversation_id, page=page)
