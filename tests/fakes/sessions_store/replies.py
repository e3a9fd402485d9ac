"""Replies in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from msgspec import structs

from services.engine.outcome import Verdict
from services.sessions.domain.message_page import (
    BYTES_A_PAGE,
    CHARACTERS_OF_AN_ANSWER,
    MessagePage,
    RepliesPage,
)
from services.sessions.domain.misunderstood import MisunderstoodReply
from services.sessions.domain.reply import KeptReply
from services.sessions.domain.restraint import Conversation, PastReply, conversation_of
from tests.fakes.sessions_store.rows import Rows


class FakeReplies:
    """`ports.Replies` on tables in memory."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def known(self, reply_ids: Sequence[str]) -> set[str]:
        """Return which of these replies are stored already."""
        return {one for one in reply_ids if one in self._rows.replies}

    def keep(self, kept: Sequence[KeptReply]) -> set[str]:
        """Store replies; returns the ids of the new ones."""
        new = {one.reply.id: one for one in kept if one.reply.id not in self._rows.replies}
        self._rows.replies |= new
        return set(new)

    def page_of(self, session_id: str, page: MessagePage) -> RepliesPage:
        """Return a page of a session's replies: fewer than asked for when they are long."""
        asked = [
            one
            for one in reversed(self._in_order())
            if one.session_id == session_id
            and (page.before_id is None or one.reply.id < page.before_id)
        ]
        asked.sort(key=lambda one: one.reply.id, reverse=True)
        before = [0, *accumulate(len(one.reply.text.encode()) for one in asked)]
        fitting = [one for one, size in zip(asked, before, strict=False) if size < BYTES_A_PAGE]
        shown = fitting[: page.size]
        return RepliesPage(replies=shown, more=len(shown) < len(asked))

    def answers_of(self, session_id: str) -> Sequence[KeptReply]:
        """Return the last accepted reply to each question, in the order first answered."""
        own = [one for one in self._in_order() if one.session_id == session_id]
        last = {one.taken.element_id: one for one in own if one.taken.verdict is Verdict.ANSWER}
        return [_shortened(one) for one in last.values()]

    def misunderstood(self, tenant: str, survey_id: str) -> Sequence[MisunderstoodReply]:
        """Return the replies of a survey that were asked again or confirmed, newest first."""
        own = {
            one.id
            for one in self._rows.sessions.values()
            if (one.tenant, one.survey_id) == (tenant, survey_id)
        }
        return [
            MisunderstoodReply(
                element_id=one.taken.element_id,
                element_type=one.taken.element_type or "",
                text=one.reply.text,
                reason=one.taken.reason or "",
                received_at=one.reply.received_at,
            )
            for one in reversed(self._in_order())
            if one.session_id in own
            and one.taken.verdict in (Verdict.INVALID, Verdict.CONFIRM)
            and one.taken.element_id
        ]

    def last_of(
        self, conversations: Sequence[Conversation]
    ) -> Mapping[Conversation, Sequence[PastReply]]:
        """Return the last two replies of each conversation, oldest first."""
        past: dict[Conversation, list[PastReply]] = {one: [] for one in conversations}
        for one in self._in_order():
            conversation = conversation_of(one.reply, one.session_id)
            if conversation in past:
                accepted = one.taken.verdict is Verdict.ANSWER
                past[conversation].append(PastReply(text=one.reply.text, accepted=accepted))
        return {conversation: replies[-2:] for conversation, replies in past.items()}

    def _in_order(self) -> list[KeptReply]:
        stored = self._rows.replies.values()
        return sorted(stored, key=lambda one: (one.reply.received_at, one.reply.id))


def _shortened(kept: KeptReply) -> KeptReply:
    most = CHARACTERS_OF_AN_ANSWER
    return structs.replace(
        kept,
        reply=structs.replace(kept.reply, text=kept.reply.text[:most]),
        taken=replace(kept.taken, comment=kept.taken.comment[:most]),
    )
