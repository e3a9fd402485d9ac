"""The system that is broken on purpose: everything that runs, by name, and a diary of what was done to it."""

import asyncio
import contextlib
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.e2e.rest import Rest
from tests.e2e.system import System, parent_of
from tests.faults.history import TESTER, Disturbance
from tests.faults.people import People
from tests.faults.process_tree import lives, signal_tree
from tests.faults.replicas import Replicas
from tests.faults.temper import Temper

POSTGRES: Final = "Postgres"
REDIS: Final = "Redis"
SERVICES: Final = ("surveys", "sessions", "sms", "gateway")
_READY_SECONDS: Final = 90.0
_LOOK_SECONDS: Final = 0.1
_STALL_SECONDS: Final = 2.0
_AFTER_SECONDS: Final = 5.0
"""How long what was interrupted may still be repeated once the part is there again."""


class Stage:
    """What faults act on."""

    def __init__(
        self,
        system: System,
        *,
        people: People,
        temper: Temper,
        rest: Rest,
        folder: Path,
        replicas: Replicas,
    ) -> None:
        self.system = system
        self.people = people
        self.temper = temper
        self.rest = rest
        self.folder = folder
        self.replicas = replicas
        self.kills: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.disturbances: list[Disturbance] = []
        self.spared: set[str] = set()
        """Who is not to be killed, because something else is being done to it."""
        self._killed: set[asyncio.Task[None]] = set()

    @property
    def database_url(self) -> str:
        """The URL of Postgres."""
        return f"postgresql://svar@/svar?host={self.folder / 'postgres'}"

    @property
    def redis_url(self) -> str:
        """The URL of Redis."""
        return f"unix://{self.folder / 'redis' / 'socket'}"

    def running(self) -> dict[str, int]:
        """Return the process id of everything that runs now, by name.

        The number of one that has died may be somebody else's by now; what runs here has a parent here.
        """
        parents = {self.system.pid, os.getpid()}
        pids = self._pids().items()
        return {name: pid for name, pid in pids if lives(pid) and parent_of(pid) in parents}

    def services(self) -> dict[str, int]:
        """Return what runs of our own processes."""
        return {name: pid for name, pid in self.running().items() if name not in {POSTGRES, REDIS}}

    def kill(self, name: str) -> bool:
        """End one part with SIGKILL, its children too; says whether it ran."""
        pid = self.running().get(name)
        if pid is None:
            return False
        signal_tree(pid, signal.SIGKILL)
        self.kills[name] += 1
        back = asyncio.create_task(self._note_when_back(name, pid, began=time.time()))
        self._killed.add(back)
        back.add_done_callback(self._killed.discard)
        return True

    def kill_somebody(self, chance: random.Random) -> None:
        """End something that runs, our own processes more often than the servers."""
        running = sorted(self.running().keys() - self.spared)
        if running:
            weights = [1 if name in {POSTGRES, REDIS} else 2 for name in running]
            self.kill(chance.choices(running, weights)[0])

    @contextlib.contextmanager
    def stopped(self, name: str) -> Iterator[bool]:
        """Freeze a part and all below it for the length of the block."""
        pid = self.running().get(name)
        if pid is None:
            yield False
            return
        self.spared.add(name)
        signal_tree(pid, signal.SIGSTOP)
        try:
            yield True
        finally:
            signal_tree(pid, signal.SIGCONT)
            self.spared.discard(name)

    @contextlib.contextmanager
    def disturbed(self, name: str, target: str) -> Iterator[None]:
        """Note in the diary that something is broken for the length of the block."""
        began = time.time()
        try:
            yield
        finally:
            self.done[name] += 1
            self._note(name, target, began=began, ended=time.time() + _AFTER_SECONDS)

    async def recover(self) -> None:
        """Wait until everything takes work; raises TimeoutError when something never does."""
        async with asyncio.timeout(_READY_SECONDS):
            await asyncio.gather(*self._killed)
            while not await asyncio.to_thread(self._serves):  # noqa: ASYNC110 - pages can only be asked
                await asyncio.sleep(_LOOK_SECONDS)

    async def note_stalls(self) -> None:
        """Note when we ourselves stand still, so that the provider answers too late; until cancelled."""
        while True:
            before = time.time()
            await asyncio.sleep(_LOOK_SECONDS)
            if time.time() - before > _STALL_SECONDS:
                self._note("stood still", TESTER, began=before, ended=time.time() + _AFTER_SECONDS)

    async def _note_when_back(self, name: str, pid: int, *, began: float) -> None:
        while self._pids().get(name) in {None, pid}:  # noqa: ASYNC110 - known by its number only
            await asyncio.sleep(_LOOK_SECONDS)
        self._note("killed", name, began=began, ended=time.time() + _AFTER_SECONDS)

    def _note(self, name: str, target: str, *, began: float, ended: float) -> None:
        noted = Disturbance(name=name, target=target, began=began, ended=ended)
        self.disturbances.append(noted)

    def _pids(self) -> dict[str, int]:
        return {**self.system.pids(), **self.replicas.pids()}

    def _serves(self) -> bool:
        return self.system.serves() and self.replicas.are_ready()
