"""A phone's side of one conversation: what it replies to what it sees. No I/O, and no clock of its own.

It replies to every question that it sees, so a conversation goes on as long as Svar does its part. What
else people do (tapping twice, replying to the greeting, replying with nonsense first) is its character.
"""

import random
from dataclasses import dataclass, field
from enum import StrEnum

from tests.faults.questionnaire import Question, questions, thanks


class Habit(StrEnum):
    """What a person does besides answering."""

    NONE = "none"
    TAPS_TOGETHER = "taps twice, and the provider brings both in one request"
    TAPS_APART = "taps twice, and the provider brings each by itself"
    IMPATIENT = "replies before the question"
    CLUMSY = "replies with nonsense first"


NONSENSE = "what do you mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the phone sends: a text, after so many seconds, as often as `copies` says.

    `stray` says that the provider brings it, or each copy, by itself, in whatever order.
    """

    text: str
    element: str | None
    after: float
    copies: int = 1
    stray: bool = False


@dataclass(slots=True, kw_only=True)
class Talk:
    """One conversation: with `phone`, about `survey`, on the reply address that it began with."""

    phone: str
    survey: str
    address: str
    habit: Habit
    odd_at: int
    """The number of the question at which the habit shows."""
    patience: float
    """How long this person takes for a reply at most, in seconds."""
    chance: random.Random
    received: int = 0
    waiting_since: float | None = None
    done: bool = False
    _was_clumsy: bool = False
    _answered: set[str] = field(default_factory=set)

    def receive(self, text: str) -> list[Reply]:
        """Take a message and return what is replied."""
        self.received += 1
        self.waiting_since = None
        if thanks(self.survey) in text:
            self.done = True
            return []
        asked = [one for one in questions(self.survey) if one.text in text]
        if asked:
            # A question is repeated after nonsense; who has answered meanwhile does not answer again.
            return [] if asked[0].element in self._answered else [self._answer(asked[0])]
        if self.habit is Habit.IMPATIENT and not self.done:
            return [Reply(text=NONSENSE, element=None, after=0.0, stray=True)]
        return []

    def acknowledged(self, received_before: int, now: float) -> None:
        """Note that a reply was taken, so that from now on the phone waits for what follows."""
        if self.received == received_before and not self.done:
            self.waiting_since = now

    def _answer(self, question: Question) -> Reply:
        after = self.chance.uniform(0, self.patience)
        odd = question.number == self.odd_at
        if odd and self.habit is Habit.CLUMSY and question.type != "open" and not self._was_clumsy:
            self._was_clumsy = True
            return Reply(text=NONSENSE, element=None, after=after)
        self._answered.add(question.element)
        twice = odd and self.habit in {Habit.TAPS_TOGETHER, Habit.TAPS_APART}
        return Reply(
            text=question.reply(self.phone),
            element=question.element,
            after=after,
            copies=2 if twice else 1,
            stray=twice and self.habit is Habit.TAPS_APART,
        )


def begin(phone: str, survey: str, *, address: str, seed: str) -> Talk:
    """Return a conversation whose person is drawn from the seed and the phone."""
    chance = random.Random(f"{seed}/{phone}/{survey}")
    habit = chance.choices(list(Habit), weights=[5, 1, 1, 1, 1])[0]
    return Talk(
        phone=phone,
        survey=survey,
        address=address,
        habit=habit,
        # Never at the last question: what is said after it is said to a survey that is over.
        odd_at=chance.randint(1, len(questions(survey)) - 1),
        patience=chance.choice([0.05, 1.0, 3.0]),
        chance=chance,
    )
