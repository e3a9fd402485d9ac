"""What phones write, as a provider delivers it: named or not, once or several times, again later."""

from datetime import datetime, timedelta

from tests.model.book import Line, Said
from tests.model.carrying import seen_at
from tests.model.stage import Stage

SAME_TEXT = timedelta(seconds=4)
"""Without a name, the same words between the same numbers within this time are one message."""


class Phones:
    """The phones of one story."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._named: list[dict[str, object]] = []
        self._last: dict[tuple[Line, str], datetime] = {}

    def write(self, line: Line, words: str, *, copies: int = 1, named: bool = True) -> None:
        """Let a phone write; copies come in one request, each a message of its own if it is named."""
        items = [self._item(line, words, named=named) for _ in range(copies)]
        expected = copies if named else self._new_ones(line, words)
        new = self._stage.world.receive(*items)
        assert len(new) == expected, f"{len(new)} of {copies} taken instead of {expected}"
        for row in new:
            told = row.row.in_reply_to
            self._note(row.id, line, words, told.message_id if told else "")

    def deliver_again(self, which: int) -> None:
        """Let the provider deliver a message that it has delivered before."""
        if self._named:
            item = self._named[-1 - which % len(self._named)]
            assert not self._stage.world.receive(item), "the same message, taken twice"

    def _note(self, reply_id: str, line: Line, words: str, told: str) -> None:
        book, now = self._stage.book, self._stage.now
        seen = seen_at(book, line, now)
        assert (seen.id if seen else "") == told, "another text was seen"
        book.replies[reply_id] = Said(
            id=reply_id, line=line, words=words, at=now, number=next(book.numbers), seen=seen
        )

    def _item(self, line: Line, words: str, *, named: bool) -> dict[str, object]:
        address = line.sender + line.subnumber
        item: dict[str, object] = {"from": line.phone, "to": address, "text": words}
        if named:
            item["messageId"] = f"m{next(self._stage.book.numbers)}"
            self._named.append(item)
        return item

    def _new_ones(self, line: Line, words: str) -> int:
        """How many of several messages without a name are new: one, unless it came just before."""
        last, now = self._last.get((line, words)), self._stage.now
        if last is not None and now - last <= SAME_TEXT:
            return 0
        self._last[line, words] = now
        return 1
