"""What goes wrong between two processes, each by its name, so that a story can be read."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.model.hop import Hop
from tests.model.stage import Stage

HOPS = ("outbox", "inbox", "reports")


def hop_of(stage: Stage, name: str) -> Hop[Any]:
    """Return a hop by its name."""
    hop: Hop[Any] = getattr(stage.world, name)
    return hop


def _die(stage: Stage, hop: str, _which: int) -> None:
    hop_of(stage, hop).die()


def _hand_on_and_die(stage: Stage, hop: str, _which: int) -> None:
    hop_of(stage, hop).hand_on_and_die()


def _hand_on_again(stage: Stage, hop: str, which: int) -> None:
    hop_of(stage, hop).hand_on_again(which)


def _hand_on_in_vain(stage: Stage, hop: str, _which: int) -> None:
    channel = stage.world.to_sms if hop == "outbox" else stage.world.to_sessions
    channel.down = True
    hop_of(stage, hop).hand_on()
    channel.down = False


def _handle_and_die(stage: Stage, _hop: str, _which: int) -> None:
    stage.world.outbox.dies_at_offer = True
    stage.world.inbox.hand_on()
    stage.world.outbox.dies_at_offer = False


FAULTS: Mapping[str, Callable[[Stage, str, int], None]] = {
    "the process dies before it hands on": _die,
    "the process dies before it notes what it handed on": _hand_on_and_die,
    "a process that was frozen hands on again": _hand_on_again,
    "the other service is away": _hand_on_in_vain,
    "the sessions service dies after its commit": _handle_and_die,
}


def lose_the_index(stage: Stage) -> None:
    """Empty Redis."""
    stage.world.redis.flushall()


def spoil_the_index(stage: Stage, phone: str, which: int) -> None:
    """Let Redis name one session, perhaps somebody else's, for a line of a phone."""
    talk, line = stage.talk(which), stage.line(phone, which)
    if talk is not None:
        key = f"svar:session:{{{line.phone}}}:{line.sender}:{line.subnumber}"
        stage.world.redis.set(key, talk.id)
