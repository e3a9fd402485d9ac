"""HTTP to providers: who carries requests, and how that can fail."""

from typing import Protocol

from services.sms.domain.http import HttpAnswer, HttpRequest


class NotReachableError(Exception):
    """No connection could be made; nothing of the request has left."""


class ConnectionLostError(Exception):
    """The connection ended, or spoke no HTTP, before the answer was whole: it may have been taken."""


class LaterRequests(Protocol):
    """Makes requests that nobody waits for, such as the confirmation of a subscription."""

    def make(self, provider: str, request: HttpRequest) -> None:
        """Make a request soon, and again if it fails; returns at once."""
        ...


class HttpClient(Protocol):
    """Keeps connections alive between requests. It follows no redirects and keeps no cookies."""

    async def send(self, request: HttpRequest, *, seconds: float) -> HttpAnswer:
        """Send a request and return the answer, within so many seconds.

        Raises `NotReachableError`, `ConnectionLostError`, or TimeoutError once the request has left.
        """
        ...
