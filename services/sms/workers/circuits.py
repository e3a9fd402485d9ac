"""Looks up which circuits somebody holds open, so that every replica does within seconds."""

from collections.abc import Set
from datetime import timedelta
from typing import Final, Protocol

from services.runtime.errors import ServiceError
from services.runtime.periodic import Periodic
from services.sms.ports.operations import Circuits

_EVERY: Final = timedelta(seconds=2)


class HoldsCircuits(Protocol):
    """Whoever sends over them."""

    def hold_circuits(self, held: Set[str]) -> None:
        """Hold the circuits of these providers open, and no others."""
        ...


def circuits_look(circuits: Circuits, sending: HoldsCircuits) -> Periodic:
    """Make the worker."""

    def look() -> None:
        sending.hold_circuits({one.provider for one in circuits.all() if one.held_open})

    return Periodic("circuits", look, every=_EVERY, expected=(ServiceError,))
