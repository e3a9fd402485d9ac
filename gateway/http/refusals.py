"""What the HTTP server itself refuses, before there is a request that the application could answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from prometheus_client import Counter

from gateway.http.errors import ProblemDetails, written_problem
from gateway.http.responses import whole_response
from services.runtime.ids import new_id

REFUSED: Final = Counter(
    "svar_http_refused_total",
    "Connections and heads that the HTTP server refused or cut, by reason",
    ["reason"],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer that ends its connection; `reason` is for metrics."""

    reason: str
    problem: ProblemDetails = field(repr=False)

    def to_bytes(self, default_headers: Iterable[tuple[bytes, bytes]]) -> bytes:
        """Write the whole response, with a request id of its own."""
        request_id = new_id()
        headers, body = written_problem(self.problem, request_id)
        return whole_response(
            self.problem.status,
            [*default_headers, *headers],
            body,
            request_id=request_id,
            ends_connection=True,
        )


def _refusal(reason: str, status: int, code: str, detail: str, **headers: str) -> Refusal:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    problem = ProblemDetails(status=status, code=code, detail=detail, headers=named)
    return Refusal(reason=reason, problem=problem)


INVALID: Final = _refusal("invalid", 400, "invalid_request", "This is no HTTP request.")
NO_HOST: Final = _refusal("host", 400, "invalid_request", "A request has exactly one Host header.")
SLASH_IN_NAME: Final = _refusal(
    "slash_in_name", 404, "not_found", "There is nothing at this address: no name here has a slash."
)
HEAD_TOO_LARGE: Final = _refusal(
    "head_too_large",
    431,
    "head_too_large",
    "A request's first line and headers, trailers included, may have at most 32 KiB.",
)
PIPELINE_TOO_LONG: Final = _refusal(
    "pipeline_too_long", 400, "invalid_request", "Too many requests at once on one connection."
)
TOO_MANY_CONNECTIONS: Final = _refusal(
    "connections",
    503,
    "unavailable",
    "There are too many connections; try again in a moment.",
    Retry_After="1",
)
TOO_MANY_OF_ONE_ADDRESS: Final = _refusal(
    "connections_of_address",
    503,
    "unavailable",
    "There are too many connections from this address; try again in a moment.",
    Retry_After="1",
)
