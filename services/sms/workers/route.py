"""The way to one provider: how many sends may be under way, and whether any may begin."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Gauge

from services.runtime.logs import get_logger
from services.sms.domain.circuit import Circuit, CircuitState
from services.sms.domain.operations import ProviderAtWork
from services.sms.domain.provider import (
    Accepted,
    PermanentConfiguration,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)
from services.sms.ports.provider import Carrier
from services.sms.ports.rates import Rates
from services.sms.workers.allowance import Allowance
from services.sms.workers.send_metrics import word_of

log = get_logger(__name__)
OPEN = Gauge("svar_sms_circuit_open", "1 while a provider is left alone", ["provider"])
IN_FLIGHT = Gauge("svar_sms_in_flight", "Sends under way", ["provider"])

# So that a stop, or a circuit that closes, is noticed soon.
_LONGEST_LOOK: Final = 1.0
_MOMENT: Final = 0.01


class Route:
    """The way to one provider; for one event loop."""

    def __init__(self, name: str, carrier: Carrier, *, rates: Rates) -> None:
        self.name = name
        self.carrier = carrier
        self.allowance = Allowance(f"provider:{name}", carrier.traits.rate, rates)
        self._circuit = Circuit()
        self._places = asyncio.Semaphore(carrier.traits.in_flight)
        self._in_flight = 0
        self._last_error: tuple[str, float] | None = None
        IN_FLIGHT.labels(name).set_function(lambda: self._in_flight)
        OPEN.labels(name).set_function(self._is_open)

    def usable(self, now: float) -> bool:
        """Say whether it makes sense to bring more messages for this provider."""
        return self._circuit.state(now) is not CircuitState.OPEN

    def hold(self, held: bool) -> None:
        """Hold the circuit open because somebody wants so, or let go of it."""
        self._circuit.hold(held)

    def at_work(self, *, now: float, at: datetime) -> ProviderAtWork:
        """Return how it stands; `now` is of the loop's clock, `at` the same moment of the day."""
        error, since = self._last_error or ("", now)
        return ProviderAtWork(
            circuit=self._circuit.state(now),
            in_flight=self._in_flight,
            last_error=error,
            last_error_at=at - timedelta(seconds=now - since) if error else None,
        )

    def _is_open(self) -> bool:
        # Whoever reads metrics is on another thread; the loop's clock is this one.
        return not self.usable(time.monotonic())

    async def enter(self, *, give_up: bool = False) -> bool:
        """Wait for a place and for the circuit; what enters must `leave`.

        With `give_up` nobody waits for an open circuit: False then.
        """
        now = asyncio.get_running_loop().time
        while True:
            await self._places.acquire()
            if self._circuit.enter(now()):
                self._in_flight += 1
                return True
            self._places.release()
            if give_up:
                await asyncio.sleep(_MOMENT)
                return False
            await asyncio.sleep(min(self._circuit.wait(now()), _LONGEST_LOOK))

    def leave(self, results: Sequence[SendResult]) -> None:
        """Give the place back, and note what the results say of the provider; none for not sent."""
        self._places.release()
        self._in_flight -= 1
        if any(isinstance(result, Accepted) for result in results):
            self._circuit.succeeded()
        else:
            self._note(results[0] if results else None, asyncio.get_running_loop().time())

    def _note(self, result: SendResult | None, now: float) -> None:
        if result is not None and (word := word_of(result)):
            self._last_error = (word, now)
        match result:
            case None:
                self._circuit.left()
            case PermanentConfiguration(code=code):
                if self._circuit.failed(now, at_once=True):
                    log.error(
                        "provider refuses us: its configuration", provider=self.name, code=code
                    )
            case Temporary(reason=reason) | Unclear(reason=reason):
                if self._circuit.failed(now):
                    log.error("provider does not work", provider=self.name, reason=reason)
            case Throttled():
                # It works, and wants less: the sender's pace is what changes.
                self._circuit.left()
            case _:
                self._circuit.succeeded()
