"""What a provider's answers to our requests mean, as far as that is alike everywhere."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final, Literal

import msgspec

from services.sms.domain.http import HttpAnswer
from services.sms.domain.provider import (
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
)
from services.sms.providers.kit.json_items import Item, UnreadableError, id_of
from services.sms.providers.kit.retry_after import parse_retry_after

Outcome = Literal["throttled", "temporary", "permanent", "configuration", "opted_out"]
"""What an error means for a message: see `SendResult`."""

_US: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class Exchange:
    """Sorts what a provider refuses: by its own codes first, then by the status of HTTP.

    Codes may be statuses, written `http_402`. What is not in the tables is as its status says.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        throttled: Iterable[str | int] = (),
        temporary: Iterable[str | int] = (),
        permanent: Iterable[str | int] = (),
        configuration: Iterable[str | int] = (),
        opted_out: Iterable[str | int] = (),
    ) -> None:
        self._now = now
        tables: dict[Outcome, Iterable[str | int]] = {
            "throttled": throttled,
            "temporary": temporary,
            "permanent": permanent,
            "configuration": configuration,
            "opted_out": opted_out,
        }
        self._outcomes = {str(code): one for one, codes in tables.items() for code in codes}

    def refused(self, answer: HttpAnswer, code: str = "") -> SendResult:
        """Return what a refusal means; `code` is the provider's own, empty for none."""
        for name in (code, f"http_{answer.status}"):
            if name in self._outcomes:
                return self.result(self._outcomes[name], name, after=self.retry_after(answer))
        return self.by_status(answer, code)

    def of_code(self, code: str, *, otherwise: Outcome = "permanent") -> SendResult:
        """Return what a code means that stands for one message of several."""
        return self.result(self._outcomes.get(code, otherwise), code)

    def by_status(self, answer: HttpAnswer, code: str = "") -> SendResult:
        """Return what the status of an answer means that accepted nothing."""
        status = answer.status
        named = code or f"http_{status}"
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return Throttled(after=self.retry_after(answer))
        if status == HTTPStatus.REQUEST_TIMEOUT or status >= 500:
            return Temporary(reason=named, after=self.retry_after(answer))
        # Redirects are not followed: secrets and text would go where nobody configured.
        if status < 400 or status in _US:
            return PermanentConfiguration(code=named)
        return PermanentRecipient(code=named)

    def retry_after(self, answer: HttpAnswer) -> timedelta | None:
        """Return how long the provider wants to be left alone, None where it does not say."""
        return parse_retry_after(answer.header("Retry-After"), now=self._now())

    @staticmethod
    def result(outcome: Outcome, code: str, *, after: timedelta | None = None) -> SendResult:
        """Return the result that an outcome names."""
        match outcome:
            case "throttled":
                return Throttled(after=after)
            case "temporary":
                return Temporary(reason=code, after=after)
            case "permanent":
                return PermanentRecipient(code=code)
            case "configuration":
                return PermanentConfiguration(code=code)
            case "opted_out":
                return OptedOut()


def is_success(answer: HttpAnswer) -> bool:
    """Say whether the status of an answer is 2xx."""
    return 200 <= answer.status < 300


def json_content(answer: HttpAnswer) -> Item:
    """Return the JSON object of an answer; an empty one when it is none.

    For answers whose status has already said what became of the message.
    """
    try:
        content: object = msgspec.json.decode(answer.body) if answer.body else None
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def inside(content: object, *path: str | int) -> object:
    """Return what lies at a path of names and positions, None where nothing does.

    >>> inside({"ids": ["a", "b"]}, "ids", 1)
    'b'
    """
    for step in path:
        if isinstance(step, int) and isinstance(content, list):
            content = content[step] if -len(content) <= step < len(content) else None
        elif isinstance(step, str) and isinstance(content, dict):
            content = content.get(step)
        else:
            return None
    return content


def named(answer: Item, name: str) -> str | None:
    """Return the id that an answer gives a message; None where it gives none that is usable."""
    try:
        return id_of(answer, name)
    except UnreadableError:
        return None
