"""Ctrl-C and SIGTERM for `svar up`: the first asks for a clean stop, the second kills."""

import signal
import threading
from collections.abc import Callable
from types import FrameType


class Interrupts:
    """Turns signals into an event to wait for."""

    def __init__(self, *, on_second: Callable[[], None]) -> None:
        """Take over SIGINT, SIGTERM and SIGHUP; call it in the main thread."""
        self._asked = threading.Event()
        self._on_second = on_second
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._handle)

    @property
    def asked(self) -> bool:
        """Whether somebody wants us to stop."""
        return self._asked.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait that long for somebody who wants us to stop; return whether one came."""
        return self._asked.wait(seconds)

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked.is_set():
            self._on_second()
        self._asked.set()
