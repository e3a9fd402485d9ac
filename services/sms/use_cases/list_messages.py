"""Lists the messages of a conversation, and says how far single ones have come."""

from collections.abc import Sequence

from services.sms.domain.messages import (
    ConversationPlace,
    MessagePage,
    MessageRecord,
    MessageStanding,
)
from services.sms.ports.store import UnitOfWork


def list_messages(
    uow: UnitOfWork, *, tenant: str, conversation_id: str, page: MessagePage
) -> Sequence[MessageRecord]:
    """Return a page of them in order; none for a conversation that is not the tenant's."""
    with uow.begin() as transaction:
        return transaction.messages.of_conversation(tenant, conversation_id, page=page)


def look_up_messages(
    uow: UnitOfWork, places: Sequence[ConversationPlace]
) -> Sequence[MessageStanding]:
    """Return how far the message at each place has come, in order."""
    with uow.begin() as transaction:
        return transaction.messages.standings(places)
