"""The state machine: every rule is something that happens to the system, and to the model alike.

Rules that find nothing to do do nothing. A story ends with everything working until it is at rest.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.model.book import Talk
from tests.model.faults import FAULTS, HOPS, hop_of, lose_the_index, spoil_the_index
from tests.model.inviting import invitation
from tests.model.network import ANSWERS, Network
from tests.model.numbers import PHONES
from tests.model.phones import Phones
from tests.model.questionnaires import BY_NAME, RIDDLE, WORDS
from tests.model.requesting import request
from tests.model.stage import Stage
from tests.model.world import World

LOOKS = 200
A_WHILE = timedelta(seconds=31)
"""Longer than any lease."""

WAYS = {
    "once": (1, True),
    "twice in one request": (2, True),
    "without a name": (1, False),
    "three times without a name": (3, False),
}
"""How many messages the provider makes of one, and whether it names them."""

phones = st.sampled_from(PHONES)
surveys = st.sampled_from(list(BY_NAME))
places = st.integers(min_value=0, max_value=7)
hops = st.sampled_from(HOPS)
taps = st.sampled_from([1, 1, 2])


def happens(**strategies: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a method a rule that is counted; `sound` says whether the last one went well."""

    def made(method: Callable[..., None]) -> Any:
        @wraps(method)
        def careful(self: "Conversations", **chosen: Any) -> None:
            self.sound = False
            method(self, **chosen)
            self.steps[0] += 1

        made_rule: Any = rule(**strategies)
        return made_rule(careful)

    return made


class Conversations(RuleBasedStateMachine):
    """Phones, surveys, faults. `world` and `steps` are set on a subclass by whoever runs it."""

    world: ClassVar[World]
    steps: ClassVar[list[int]]
    sound = False

    @initialize(phone=phones, survey=surveys)
    def begin(self, phone: str, survey: str) -> None:
        """A survey has reached a phone."""
        self.stage = Stage(self.world)
        self.phones = Phones(self.stage)
        self.network = Network(self.stage)
        request(self.stage, [invitation(phone, BY_NAME[survey])])
        self._go_on(6)

    # -- surveys

    @happens(
        phone=phones,
        survey=surveys,
        key=st.sampled_from(["", "", "a", "b"]),
        content=st.sampled_from(["", "Acme here."]),
        arrives=st.booleans(),
    )
    def send(self, phone: str, survey: str, key: str, content: str, arrives: bool) -> None:
        """Somebody sends a survey, perhaps not for the first time."""
        request(self.stage, [invitation(phone, BY_NAME[survey], key=key, content=content)])
        if arrives:
            self._go_on(6)

    @happens(to=st.lists(phones, min_size=2, max_size=4), survey=surveys)
    def send_to_many(self, to: list[str], survey: str) -> None:
        """Somebody sends a survey to several phones, perhaps to one of them twice."""
        request(self.stage, [invitation(phone, BY_NAME[survey]) for phone in to])

    @happens(which=places, how=st.sampled_from(["expire", "expire", "cancel"]))
    def end(self, which: int, how: str) -> None:
        """Somebody cancels a session, or the sweep looks for those whose time is up."""
        talk = self.stage.talk(which)
        if how == "expire":
            self.stage.expire()
        elif talk is not None:
            self.stage.cancel(talk)

    # -- replies

    @happens(which=places, choice=places, taps=taps, seconds=st.sampled_from([0.5, 1, 3, 9]))
    def converse(self, which: int, choice: int, taps: int, seconds: float) -> None:
        """Somebody who got the question answers it, and everything works."""
        talk = self.stage.open_talk(which)
        if talk is not None:
            self._go_on(6)
            self.stage.wait(timedelta(seconds=seconds))
            self._answer(talk, choice, taps)
            self._go_on(3)

    @happens(which=places, choice=places, taps=taps)
    def answer(self, which: int, choice: int, taps: int) -> None:
        """Somebody answers what is asked, whether it has reached the phone or not."""
        talk = self.stage.open_talk(which)
        if talk is not None:
            self._answer(talk, choice, taps)

    def _answer(self, talk: Talk, choice: int, taps: int) -> None:
        if talk.question:
            readings = talk.survey.step(talk.current).readings or ["Fine."]
            words = [*readings, "nothing", "11", RIDDLE, *(["yes"] if talk.pending else [])]
            self.phones.write(talk.line, words[choice % len(words)], copies=taps)

    @happens(
        phone=phones,
        which=places,
        words=st.sampled_from(WORDS),
        way=st.sampled_from(list(WAYS)),
        handled=st.booleans(),
    )
    def write(self, phone: str, which: int, words: str, way: str, handled: bool) -> None:
        """A phone writes something to one of our numbers."""
        copies, named = WAYS[way]
        self.phones.write(self.stage.line(phone, which), words, copies=copies, named=named)
        if handled:
            self.network.run()

    @happens(which=places)
    def deliver_again(self, which: int) -> None:
        """The provider delivers a message that it has delivered before."""
        self.phones.deliver_again(which)

    # -- time

    @happens(seconds=st.sampled_from([0.5, 1, 2, 3, 4, 5, 11, 21, 60, 400]))
    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.stage.wait(timedelta(seconds=seconds))

    @happens(hours=st.sampled_from([1, 2, 23, 24, 47, 72, 24 * 14]), swept=st.booleans())
    def wait_long(self, hours: int, swept: bool) -> None:
        """Much time passes; perhaps the sweep looks who is to be reminded."""
        self.stage.wait(timedelta(hours=hours))
        if swept:
            self.stage.expire()

    @happens(
        which=places,
        minutes=st.sampled_from([-1, 0, 1, 4, 5, 6]),
        swept=st.booleans(),
        choice=places,
    )
    def answer_at_the_end(self, which: int, minutes: int, swept: bool, choice: int) -> None:
        """Somebody answers about the time when a session expires, or its grace is over."""
        talk = self.stage.open_talk(which)
        if talk is None:
            return
        by = talk.expires_at + timedelta(minutes=minutes) - self.stage.now
        self.stage.wait(max(by, timedelta(0)))
        if swept:
            self.stage.expire()
        self._answer(talk, choice, 1)

    @happens(seconds=st.sampled_from([3, 6, 12]))
    def go_on(self, seconds: int) -> None:
        """Everything works for a while."""
        self._go_on(seconds)

    def _go_on(self, seconds: int) -> None:
        self.network.run()
        for _ in range(seconds // 3):
            self.stage.wait(timedelta(seconds=3))
            self.network.run()

    # -- one step of one process

    @happens(hop=hops, most=st.integers(min_value=1, max_value=5))
    def hand_on(self, hop: str, most: int) -> None:
        """A process hands on some of what it holds."""
        hop_of(self.stage, hop).hand_on(most)

    @happens(hop=st.sampled_from([*HOPS, "sender"]))
    def sweep(self, hop: str) -> None:
        """A sweeper looks for what others left."""
        if hop == "sender":
            self.network.sweep()
        else:
            hop_of(self.stage, hop).sweep()

    @happens(fault=st.sampled_from(list(FAULTS)), hop=hops, which=places)
    def go_wrong(self, fault: str, hop: str, which: int) -> None:
        """Something goes wrong between two processes."""
        FAULTS[fault](self.stage, hop, which)

    @happens(rubbish=st.booleans(), phone=phones, which=places)
    def forget(self, rubbish: bool, phone: str, which: int) -> None:
        """Redis is emptied, or names a wrong session."""
        if rubbish:
            spoil_the_index(self.stage, phone, which)
        else:
            lose_the_index(self.stage)

    @happens(
        how=st.sampled_from(["accepted", *ANSWERS]),
        most=st.integers(1, 3),
        fresh=st.booleans(),
        dies=st.sampled_from([False, False, True]),
    )
    def leave(self, how: str, most: int, fresh: bool, dies: bool) -> None:
        """Texts that are due leave; the answer is not written down yet, or never."""
        for hop in ("inbox", "outbox") if fresh else ():
            hop_of(self.stage, hop).hand_on()
            self.stage.catch_up()
        self.network.leave(how, most=most)
        if dies:
            self.network.die()

    @happens()
    def settle(self) -> None:
        """What became of texts is written down."""
        self.network.settle()

    @happens(which=places, outcome=st.sampled_from(["delivered", "failed", "opted out"]))
    def report(self, which: int, outcome: str) -> None:
        """The provider says what became of a text."""
        self.network.report(which, outcome)

    # -- what always holds

    @invariant()
    def the_two_agree(self) -> None:
        """The database says what the book says."""
        self.sound = False
        self.stage.compare()
        self.sound = True

    def teardown(self) -> None:
        """At last everything works, and whatever was begun comes to its end."""
        if not self.sound:
            return
        for _ in range(LOOKS):
            self.stage.wait(A_WHILE)
            self.network.run()
            self.stage.compare()
            if not self.stage.unfinished():
                return
        raise AssertionError(f"never finished: {self.stage.unfinished()}")
