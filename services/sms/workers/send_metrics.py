"""What the metrics tell of sends: outcomes with their codes, how long they took, what is paid for.

Codes are the provider's; beyond 50 of one provider they count as `other`, and tenants beyond 200.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Final, assert_never

from prometheus_client import Counter, Histogram

from services.sms.domain.messages import Outgoing
from services.sms.domain.provider import (
    Accepted,
    OptedOut,
    PermanentConfiguration,
    PermanentRecipient,
    SendResult,
    Temporary,
    Throttled,
    Unclear,
)

REQUESTS = Counter(
    "svar_provider_requests_total",
    "Messages by what the provider made of them",
    ["provider", "outcome", "code"],
)
SECONDS = Histogram(
    "svar_provider_seconds",
    "How long a send took",
    ["provider"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
SEGMENTS = Counter(
    "svar_segments_total", "SMS that providers took", ["provider", "encoding", "tenant"]
)
OTHER: Final = "other"
MOST_CODES: Final = 50
MOST_TENANTS: Final = 200
_codes: defaultdict[str, set[str]] = defaultdict(set)
_tenants: set[str] = set()


def note_results(
    provider: str, messages: Sequence[Outgoing], results: Sequence[SendResult], seconds: float
) -> None:
    """Count what became of messages in one send."""
    _seconds_of(provider).observe(seconds)
    for message, result in zip(messages, results, strict=True):
        code = _within(word_of(result), _codes[provider], MOST_CODES)
        _requests_of(provider, outcome_of(result), code).inc()
        if isinstance(result, Accepted):
            tenant = _within(message.tenant, _tenants, MOST_TENANTS)
            _segments_of(provider, message.encoding.value, tenant).inc(message.segments)


def outcome_of(result: SendResult) -> str:
    """Return the outcome as the metrics call it."""
    match result:
        case Accepted():
            return "accepted"
        case Throttled():
            return "throttled"
        case Temporary():
            return "temporary"
        case Unclear():
            return "unclear"
        case PermanentRecipient():
            return "refused_recipient"
        case PermanentConfiguration():
            return "refused_us"
        case OptedOut():
            return "opted_out"
        case _:
            assert_never(result)


def word_of(result: SendResult) -> str:
    """Return the code or the reason of a result, an empty text for none."""
    match result:
        case Temporary(reason=word) | Unclear(reason=word):
            return word
        case PermanentRecipient(code=word) | PermanentConfiguration(code=word):
            return word
        case _:
            return ""


# To look a series up by its labels takes longer than to count; there are as few of each as the bounds allow.
@cache
def _seconds_of(provider: str) -> Histogram:
    return SECONDS.labels(provider)


@cache
def _requests_of(provider: str, outcome: str, code: str) -> Counter:
    return REQUESTS.labels(provider, outcome, code)


@cache
def _segments_of(provider: str, encoding: str, tenant: str) -> Counter:
    return SEGMENTS.labels(provider, encoding, tenant)


def _within(word: str, known: set[str], most: int) -> str:
    if word not in known:
        if len(known) >= most:
            return OTHER
        known.add(word)
    return word
