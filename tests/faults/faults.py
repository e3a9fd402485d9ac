"""What a fault is. `catalogue.FAULTS` lists them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random

from tests.faults.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way to break something; `act` returns when it has stopped doing so.

    `needs_small_disk` keeps it from filling a disk that belongs to somebody else; `needs_second` says
    that something is wrong with one of two processes of a service.
    """

    name: str
    act: Callable[[Stage, Random], Awaitable[None]]
    needs_small_disk: bool = False
    needs_second: bool = False
