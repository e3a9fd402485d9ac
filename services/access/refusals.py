"""Refused authentications: why, counted each time and logged as samples. Never with the key or token."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prometheus_client import Counter

from services.runtime.logs import get_logger

log = get_logger(__name__)

SAMPLE_SECONDS: Final = 1.0
"""One line for each reason in this time; the next one says how many were left out."""

_REFUSED = Counter("svar_refused", "Refused authentications, by reason", ["reason"])


class Reason(StrEnum):
    """Why somebody was not let in, or not where they wanted to go."""

    NO_KEY = "no_key"
    UNKNOWN_KEY = "unknown_key"
    NOT_FROM_HERE = "not_from_here"
    """The development key from another machine, through a proxy, or under a foreign host name."""
    TOKEN_UNREADABLE = "token_unreadable"
    TOKEN_SIGNATURE = "token_signature"
    TOKEN_TIME = "token_time"
    TOKEN_ISSUER = "token_issuer"
    TOKEN_AUDIENCE = "token_audience"
    TOKEN_KIND = "token_kind"
    """A token of the issuer that is no access token, such as an ID token."""
    TOKEN_CLAIMS = "token_claims"
    CALLBACK = "callback"
    """A provider's callback without the token that proves it."""
    SCOPE = "scope"
    """Somebody who is known, without the scope that it takes."""


class RefusedError(Exception):
    """A credential that lets nobody in; the sentence says why, for the caller."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


@dataclass(slots=True)
class _Sample:
    next_at: float = float("-inf")
    left_out: int = 0


class Refusals:
    """Counts every refusal and logs the first of each reason in a second. Not for several threads."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._samples = {reason: _Sample() for reason in Reason}

    def note(self, reason: Reason, **about: object) -> None:
        """Count a refusal; `about` goes into the log line and must hold no secret."""
        _REFUSED.labels(reason).inc()
        sample, now = self._samples[reason], self._monotonic()
        if now < sample.next_at:
            sample.left_out += 1
            return
        log.warning("refused", reason=reason.value, left_out=sample.left_out, **about)
        sample.next_at, sample.left_out = now + SAMPLE_SECONDS, 0
