"""Requests to send surveys, asked of the system and noted in the book."""

from collections.abc import Sequence

from services.sessions.domain.delivery import Delivery
from services.sessions.domain.invitation import Invitation
from tests.model.book import Line
from tests.model.inviting import Asked, note
from tests.model.stage import Stage

MANY = 12
"""How many sessions a story has at most, so that most of it is about what becomes of them."""


def request(stage: Stage, invitations: Sequence[Invitation]) -> None:
    """Ask for surveys in one call, unless the story has enough of them."""
    if len(stage.book.talks) >= MANY:
        return
    before = len(stage.world.outbox.waiting)
    results = stage.world.send_surveys(invitations)
    new = [row.row for row in stage.world.outbox.waiting[before:]]
    asked = Asked(
        requests=invitations,
        results=results,
        given_back=[(one.session_id or "", _line(one)) for one in new if _gives_back(stage, one)],
        now=stage.now,
    )
    note(stage.book, asked)


def _gives_back(stage: Stage, one: Delivery) -> bool:
    """An end with nothing to drop, of a session that nobody has heard of."""
    known = one.session_id in stage.book.talks
    return not known and one.end is not None and one.end.drop_through == 0


def _line(one: Delivery) -> Line:
    address = one.address
    return Line(phone=address.phone, sender=address.sender, subnumber=address.subnumber)
