"""The errors that cross a boundary: between services, or from the configuration to the person who wrote it.

Expected outcomes of the business are values, not errors; library errors are translated where they happen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class ErrorKind(StrEnum):
    """What a caller may do about an error; each kind is one gRPC status and one HTTP status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    PRECONDITION = "precondition"
    EXHAUSTED = "exhausted"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a request, and where."""

    path: str
    message: str


@dataclass(kw_only=True, eq=False)
class ServiceError(Exception):
    """A request that cannot be served; survives an RPC hop whole.

    Not frozen, because Python writes the traceback into an exception that travels.

    `reason` is UPPER_SNAKE and stable; `message` is for people and holds no phone, text, SQL or host;
    `retry_after` is in seconds and only goes with EXHAUSTED and UNAVAILABLE.
    """

    kind: ErrorKind
    reason: str
    message: str
    problems: Sequence[Problem] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    retry_after: float | None = None

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"

    @property
    def retryable(self) -> bool:
        """Whether the same request may go better later."""
        return self.kind in {ErrorKind.UNAVAILABLE, ErrorKind.EXHAUSTED}


def invalid(reason: str, message: str, *, problems: Sequence[Problem] = ()) -> ServiceError:
    """Make the error for a request that can never be served as it is."""
    return ServiceError(kind=ErrorKind.INVALID, reason=reason, message=message, problems=problems)


def not_found(reason: str, message: str) -> ServiceError:
    """Make the error for something that is not there, or not the caller's."""
    return ServiceError(kind=ErrorKind.NOT_FOUND, reason=reason, message=message)


def conflict(reason: str, message: str) -> ServiceError:
    """Make the error for a request that what is stored does not allow."""
    return ServiceError(kind=ErrorKind.CONFLICT, reason=reason, message=message)


def unavailable(reason: str, message: str, *, retry_after: float = 1.0) -> ServiceError:
    """Make the error for something that is down for now."""
    return ServiceError(
        kind=ErrorKind.UNAVAILABLE, reason=reason, message=message, retry_after=retry_after
    )


class ConfigurationError(Exception):
    """The configuration is wrong; `problems` holds a sentence for each mistake, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
