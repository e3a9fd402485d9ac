"""How the servicers read what all lists have in common."""

from services.runtime.errors import Problem, ServiceError, invalid
from services.sessions.domain.page import DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE


def page_size(size: int) -> int:
    """Return how many a page holds: 50 for 0, at most 200; raises INVALID_REQUEST below 0."""
    if size < 0:
        raise refused("pageSize", f"Must be from 1 to {MAXIMUM_PAGE_SIZE}.")
    return min(size or DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE)


def refused(path: str, message: str) -> ServiceError:
    """Make the error for one thing that is wrong with a request."""
    return invalid("INVALID_REQUEST", message, problems=[Problem(path=path, message=message)])
