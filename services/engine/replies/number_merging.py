"""Makes one number of several words: `8 of 10`, `minus 8`, `an hour and 10 minutes`."""

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item
from services.engine.replies.number_clauses import Clause, Wanted
from services.engine.replies.understood import Reason

_MINUTES_AN_HOUR = 60


def merged(clause: Clause, wanted: Wanted) -> list[Item]:
    """Return a clause with `8 of 10`, `minus 8` and, where times are counted, `twice` as one item."""
    out: list[Item] = []
    at = 0
    while at < len(clause):
        item = clause[at]
        used, joined = 1, item
        if item.roles & r.OCCASION and wanted.unit == "times":
            # In front of a sentence it is an adverb: `once I had called`.
            adverb = 0 if at else r.OCCASION
            joined = item._replace(roles=r.NUMBER | adverb, units=frozenset({"times"}))
        elif wanted.unit == "minutes" and _is_time(clause, at):
            used, joined = _in_minutes(clause, at)
        elif wanted.unit == "hours" and item.roles & r.SPAN:
            joined = _in_hours(item)
        elif item.roles & r.NUMBER:
            used, joined = _of_maximum(clause, at, wanted)
        elif item.roles & r.MINUS or (item.roles & r.SIGN and item.text == "-"):
            used, joined = _negative(clause, at)
        out.append(joined)
        at += used
    return out


def _of_maximum(clause: Clause, at: int, wanted: Wanted) -> tuple[int, Item]:
    """Return how many items `n of max` takes, and the number that they are; flawed if max is not."""
    number = clause[at]
    mark = at + 1
    if len(clause) > at + 3 and clause[mark].roles & (r.POINTS | r.STARS):
        mark += 1
    if number.value is None or len(clause) <= mark + 1 or not _says_of(clause[mark]):
        return 1, number
    maximum = clause[mark + 1]
    if maximum.value is None or not maximum.roles & r.NUMBER:
        return 1, number
    used = mark + 2 - at
    if maximum.value == wanted.of_maximum:
        return used, number._replace(roles=r.NUMBER | r.MERGED, end=maximum.end)
    flawed = number._replace(roles=r.NUMBER | r.FLAWED, value=None, flaw=Reason.TWO_NUMBERS)
    return used, flawed._replace(end=maximum.end)


def _is_time(clause: Clause, at: int) -> bool:
    """Whether hours, or a word for a time, begin here."""
    if clause[at].roles & r.SPAN:
        return True
    after = clause[at + 1] if at + 1 < len(clause) else None
    is_number = clause[at].roles & r.NUMBER and clause[at].value is not None
    return bool(is_number) and after is not None and "hours" in after.units


def _in_minutes(clause: Clause, at: int) -> tuple[int, Item]:
    """Return how many items a time takes, and its minutes (`2 hours and 10 minutes`)."""
    first, used = clause[at], 1
    minutes = first.value or 0
    if not first.roles & r.SPAN:
        minutes, used = minutes * _MINUTES_AN_HOUR, 2
    rest = clause[at + used :]
    more = rest[1:] if rest and rest[0].roles & r.AND else rest
    if len(more) > 1 and more[0].roles & r.NUMBER and "minutes" in more[1].units:
        minutes += more[0].value or 0
        used = len(clause) - at - len(more) + 2
    end = clause[at + used - 1].end
    units = frozenset({"minutes"})
    whole = first._replace(roles=r.NUMBER, value=minutes, end=end, units=units)
    return used, whole


def _in_hours(item: Item) -> Item:
    hours, rest = divmod(item.value or 0, _MINUTES_AN_HOUR)
    if rest:
        return item._replace(roles=r.NUMBER | r.FLAWED, value=None, flaw=Reason.NOT_WHOLE)
    return item._replace(roles=r.NUMBER, value=hours)


def _says_of(item: Item) -> bool:
    return bool(item.roles & r.OF) or (bool(item.roles & r.SIGN) and item.text in "/\\")


def _negative(clause: Clause, at: int) -> tuple[int, Item]:
    number = clause[at + 1] if at + 1 < len(clause) else None
    if number is None or number.value is None:
        return 1, clause[at]
    roles = number.roles & ~r.ARTICLE
    return 2, number._replace(start=clause[at].start, value=-number.value, roles=roles)
