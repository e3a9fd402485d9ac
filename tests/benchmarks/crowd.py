"""The customers of one sender, with the call centre that asks them."""

from dataclasses import dataclass

from tests.benchmarks.callers import Callers
from tests.benchmarks.phones import Phones
from tests.benchmarks.questionnaire import QUESTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Phones that answer, and who sends surveys to them."""

    phones: Phones
    callers: Callers

    async def prepare(self, replies: int) -> None:
        """Send surveys until so many replies can be given."""
        there = sum(1 + QUESTIONS - conversation.received for conversation in self.phones.ready)
        missing = -(-(replies - there) // QUESTIONS)
        if missing > 0:
            await self.callers.send_many(missing)
