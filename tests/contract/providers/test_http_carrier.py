"""What carries requests says the same of every failure, however messages share requests."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from services.sms.adapters.http_carrier import HttpCarrier
from services.sms.domain.http import HttpAnswer, HttpRequest, endpoint
from services.sms.domain.provider import (
    Accepted,
    Acknowledgement,
    Callback,
    CallbackOutcome,
    ProviderMessage,
    Refused,
    SendResult,
    Temporary,
    Traits,
    Unclear,
)
from services.sms.ports.http import ConnectionLostError, NotReachableError
from services.text.segments import Encoding

pytestmark = pytest.mark.anyio

TO = endpoint("http://sms.example/", {})


class Grouping:
    """A provider that writes so many messages into a request."""

    traits = Traits(drops_repeats=False, batch=3, deadline=7)

    def __init__(self, *, together: bool) -> None:
        self._together = together

    def requests(self, messages: Sequence[ProviderMessage]) -> Sequence[HttpRequest]:
        ids = [message.id.encode() for message in messages]
        bodies = [b",".join(ids)] if self._together else ids
        return [HttpRequest(to=TO, body=body) for body in bodies]

    def results(
        self, messages: Sequence[ProviderMessage], answer: HttpAnswer
    ) -> Sequence[SendResult]:
        named = answer.body.decode().split(",")
        return [Accepted(provider_message_id=one) for one in named]

    def receive(self, callback: Callback, *, proven: bool = False) -> Refused:
        return Refused()

    def acknowledge(self, callback: Callback, outcome: CallbackOutcome) -> Acknowledgement:
        return Acknowledgement(status=401)


class Echo:
    """Answers with the body of the request, unless `failing`."""

    def __init__(self, failing: Exception | None = None) -> None:
        self.bodies: list[bytes] = []
        self.seconds: set[float] = set()
        self._failing = failing

    async def send(self, request: HttpRequest, *, seconds: float) -> HttpAnswer:
        self.bodies.append(request.body)
        self.seconds.add(seconds)
        if self._failing is not None:
            raise self._failing
        return HttpAnswer(status=200, headers=[], body=request.body)


def messages(count: int) -> list[ProviderMessage]:
    return [
        ProviderMessage(
            id=f"m{number}",
            sender="1960",
            recipient="+4790000001",
            text="Hei",
            encoding=Encoding.GSM7,
            segments=1,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("together", "bodies"),
    [
        pytest.param(True, [b"m0,m1,m2"], id="one request for all"),
        pytest.param(False, [b"m0", b"m1", b"m2"], id="one request each"),
    ],
)
async def test_results_come_in_the_order_of_messages(together: bool, bodies: list[bytes]) -> None:
    http = Echo()

    results = await HttpCarrier(Grouping(together=together), http).send(messages(3))

    assert http.bodies == bodies
    assert results == [Accepted(provider_message_id=name) for name in ("m0", "m1", "m2")]
    assert http.seconds == {timedelta(seconds=7).total_seconds()}


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        pytest.param(NotReachableError(), Temporary(reason="not_reachable"), id="not reachable"),
        pytest.param(ConnectionLostError(), Unclear(reason="connection_lost"), id="lost"),
        pytest.param(TimeoutError(), Unclear(reason="timeout"), id="timeout"),
    ],
)
@pytest.mark.parametrize("together", [True, False])
async def test_a_failure_is_one_of_each_message(
    failure: Exception, expected: SendResult, together: bool
) -> None:
    results = await HttpCarrier(Grouping(together=together), Echo(failure)).send(messages(2))

    assert results == [expected, expected]
