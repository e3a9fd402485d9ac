"""Keeps a handful of children running and stops them in order; the effect of `restart_policy`.

One thread, the main one: a child lives only as long as the thread that started it.
"""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.cli.restart_policy import RestartHistory
from services.runtime.errors import ConfigurationError

Say = Callable[[str], None]
Clock = Callable[[], float]
"""Seconds from any fixed point, never going back."""


class Child(Protocol):
    """Something that runs outside this process and may die."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        ...

    @property
    def exit_code(self) -> int | None:
        """How it ended: negative for a signal, None while it runs or before it was started."""
        ...

    def start(self) -> None:
        """Start it, again if it has died; raises ConfigurationError when it cannot run here."""
        ...

    def stop(self) -> None:
        """End it, gently first; returns when it is gone, within a time of its own."""
        ...

    def kill(self) -> None:
        """End it at once, without waiting for it."""
        ...


@dataclass(slots=True, kw_only=True)
class _Watched:
    child: Child
    history: RestartHistory = field(default_factory=RestartHistory)
    started_at: float = 0.0
    start_again_at: float | None = None


class Supervisor:
    """Starts children, starts again what dies, and stops the newest first."""

    def __init__(self, *, say: Say, clock: Clock = time.monotonic) -> None:
        self._say = say
        self._clock = clock
        self._watched: list[_Watched] = []

    def start(self, child: Child) -> None:
        """Start a child and watch it from now on. Raises ConfigurationError when it cannot run."""
        child.start()
        self._watched.append(_Watched(child=child, started_at=self._clock()))
        self._say(f"started {child.name} (process {child.pid})")

    def look(self) -> None:
        """Notice what has died and start what is due; call it every fraction of a second."""
        for watched in self._watched:
            if watched.start_again_at is not None:
                self._start_if_due(watched)
            elif watched.child.pid is None:
                self._note_death(watched)

    def stop(self) -> None:
        """Stop everything, the newest first."""
        for watched in reversed(self._watched):
            watched.child.stop()
            self._say(f"stopped {watched.child.name}")
        self._watched.clear()

    def kill(self) -> None:
        """End everything at once; safe in a signal handler while `stop` waits."""
        for watched in self._watched:
            watched.child.kill()

    @property
    def children(self) -> Sequence[Child]:
        """Everything watched, in the order of the start."""
        return [watched.child for watched in self._watched]

    def _note_death(self, watched: _Watched) -> None:
        now = self._clock()
        ran_for = now - watched.started_at
        watched.history = watched.history.died(ran_for=ran_for)
        watched.start_again_at = now + watched.history.pause
        self._say(
            f"{watched.child.name} {how_it_ended(watched.child.exit_code)} after {ran_for:.1f} s; "
            f"starting it again in {watched.history.pause:.1f} s"
        )

    def _start_if_due(self, watched: _Watched) -> None:
        if watched.start_again_at is None or self._clock() < watched.start_again_at:
            return
        watched.start_again_at = None
        watched.started_at = self._clock()
        try:
            watched.child.start()
        except ConfigurationError as error:
            self._say(str(error))
            self._note_death(watched)
        else:
            self._say(f"started {watched.child.name} again (process {watched.child.pid})")


def how_it_ended(exit_code: int | None) -> str:
    """Say how a child ended.

    >>> how_it_ended(1)
    'ended with code 1'
    >>> how_it_ended(-9)
    'was ended by SIGKILL'
    """
    if exit_code is None:
        return "ended"
    if exit_code < 0:
        return f"was ended by {signal.Signals(-exit_code).name}"
    return f"ended with code {exit_code}"
