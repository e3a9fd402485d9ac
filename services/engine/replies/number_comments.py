"""What stands before and behind the clause of a number: a comment, or something that mends the answer."""

from collections.abc import Sequence

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item
from services.engine.replies.number_clauses import Clause, Found, Wanted, leads_unit

_KNOWN = (
    r.AROUND
    | r.RATING
    | r.LEAD
    | r.OPINION
    | r.TOPIC
    | r.OPENER
    | r.ECHO
    | r.POINTS
    | r.AND
    | r.ARTICLE
    | r.FIRST_NAME
    | r.BEFORE_LINE
    | r.SETTLED
    | r.TAIL
    | r.LITTLE
    | r.NUMBER_MARK
)
"""Words that may stand before an answer that does not say that it is one."""
_COUNTED = r.MEASURE | r.UNIT | r.DATE | r.STARS
_TAKES_BACK = r.CONDITION | r.OR | r.COMPARISON | r.HALF
_REMARK = r.OPINION | r.OPENER
_LONGEST_DENIAL = 6
_SHORTEST_SENTENCE = 4
_OPEN = r.CORRECTION | r.CONDITION


def comment_allows(following: Sequence[Clause], found: Found, wanted: Wanted) -> bool:
    """Whether what stands behind an answer is a comment, and neither mends nor denies the answer."""
    if found.rest and not _is_harmless(found.rest, found, wanted):
        return False
    for place, clause in enumerate(following):
        if clause[0].roles & r.SIGN_OFF:
            return True
        if place == 0 and _takes_back(clause):
            return False
        if not _is_harmless(clause, found, wanted):
            return False
        if any(item.roles & r.SIGN_OFF for item in clause):
            return True
    return True


def _takes_back(clause: Clause) -> bool:
    """Whether the first words behind an answer make it conditional, halve it or count with it."""
    first = clause[0].roles
    if first & _TAKES_BACK and not first & (_REMARK | r.AROUND):
        return True
    if first & r.AND and len(clause) > 1 and clause[1].roles & (r.HALF | r.ARTICLE):
        return any(item.roles & r.HALF for item in clause)
    return bool(first & (r.UNIT | r.MEASURE | r.DATE)) and not first & _KNOWN


def _is_harmless(clause: Clause, found: Found, wanted: Wanted) -> bool:
    """Whether a clause holds no other answer, no correction, and no bare denial."""
    if has_rival(clause, found, wanted):
        return False
    if any(item.roles & r.CORRECTION and not item.roles & _REMARK for item in clause):
        return False
    if _is_bare_denial(clause):
        return False
    first = clause[0].roles
    if not first & (r.DENIAL | r.NEVER) or first & _REMARK:
        return True
    if len(clause) == 1:
        return False
    return bool(first & r.NEVER) or bool(clause[1].roles & (r.OPINION | r.AROUND))


def _is_bare_denial(clause: Clause) -> bool:
    """Whether a short clause says nothing but that it was not so (`it was not`, `wait, no`)."""
    if len(clause) > _LONGEST_DENIAL:
        return False
    says_more = r.OPINION | r.TOPIC | r.SETTLED | r.UNSETTLED | r.TAIL
    plain = r.AROUND | r.ECHO | r.LITTLE | r.DENIAL | r.NO | r.LEAD
    denies = [item for item in clause if item.roles & (r.DENIAL | r.NO)]
    return any(not item.roles & (r.AROUND | says_more) for item in denies) and all(
        item.roles & plain and not item.roles & says_more for item in clause
    )


def has_rival(clause: Clause, found: Found, wanted: Wanted) -> bool:
    """Whether a clause holds another number that may be meant, and not one that counts something."""
    return any(
        item.roles & r.NUMBER and item.value != found.value and _is_rival(clause, place, wanted)
        for place, item in enumerate(clause)
    )


def _is_rival(clause: Clause, place: int, wanted: Wanted) -> bool:
    item = clause[place]
    after = clause[place + 1].roles if place + 1 < len(clause) else None
    if after is not None and after & _COUNTED and not after & r.AROUND:
        return False
    if item.roles & r.ARTICLE and len(clause) > 1:
        return False
    if place == 0:
        return item.value is not None or len(clause) == 1
    if item.value is None or not wanted.low <= item.value <= wanted.high:
        return False
    # `talked to 2 technicians`: an unknown word behind digits is what they count.
    return not (after == 0 and item.in_digits)


def front_allows(clauses: Sequence[Clause], found: Found, wanted: Wanted) -> bool:
    """Whether what stands before an answer may: known words, or anything if the answer is strong."""
    for clause in clauses:
        if found.concluded and any(item.roles & _OPEN for item in clause):
            return False
        if _has_number(clause) and (not found.strong or has_rival(clause, found, wanted)):
            return False
        if not (found.strong or _is_known(clause, wanted) or _leads_up(clause, found, wanted)):
            return False
    return not (clauses and _is_bare_no(clauses[0]))


def _has_number(clause: Clause) -> bool:
    return any(item.roles & (r.NUMBER | r.FLAWED) and not item.roles & r.ARTICLE for item in clause)


def _is_known(clause: Clause, wanted: Wanted) -> bool:
    return all(_is_known_word(clause, place, wanted) for place in range(len(clause)))


def _leads_up(clause: Clause, found: Found, wanted: Wanted) -> bool:
    """Whether most of a sentence is known, and on a scale a number alone ends the reply."""
    if not found.ends or wanted.of_maximum is None or len(clause) < _SHORTEST_SENTENCE:
        return False
    known = [place for place, item in enumerate(clause) if item.roles]
    few = 3 * len(known) >= 2 * len(clause)
    return few and all(_is_known_word(clause, place, wanted) for place in known)


def _is_known_word(clause: Clause, place: int, wanted: Wanted) -> bool:
    item = clause[place]
    remark = r.OPINION | r.AROUND
    if item.roles & (r.DENIAL | r.NEVER | r.COMPARISON) and not item.roles & remark:
        # `not good`
        return place + 1 < len(clause) and bool(clause[place + 1].roles & r.OPINION)
    if item.roles & (r.CORRECTION | r.MEASURE | r.UNIT):
        # `I am very happy`: a phrase names nothing where no number is.
        return bool(item.roles & (remark | r.RATING | r.OPENER | r.LITTLE))
    if item.roles & r.DATE:
        return bool(item.roles & (remark | r.OPENER | r.LITTLE))
    return bool(item.roles & _KNOWN) or leads_unit(item, wanted)


def _is_bare_no(clause: Clause) -> bool:
    """`no, 8` may deny, and may be a number."""
    first: Item = clause[0]
    denies = first.roles & (r.NO | r.DENIAL) and not first.roles & r.NUMBER_MARK
    return len(clause) == 1 and bool(denies)
