"""The surveys of the model, each told twice: to the system as a definition, and here in plain words.

What a reply means is a table, where a survey leads is a function. Neither knows the engine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

Value = int | bool | str
Answers = Mapping[str, Value]

ERROR = "Sorry?"
HELP = "This is help."
STOPPED = "You will hear no more."
STARTED = "Welcome back."
NOT_FOUND = "We asked nothing."

REMINDER = "Are you there?"
CONFIRM = "Is it {answer}?"

BLANK = "   "
RIDDLE = "8 zzz"
"""A likely answer among words that nobody knows."""
REPEAT, SKIP = "?", "skip"
DAY, TWO_DAYS = "On 3 May 2026, thanks", "3/5/2026"
"""A day, and what may be two of them in English."""

WORDS = (
    "8",
    "9",
    "2",
    "1",
    "11",
    "8, great",
    "yes",
    "no",
    "nothing",
    RIDDLE,
    DAY,
    TWO_DAYS,
    REPEAT,
    SKIP,
    "Waiting time",
    BLANK,
    "start",
    "help",
    "stop",
)
"""What phones write."""

TEN: Mapping[str, Value] = {"8": 8, "9": 9, "2": 2, "1": 1, "8, great": 8}
DATES: Mapping[str, Value] = {DAY: "2026-05-03"}
LIKELY_DATES: Mapping[str, Value] = {TWO_DAYS: "2026-05-03"}
SHOWN: Mapping[Value, str] = {"2026-05-03": "3 May 2026"}
"""How an answer is said where it is not said as it is stored."""
LIKELY: Mapping[str, Value] = {RIDDLE: 8}
YES_OR_NO: Mapping[str, Value] = {"yes": True, "no": False, "1": True, "2": False}
WAIT_OR_HELP: Mapping[str, Value] = {"1": 0, "2": 1, "Waiting time": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something said, or asked where there are `readings`; an open question reads anything."""

    name: str
    text: str
    readings: Mapping[str, Value] | None = None
    is_open: bool = False
    optional: bool = False

    @property
    def asks(self) -> bool:
        """Whether a reply is expected."""
        return self.is_open or self.readings is not None

    def read(self, words: str) -> Value | None:
        """Return the answer in a reply, None where there is none."""
        if self.is_open:
            return words.strip() or None
        return (self.readings or {}).get(words)

    def guess(self, words: str) -> Value | None:
        """Return the answer that a reply may mean, None where there is none."""
        if self.readings is DATES:
            return LIKELY_DATES.get(words)
        return LIKELY.get(words) if self.readings is TEN else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A survey; `leads` says after which answers a step leads elsewhere, None for straight on.

    `reminders` are hours after a text was sent that nobody has replied to, `most_a_day` is how many of it
    begin with one phone in a day of the tenant's, None for any number.
    """

    survey_id: str
    steps: tuple[Step, ...]
    closing: str
    unavailable: str
    refuses_second: bool
    most_invalid: int
    lasts: timedelta
    pause: timedelta
    thinking: timedelta
    leads: Callable[[str, Answers], str | None]
    reminders: tuple[int, ...] = ()
    most_a_day: int | None = None

    def step(self, name: str | None) -> Step:
        """Return a step by its name."""
        return next(step for step in self.steps if step.name == name)

    def after(self, name: str, answers: Answers) -> int:
        """Return the place after a step; the number of steps is the end."""
        target = self.leads(name, answers)
        names = [step.name for step in self.steps]
        if target == "end":
            return len(names)
        return names.index(target if target else name) + (0 if target else 1)


ONE = Questionnaire(
    survey_id="11111111-1111-4111-8111-111111111111",
    steps=(Step(name="score", text="How was it, 1-10?", readings=TEN),),
    closing="Thanks for the one.",
    unavailable="The one is over.",
    refuses_second=True,
    most_invalid=2,
    lasts=timedelta(hours=2),
    pause=timedelta(seconds=2),
    thinking=timedelta(seconds=1),
    leads=lambda _name, _answers: None,
)


def _branches(name: str, answers: Answers) -> str | None:
    score = answers.get("score")
    if name != "score" or score is None:
        return None
    if int(score) >= 9:
        return "almost"
    return "end" if int(score) <= 1 else None


BRANCHES = Questionnaire(
    survey_id="22222222-2222-4222-8222-222222222222",
    steps=(
        Step(name="hello", text="Hello."),
        Step(name="score", text="And the call, 1-10?", readings=TEN),
        Step(name="why", text="Why?\n1. Waiting time\n2. The help I got", readings=WAIT_OR_HELP),
        Step(name="almost", text="Almost there."),
        Step(name="comment", text="Anything to add?", is_open=True),
    ),
    closing="Thanks for all of it.",
    unavailable="This one has ended.",
    refuses_second=False,
    most_invalid=3,
    lasts=timedelta(hours=72),
    pause=timedelta(seconds=2),
    thinking=timedelta(seconds=1),
    leads=_branches,
    reminders=(23, 47),
)


def _optional(name: str, answers: Answers) -> str | None:
    return "end" if name == "solved" and answers.get("solved") is True else None


OPTIONAL = Questionnaire(
    survey_id="33333333-3333-4333-8333-333333333333",
    steps=(
        Step(name="solved", text="Was it solved?", readings=YES_OR_NO, optional=True),
        Step(name="next", text="One more."),
        Step(name="when", text="When was it?", readings=DATES),
        Step(name="effort", text="How easy was it, 1-10?", readings=TEN),
    ),
    closing="Goodbye.",
    unavailable="Too late for this one.",
    refuses_second=False,
    most_invalid=2,
    lasts=timedelta(hours=24),
    pause=timedelta(seconds=5),
    thinking=timedelta(0),
    leads=_optional,
    reminders=(1,),
    most_a_day=2,
)

ALL = (ONE, BRANCHES, OPTIONAL)
BY_NAME = {"one": ONE, "branches": BRANCHES, "optional": OPTIONAL}
BY_ID = {one.survey_id: one for one in ALL}
