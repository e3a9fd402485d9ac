"""Page tokens of the list of surveys: a place in it, written so that nobody builds on what is inside."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from services.runtime.errors import Problem, invalid
from services.runtime.ids import parse_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a tenant's list of surveys, which is ordered by these two, newest first."""

    created_at: datetime
    id: str


def write_page_token(position: Position) -> str:
    """Return the token that leads on from a position."""
    written = json.dumps([position.created_at.isoformat(), position.id])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def read_page_token(token: str) -> Position | None:
    """Return the position of a token, None for the empty token of the first page.

    Raises INVALID INVALID_REQUEST for anything that `write_page_token` did not make.
    """
    if not token:
        return None
    try:
        padded = token.encode() + b"=" * (-len(token) % 4)
        created_at, id = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return Position(created_at=_instant(created_at), id=_uuid(id))
    except (ValueError, TypeError, binascii.Error, RecursionError) as exc:
        problem = Problem(path="pageToken", message="Not a token of an earlier answer.")
        raise invalid("INVALID_REQUEST", "The page token is unknown.", problems=[problem]) from exc


def _instant(written: str) -> datetime:
    instant = datetime.fromisoformat(written)
    if instant.tzinfo is None:
        raise ValueError("an instant without an offset")
    return instant.astimezone(UTC)


def _uuid(written: str) -> str:
    id = parse_id(written)
    if id is None:
        raise ValueError("no id")
    return id
