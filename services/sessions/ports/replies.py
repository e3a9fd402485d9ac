"""Where replies are kept, as the use cases see it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.sessions.domain.message_page import MessagePage, RepliesPage
from services.sessions.domain.misunderstood import MisunderstoodReply
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import Conversation, PastReply


class Replies(Protocol):
    """Replies of one transaction."""

    def known(self, reply_ids: Sequence[str]) -> set[str]:
        """Return which of these replies are stored already."""
        ...

    def keep(self, kept: Sequence[KeptReply]) -> set[str]:
        """Store replies; one stored already stays as it is. Returns the ids of the new ones."""
        ...

    def page_of(self, session_id: str, page: MessagePage) -> RepliesPage:
        """Return a page of a session's replies: fewer than asked for when they are long."""
        ...

    def answers_of(self, session_id: str) -> Sequence[KeptReply]:
        """Return the last accepted reply to each question, in the order in which they were first answered.

        Of its words only the first `CHARACTERS_OF_AN_ANSWER`.
        """
        ...

    def misunderstood(self, tenant: str, survey_id: str) -> Sequence[MisunderstoodReply]:
        """Return the newest replies of a survey that were asked again or confirmed, newest first.

        Of its newest `NEWEST_SESSIONS` sessions, at most `NEWEST_REPLIES`.
        """
        ...

    def last_of(
        self, conversations: Sequence[Conversation]
    ) -> Mapping[Conversation, Sequence[PastReply]]:
        """Return the last two replies of each conversation, oldest first."""
        ...
