"""The phone network: texts leave for it, and what it answers is written down, or is not."""

from services.sms.domain.messages import Outgoing
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentRecipient,
    SendResult,
    Temporary,
    Unclear,
)
from tests.model.book import Where
from tests.model.carrying import leave, settle
from tests.model.stage import Stage

ANSWERS: dict[str, tuple[SendResult, bool]] = {
    "accepted": (Accepted(), True),
    "refused for now": (Temporary(reason="busy"), False),
    "unclear, arrived": (Unclear(reason="timeout"), True),
    "unclear, lost": (Unclear(reason="timeout"), False),
    "no such phone": (PermanentRecipient(code="unknown"), False),
    "wants nothing": (OptedOut(), False),
}
"""What the provider may answer, and whether the phone gets the text."""
LOOKS = 100


class Network:
    """The sender of one story, and the provider behind it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def leave(self, how: str = "accepted", *, most: int = 256) -> int:
        """Let texts that are due leave; returns how many."""
        result, reaches = ANSWERS[how]

        def leaving(message: Outgoing) -> SendResult:
            leave(self._stage.book, message, now=self._stage.now, reaches=reaches)
            return result

        return self._stage.world.sender.leave(leaving, most=most)

    def settle(self) -> int:
        """Write down what became of texts; returns of how many."""
        settled = list(self._stage.world.sender.unsettled)
        self._stage.world.sender.settle()
        settle(self._stage.book, settled, now=self._stage.now)
        return len(settled)

    def die(self) -> None:
        """Let the sender die; what has left and is not written down will leave again."""
        for one in self._stage.world.sender.unsettled:
            text = self._stage.book.by_id[one.id]
            text.unclear = text.arrived
        self._stage.world.sender.die()

    def sweep(self) -> None:
        """Let the sender claim what others left, also what is still under way elsewhere."""
        for message in self._stage.world.sender.sweep():
            text = self._stage.book.by_id[message.id]
            assert text.where is Where.QUEUED, f"claimed although {text.where}"
            text.unclear = text.arrived

    def report(self, which: int, outcome: str) -> None:
        """Let the provider say what became of a text, perhaps before it is written down as sent."""
        texts = [text for text in self._stage.book.texts if text.arrived]
        if texts:
            text = texts[-1 - which % len(texts)]
            told = "failed" if outcome == "opted out" else outcome
            self._stage.world.report(text.id, told, opted_out=outcome == "opted out")
            text.told.add(told)

    # -- everything works

    def run(self) -> None:
        """Let every process do all that it has to do now."""
        for _ in range(LOOKS):
            if not self._run_once():
                return
        raise AssertionError("it never comes to rest")

    def _run_once(self) -> bool:
        world, did = self._stage.world, 0
        for hop in (world.inbox, world.outbox, world.reports):
            did += hop.sweep() + len(hop.waiting)
            hop.hand_on()
            self._stage.catch_up()
        self.sweep()
        return bool(did + self.leave() + self.settle())
