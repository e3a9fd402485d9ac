"""What to do with a reply that gives no number by the rules: confirm the only likely one, or say why not."""

from collections.abc import Sequence

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item
from services.engine.replies.number_clauses import AGAINST, Clause, Wanted
from services.engine.replies.understood import Reason

_ANYWHERE = AGAINST & ~(r.MEASURE | r.UNIT | r.DATE | r.OR)


def likely_number(clauses: Sequence[Clause], wanted: Wanted) -> int | None:
    """Return the only number of a reply, if it is in range and nothing beside it is against it."""
    values: set[int] = set()
    for clause in clauses:
        numbers = [item for item in clause if _is_number(item, clause)]
        if any(item.value is None for item in numbers):
            return None
        if numbers and any(_is_against(clause, place, wanted) for place in range(len(clause))):
            return None
        values.update(item.value for item in numbers if item.value is not None)
    if len(values) != 1:
        return None
    (value,) = values
    return value if wanted.low <= value <= wanted.high else None


def _is_against(clause: Clause, place: int, wanted: Wanted) -> bool:
    """Whether a word is against the number of its clause; what counts or dates only beside it.

    What names something before a number (`I am 8`) says something behind one.
    """
    item = clause[place]
    if item.roles & (r.AROUND | r.RATING) or not item.roles & AGAINST:
        return False
    if item.roles & _ANYWHERE:
        return True
    if item.roles & r.UNIT and wanted.counted in item.units:
        return False
    names = item.roles & r.MEASURE and item.roles & r.OPENER
    before = [] if names else clause[max(0, place - 2) : place]
    beside = [*clause[place + 1 : place + 2], *before]
    return any(_is_number(other, clause) for other in beside)


def reason_for(clauses: Sequence[Clause], wanted: Wanted) -> Reason:
    """Return why there is no number in a reply, for the error text."""
    items = [item for clause in clauses for item in clause]
    numbers = [item for item in items if item.roles & r.NUMBER]
    plain = [item for item in numbers if not item.roles & r.ARTICLE or len(numbers) == 1]
    if not numbers:
        return Reason.NOT_A_NUMBER
    if any(item.roles & r.HALF for item in items):
        return Reason.NOT_WHOLE
    flaw = next((item.flaw for item in plain if item.flaw is not None), None)
    if flaw is not None:
        return flaw
    if len(plain) > 1:
        return Reason.TWO_NUMBERS
    value = plain[0].value if plain else None
    if value is not None and not wanted.low <= value <= wanted.high:
        return Reason.OUT_OF_RANGE
    return Reason.NOT_MEANT if len(items) > 1 else Reason.NOT_A_NUMBER


def _is_number(item: Item, clause: Clause) -> bool:
    if item.roles & r.FLAWED:
        return True
    return bool(item.roles & r.NUMBER) and not (item.roles & r.ARTICLE and len(clause) > 1)
