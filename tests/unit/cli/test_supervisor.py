"""The supervisor with children that die on command and a clock that is told the time."""

from dataclasses import dataclass, field

from services.cli.supervisor import Supervisor
from services.runtime.errors import ConfigurationError


@dataclass
class FakeClock:
    """Seconds that pass when a test says so."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeChild:
    """A child without a process."""

    name: str
    journal: list[str] = field(default_factory=list)
    pid: int | None = None
    exit_code: int | None = None
    starts: int = 0
    obstacle: str = ""

    def start(self) -> None:
        if self.obstacle:
            raise ConfigurationError([self.obstacle])
        self.starts += 1
        self.pid, self.exit_code = 1000 + self.starts, None

    def die(self, exit_code: int) -> None:
        self.pid, self.exit_code = None, exit_code

    def stop(self) -> None:
        self.journal.append(f"stop {self.name}")
        self.pid = None

    def kill(self) -> None:
        self.journal.append(f"kill {self.name}")
        self.pid = None


def test_what_dies_is_started_again_after_a_pause_and_both_are_said() -> None:
    said: list[str] = []
    clock, child = FakeClock(), FakeChild("sms")
    supervisor = Supervisor(say=said.append, clock=clock)
    supervisor.start(child)

    clock.now += 12.0
    child.die(-9)
    supervisor.look()
    clock.now += 0.1
    supervisor.look()
    starts_within_the_pause = child.starts
    clock.now += 0.2
    supervisor.look()

    assert starts_within_the_pause == 1
    assert child.starts == 2
    assert said == [
        "started sms (process 1001)",
        "sms was ended by SIGKILL after 12.0 s; starting it again in 0.2 s",
        "started sms again (process 1002)",
    ]


def test_a_child_that_cannot_be_started_again_is_tried_after_a_longer_pause() -> None:
    said: list[str] = []
    clock, child = FakeClock(), FakeChild("Postgres")
    supervisor = Supervisor(say=said.append, clock=clock)
    supervisor.start(child)

    child.die(1)
    child.obstacle = "The disk is full."
    supervisor.look()
    clock.now += 0.3
    supervisor.look()
    child.obstacle = ""
    clock.now += 0.5
    supervisor.look()

    assert child.starts == 2
    assert "The disk is full." in said
    assert any("in 0.4 s" in line for line in said)


def test_one_that_dies_does_not_touch_the_others() -> None:
    clock, sms, surveys = FakeClock(), FakeChild("sms"), FakeChild("surveys")
    supervisor = Supervisor(say=lambda _: None, clock=clock)
    supervisor.start(surveys)
    supervisor.start(sms)

    sms.die(1)
    for _ in range(3):
        supervisor.look()
        clock.now += 1.0

    assert (surveys.starts, sms.starts) == (1, 2)


def test_children_stop_in_the_opposite_order_of_their_start() -> None:
    journal: list[str] = []
    supervisor = Supervisor(say=lambda _: None, clock=FakeClock())
    for name in ("Postgres", "surveys", "gateway"):
        supervisor.start(FakeChild(name, journal))

    supervisor.stop()

    assert journal == ["stop gateway", "stop surveys", "stop Postgres"]


def test_killing_spares_nobody() -> None:
    journal: list[str] = []
    supervisor = Supervisor(say=lambda _: None, clock=FakeClock())
    for name in ("Postgres", "gateway"):
        supervisor.start(FakeChild(name, journal))

    supervisor.kill()

    assert journal == ["kill Postgres", "kill gateway"]
