"""What one clause says to a yes or no question, and whether the rest of the reply agrees with it.

A denial, a hedge or the other word anywhere beside a yes asks again (`services/engine/README.md`).
"""

from collections.abc import Sequence
from typing import Final

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item
from services.engine.replies.number_clauses import Clause

YES: Final = 1
NO: Final = 2

_BESIDE = r.AROUND | r.ECHO | r.FIRST_NAME | r.SETTLED
_OPEN = r.NO_ANSWER | r.OR
_SAYS = r.YES | r.NO


def core_of(clause: Clause) -> bool | None:
    """Return what the first yes or no of a clause says; None where there is none, or it is open."""
    for item in clause:
        if item.roles & r.NO_ANSWER and not item.roles & r.ECHO:
            return None
        if item.roles & _SAYS:
            return bool(item.roles & r.YES)
    return None


def only_echoes(clause: Clause) -> bool:
    """Return whether a clause repeats the question and says neither yes nor no (`it was, yes`)."""
    return all(
        item.roles & (r.ECHO | r.AROUND) and not item.roles & (_SAYS | r.SETTLED | r.UNSETTLED)
        for item in clause
    )


def is_prelude(clause: Clause) -> bool:
    """Return whether a clause is a greeting, a filler or a header: nothing that answers."""
    before = r.AROUND | r.BEFORE_LINE | r.FIRST_NAME
    return all(item.roles & before and not item.roles & _SAYS for item in clause)


def what_is_said(clause: Clause, question: frozenset[str]) -> tuple[bool | None, int]:
    """Return what a clause says, and how many of its items lead up to its comment.

    None where it says nothing, or two things; 0 items where a word is not known. `question` holds
    the words of the question: a clause may repeat them.
    """
    core: bool | None = None
    seen = 0
    end = len(clause)
    for place, item in enumerate(clause):
        if (item.roles & _OPEN and not item.roles & r.ECHO) or _mends(item):
            return None, 0
        if core is False and item.roles & r.NEVER:
            end = min(end, place)
            break
        if item.roles & _SAYS:
            said = not item.roles & r.NO
            # `yes no`; and `not no`, where nothing was said before.
            if core is (not said) or (core is None and seen & r.DENIAL):
                return None, 0
            core = said
        elif _opens(item, core, seen):
            end = min(end, place)
            break
        elif item.roles & (r.DENIAL | r.UNSETTLED):
            pass
        elif item.in_digits and core is not None and item.value == (YES if core else NO):
            continue
        elif not (item.roles & _BESIDE or item.text in question):
            if item.roles & r.HEDGE:
                return None, 0
            if _is_sure(clause, place, core, seen):
                end = min(end, place)
                break
            end = 0
        elif item.roles & r.HEDGE and not item.roles & r.ECHO:
            return None, 0
        if not item.roles & _SAYS:
            seen |= item.roles & (r.DENIAL | r.UNSETTLED | r.SETTLED | r.ECHO)
    return _judged(core, seen, end, clause)


def _is_sure(clause: Clause, place: int, core: bool | None, seen: int) -> bool:
    """Whether a yes or no is certain enough for any words behind it: `yes works like a dream`,

    `no it drips still`.
    """
    if core is None:
        return False
    rest = clause[place:]
    if core:
        is_well = seen & r.SETTLED or any(item.roles & r.SETTLED for item in rest)
        return bool(is_well) and not seen & (r.DENIAL | r.UNSETTLED)
    goes_on = any(item.roles & r.UNSETTLED for item in rest)
    return goes_on and not any(item.roles & (r.SETTLED | r.YES) for item in rest)


def _opens(item: Item, core: bool | None, seen: int) -> bool:
    """Whether an item behind a yes or no opens a comment (`yes after 3 calls`, `no and I am angry`)."""
    if core is None:
        return False
    if core and item.roles & r.OPINION and not item.roles & (_BESIDE | r.HEDGE | r.DENIAL):
        # `yes very good`; but `yes it was hard` may be of something else.
        return not seen & r.ECHO
    if not core and item.roles & (r.UNSETTLED | r.NEVER):
        return True
    return bool(item.roles & r.AND) or bool(
        item.roles & r.YES_NO_OPENER and not item.roles & _BESIDE
    )


def _judged(core: bool | None, seen: int, end: int, clause: Clause) -> tuple[bool | None, int]:
    if core is True and seen & (r.DENIAL | r.UNSETTLED):
        return None, 0
    if core is False and seen & r.SETTLED and not seen & r.DENIAL:
        # `no, solved`; but `not solved` is one phrase, and denies.
        return (core, end) if any(i.roles & r.NO and " " in i.text for i in clause) else (None, 0)
    if core is None and seen & r.DENIAL:
        # `it did not`: every word repeats the question.
        repeats = any(item.roles & r.ECHO for item in clause)
        return (False, end) if end and repeats else (None, 0)
    if core is None and seen & r.SETTLED:
        if not end or seen & r.UNSETTLED:
            return None, 0
        # `it was solved` repeats the question; `solved` alone may be anything.
        repeats = sum(bool(item.roles & (r.ECHO | r.SETTLED)) for item in clause) > 1
        return True, end if repeats else 0
    return core, end


def _mends(item: Item) -> bool:
    # `no, I mean yes`; but `not really` is a no of its own.
    return bool(item.roles & r.CORRECTION) and not item.roles & _SAYS


def comment_agrees(said: bool, rest: Clause, following: Sequence[Clause]) -> bool:
    """Return whether what stands behind an answer neither denies, hedges nor contradicts it."""
    for place, clause in enumerate([rest, *following]):
        if not clause:
            continue
        if clause[0].roles & r.SIGN_OFF:
            return True
        if any(item.roles & (r.CORRECTION | r.OR) and not item.roles & r.OPENER for item in clause):
            return False
        if place and len(clause) == 1 and clause[0].in_digits:
            return clause[0].value == (YES if said else NO)
        if not (_agrees_with_yes(clause) if said else _agrees_with_no(clause)):
            return False
    return True


def only_goes_on(rest: Clause, following: Sequence[Clause]) -> bool:
    """Return whether nothing in a comment is against a yes but that something happens again.

    `yes, I can watch again` and `yes, it broke again` look alike.
    """
    return all(
        _agrees_with_yes([item for item in clause if not item.roles & r.UNSETTLED])
        and not any(item.roles & (r.CORRECTION | r.OR) for item in clause)
        for clause in (rest, *following)
    )


def _agrees_with_yes(clause: Clause) -> bool:
    if any(item.roles & (r.DENIAL | r.NO | r.NEVER | r.UNSETTLED) for item in clause):
        return False
    open_words = r.HEDGE | r.NO_ANSWER
    return not any(
        item.roles & open_words and not item.roles & (r.ECHO | r.OPENER) for item in clause
    )


def _agrees_with_no(clause: Clause) -> bool:
    if any(item.roles & (r.DENIAL | r.NO | r.NEVER) for item in clause):
        return True
    return not any(item.roles & (r.SETTLED | r.YES) for item in clause)


def could_mean(said: bool, clauses: Sequence[Clause]) -> bool:
    """Return whether a yes or no among unknown words may be meant, so that it is worth asking."""
    items = [item for clause in clauses for item in clause]
    against = r.DENIAL | r.NEVER | r.HEDGE | r.NO_ANSWER | r.CORRECTION | r.OR
    if said:
        against |= r.UNSETTLED
    if any(item.roles & against and not item.roles & (r.ECHO | r.AROUND | r.NO) for item in items):
        return False
    if any(item.in_digits for item in clauses[0]):
        return False
    cores = {bool(item.roles & r.YES) for item in items if item.roles & _SAYS}
    return cores <= {said}
