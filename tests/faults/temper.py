"""How the provider treats what Svar sends: mostly well, and now and then as badly as real ones do."""

import random
from collections import Counter
from typing import Final

from tests.fakes.sms_provider import (
    FAIL,
    HANG,
    NOT_JSON,
    RESET,
    TAKE,
    TAKE_THEN_FAIL,
    TAKE_THEN_HANG,
    TAKE_THEN_RESET,
    Behaviour,
    Step,
    throttle,
)

_ODDS: Final[tuple[tuple[str, Step, float], ...]] = (
    ("500", FAIL, 0.01),
    ("reset", RESET, 0.01),
    ("hung", HANG, 0.003),
    ("taken, answer no JSON", NOT_JSON, 0.01),
    ("taken, then reset", TAKE_THEN_RESET, 0.01),
    ("taken, then 500", TAKE_THEN_FAIL, 0.005),
    ("taken, then hung", TAKE_THEN_HANG, 0.003),
    # Holds back a whole sender for a second.
    ("429", throttle("1"), 0.001),
)
_MOST_IN_A_ROW: Final = 2
"""A message fares badly so often at most: how long it then waits is decided by us, not by Svar."""


class Temper:
    """Decides how each request is met. While `calm`, everything is taken at once."""

    def __init__(self, seed: str) -> None:
        self.calm = False
        self.down = False
        """Whether the provider fails every request, which it does not do for long."""
        self.met: Counter[str] = Counter()
        self.unnamed: set[str] = set()
        """The messages of which Svar may not have learnt what the provider calls them."""
        self._chance = random.Random(f"{seed}/temper")
        self._bad: Counter[str] = Counter()
        self._known: set[str] = set()

    def __call__(self, message_id: str) -> Step:
        """Return how a request with this message is met."""
        if self.down:
            return FAIL
        if self.calm or self._bad[message_id] >= _MOST_IN_A_ROW:
            return TAKE
        name, step = self._draw()
        if step is NOT_JSON and message_id in self._known:
            # What it is called was said before, or reported: who says it once does not forget it.
            name, step = "taken", TAKE
        self._known.add(message_id)
        self._bad[message_id] += not is_clear(step)
        self.met[name] += 1
        if step is NOT_JSON:
            self.unnamed.add(message_id)
        return step

    def _draw(self) -> tuple[str, Step]:
        drawn = self._chance.random()
        for name, step, odds in _ODDS:
            drawn -= odds
            if drawn < 0:
                return name, step
        return "taken", TAKE


def is_clear(step: Step) -> bool:
    """Say whether Svar learns from the answer that the message was taken."""
    return step.keeps and step.behaviour is Behaviour.ANSWER and step.status < 300
