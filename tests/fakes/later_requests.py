"""Requests that nobody waits for, written down instead of made."""

from services.sms.domain.http import HttpRequest


class FakeLaterRequests:
    """`LaterRequests` that remembers."""

    def __init__(self) -> None:
        self.made: list[tuple[str, HttpRequest]] = []

    def make(self, provider: str, request: HttpRequest) -> None:
        """Remember a request."""
        self.made.append((provider, request))
