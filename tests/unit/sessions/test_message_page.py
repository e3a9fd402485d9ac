"""Which messages of both directions make a page, and where the next one begins."""

from datetime import UTC, datetime, timedelta

import pytest

from services.engine.outcome import TakenReply, Verdict
from services.sessions.domain.message import SentMessage
from services.sessions.domain.message_page import RepliesPage, shown_messages
from services.sessions.domain.reply import KeptReply, Reply
from services.sessions.domain.session import Address

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def kept(id: str) -> KeptReply:
    reply = Reply(
        id=id,
        tenant="default",
        address=Address(),
        text="",
        received_at=NOON + timedelta(seconds=int(id)),
        in_reply_to=None,
    )
    return KeptReply(reply=reply, session_id="s", taken=TakenReply(verdict=Verdict.LATE))


def sent(id: str) -> SentMessage:
    return SentMessage(
        id=id, text="", status="sent", segments=1, encoding="gsm7", at=NOON, kind="text"
    )


@pytest.mark.parametrize(
    ("received", "more", "said", "shown", "next_id"),
    [
        ("", False, "", "", None),
        ("1", False, "2", "12", None),
        ("13", False, "245", "345", "3"),
        ("", False, "2345", "345", "3"),
        ("246", True, "1357", "567", "5"),
        # What was received is long: nothing older than the last of it is shown.
        ("6", True, "1235", "6", "6"),
        ("6", True, "789", "789", "7"),
    ],
)
def test_a_page_is_the_newest_of_both_directions(
    received: str, more: bool, said: str, shown: str, next_id: str | None
) -> None:
    page = shown_messages(
        RepliesPage(replies=[kept(one) for one in reversed(received)], more=more),
        [sent(one) for one in said],
        size=3,
    )

    both = [one.id for one in page.sent] + [one.reply.id for one in page.replies]
    assert ("".join(sorted(both)), page.next_id) == (shown, next_id)
    assert [one.reply.id for one in page.replies] == sorted(one.reply.id for one in page.replies)
