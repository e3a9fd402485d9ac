"""Where conversations are summed up, as the use case sees it."""

from collections.abc import Sequence
from typing import Protocol

from services.sms.domain.summaries import ConversationSummary


class Summaries(Protocol):
    """Sums over messages."""

    def of(self, conversation_ids: Sequence[str]) -> Sequence[ConversationSummary]:
        """Return one for each conversation that has messages, in no order."""
        ...
