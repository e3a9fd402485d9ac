"""The system and the model side by side: what is done to the one is told to the other."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from services.sessions.domain.delivery import Delivery
from services.sessions.domain.reply import Reply
from services.sessions.use_cases.end_sessions import StatusReport
from tests.model.book import Book, Line, Talk, Where
from tests.model.carrying import take_over
from tests.model.comparing import compare
from tests.model.numbers import senders_of
from tests.model.reminding import note
from tests.model.replying import handle
from tests.model.world import World

A_MOMENT = timedelta(milliseconds=1)
FAILED = frozenset({"failed", "expired"})


class Stage:
    """One story: a world without a past, and an empty book."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.book = Book()
        world.forget_everything()

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self.world.clock.now()

    def wait(self, by: timedelta) -> None:
        """Let time pass."""
        self.world.clock.advance(by)

    def compare(self) -> None:
        """Check that both say the same; no two things happen at exactly the same time."""
        self.catch_up()
        self.wait(A_MOMENT)
        compare(self.world, self.book)

    def catch_up(self) -> None:
        """Let the model do what the system has done since it looked."""
        happened, self.world.happened = self.world.happened, []
        for event in happened:
            replies = [self.book.replies[one.id] for one in event if isinstance(one, Reply)]
            handle(self.book, replies, now=self.now)
            deliveries = [one for one in event if isinstance(one, Delivery)]
            take_over(self.book, deliveries, now=self.now)
            self._heed([one for one in event if isinstance(one, StatusReport)])

    # -- what there is to choose from

    def talk(self, which: int) -> Talk | None:
        """Return a talk, the newest for 0."""
        talks = list(self.book.talks.values())
        return talks[-1 - which % len(talks)] if talks else None

    def open_talk(self, which: int) -> Talk | None:
        """Return a talk that goes on."""
        talks = [talk for talk in self.book.talks.values() if talk.is_open]
        return talks[-1 - which % len(talks)] if talks else None

    def line(self, phone: str, which: int) -> Line:
        """Return a line of a phone: one of its talks', a bare one, or one that nobody may have."""
        own = [talk.line for talk in self.book.talks_of(phone) if talk.line.sender]
        bare = [Line(phone=phone, sender=sender.address) for sender in senders_of(phone)]
        strange = [
            Line(phone=phone, sender=sender.address, subnumber="7")
            for sender in senders_of(phone)
            if sender.has_subnumbers
        ]
        lines = list(dict.fromkeys([*reversed(own), *bare, *strange]))
        return lines[which % len(lines)]

    # -- sessions that end from outside

    def cancel(self, talk: Talk) -> None:
        """Cancel a session."""
        self.world.ending.cancel(talk.line.tenant, talk.id)
        if talk.is_open:
            self.book.end(talk, "cancelled", self.now)

    def expire(self) -> None:
        """Let the sweep look for sessions whose time is up, and for those that somebody is reminded in."""
        self.world.wake()
        self._end(lambda talk: talk.expires_at <= self.now, "expired")
        (rows,) = self.world.rows("SELECT id, conversation FROM sessions.sessions")
        said = {row.id: row.conversation.get("sent", 0) for row in rows}
        for talk in self.book.talks.values():
            if talk.is_open:
                note(self.book, talk, reminded=said[talk.id] > talk.sent, now=self.now)

    def _heed(self, reports: Sequence[StatusReport]) -> None:
        """What a report says ends a talk: nobody gets its first text, or wants any."""
        known = [(one, self.book.talks[one.session_id]) for one in reports if one.session_id]
        for report, talk in known:
            told = talk.texts[report.sequence - 1]
            # One that was taken back stays failed, also when it had left before its process died.
            dropped = {"failed"} if told.where is Where.DROPPED else set()
            assert report.status in {told.reported, *told.told} | dropped, "nobody told that status"
        stopped = {talk.line.phone for one, talk in known if one.recipient_opted_out}
        lost = {talk.id for one, talk in known if one.sequence == 1 and one.status in FAILED}
        self.book.stopped |= stopped
        self._end(lambda talk: talk.line.phone in stopped, "opted_out")
        self._end(lambda talk: talk.id in lost and not talk.answers, "undeliverable")

    def _end(self, ends: Callable[[Talk], bool], state: str) -> None:
        for talk in self.book.talks.values():
            if talk.is_open and ends(talk):
                self.book.end(talk, state, self.now)

    def unfinished(self) -> list[str]:
        """Return the words of every text and reply that still has a way to go."""
        on_the_way = {Where.OUTBOX, Where.QUEUED}
        texts = [one.words for one in self.book.texts if one.where in on_the_way]
        return texts + [one.words for one in self.book.replies.values() if not one.verdict]
