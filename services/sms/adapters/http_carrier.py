"""Carries the messages of a provider by HTTP: the one place that says what a failed request means."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, Final

from services.sms.domain.http import HttpRequest
from services.sms.domain.provider import ProviderMessage, SendResult, Temporary, Unclear
from services.sms.ports.http import ConnectionLostError, HttpClient, NotReachableError
from services.sms.ports.provider import Provider

_NOT_REACHABLE: Final = Temporary(reason="not_reachable")
_LOST: Final = Unclear(reason="connection_lost")
_TIMEOUT: Final = Unclear(reason="timeout")


class HttpCarrier:
    """The `Carrier` of a provider that is reached by HTTP."""

    def __init__(self, provider: Provider, http: HttpClient) -> None:
        self.traits = provider.traits
        self._provider = provider
        self._http = http

    def send(
        self, messages: Sequence[ProviderMessage]
    ) -> Coroutine[Any, Any, Sequence[SendResult]]:
        """Carry messages in one request, or one each at the same time."""
        requests = self._provider.requests(messages)
        if len(requests) == 1:
            return self._together(messages, requests[0])
        return self._one_by_one(messages, requests)

    async def _one_by_one(
        self, messages: Sequence[ProviderMessage], requests: Sequence[HttpRequest]
    ) -> Sequence[SendResult]:
        carried = [
            self._together([message], request)
            for message, request in zip(messages, requests, strict=True)
        ]
        return [result for results in await asyncio.gather(*carried) for result in results]

    async def _together(
        self, messages: Sequence[ProviderMessage], request: HttpRequest
    ) -> Sequence[SendResult]:
        try:
            answer = await self._http.send(request, seconds=self.traits.deadline)
        except NotReachableError:
            return [_NOT_REACHABLE] * len(messages)
        except ConnectionLostError:
            return [_LOST] * len(messages)
        except TimeoutError:
            return [_TIMEOUT] * len(messages)
        return self._provider.results(messages, answer)
