"""The clause that holds a number: every word of it must be known and allowed (`services/engine/README.md`).

Closed lists allow; nothing is stored because a word was missing from a list of forbidden ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item
from services.engine.replies.understood import Rule

Clause = Sequence[Item]

AGAINST = (
    r.DENIAL
    | r.NEVER
    | r.COMPARISON
    | r.CONDITION
    | r.UNREAL
    | r.CORRECTION
    | r.MEASURE
    | r.UNIT
    | r.DATE
    | r.OR
    | r.HALF
    | r.FLAWED
    | r.OF
    | r.SIGN
)
"""What makes a number beside it no answer."""

BEFORE = r.AROUND | r.RATING | r.LEAD | r.POINTS | r.ARTICLE | r.FIRST_NAME
_BEFORE_ARTICLE = r.AROUND | r.RATING
_AFTER = r.AROUND | r.TAIL | r.POINTS | r.FIRST_NAME
_DICE, _STARS = 6, 5
_JUDGING = r.OPINION | r.TOPIC | r.AROUND | r.LEAD | r.AND | r.ARTICLE | r.RATING
_BEHIND_AN_OPINION = r.AND | r.OPENER | r.TOPIC | r.ECHO | r.TAIL | r.NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a question wants: bounds, both included, and what may stand beside the number."""

    low: int
    high: int
    of_maximum: int | None = None
    """The maximum that `n/max` may name; None where there is no scale."""
    unit: str | None = None
    is_option: bool = False
    """Whether the number is that of an option (`alternative 2`)."""

    @property
    def stars(self) -> bool:
        """Whether stars are counted."""
        return self.of_maximum == _STARS

    @property
    def counted(self) -> str | None:
        """The name of the unit whose words may stand beside the number."""
        return "dice" if self.of_maximum == _DICE else self.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A number that is an answer, with its clause and the items behind it that are comment.

    `strong` clauses say that they answer (`I give`, `8/10`, `so 8`): any text may stand before
    them. `concluded` ones do so by the word that brings them, and what is before leads up to them.
    `ends` is true for a bare number that the reply ends with.
    """

    value: int
    rule: Rule
    strong: bool
    clause: int
    rest: Clause
    concluded: bool = False
    ends: bool = False


def fit(clause: Clause, index: int, wanted: Wanted) -> Found | None:
    """Return the number of a clause of which every word is known and allowed; else None."""
    at = next((place for place in range(len(clause)) if _is_answer(clause, place)), None)
    if at is None:
        return None
    number = _counting(clause, at, wanted)
    if number.value is None or not _may_stand_before(clause[:at], number, wanted):
        return None
    end = _end(clause, at, number, wanted)
    if end is None or (_may_deny(clause[:at]) and at + 1 < len(clause)):
        return None
    rates = any(item.roles & (r.RATING | r.CONCLUSION) for item in clause[:at])
    return Found(
        value=number.value,
        rule=_rule(clause, number, end),
        strong=rates or bool(number.roles & r.MERGED),
        clause=index,
        rest=clause[end:],
        concluded=bool(clause[0].roles & r.CONCLUSION),
    )


def _may_deny(items: Clause) -> bool:
    # `no 8` is a number; `no 8 for you` is none.
    return any(item.roles & r.NUMBER_MARK and item.roles & r.DENIAL for item in items)


def _is_answer(clause: Clause, at: int) -> bool:
    """Whether the number that the clause gives stands here: `en` is one only if none follows."""
    roles = clause[at].roles
    if not roles & r.ARTICLE:
        return bool(roles & r.NUMBER)
    return not any(later.roles & r.NUMBER for later in clause[at + 1 :])


def _rule(clause: Clause, number: Item, end: int) -> Rule:
    if number.roles & r.MERGED:
        return Rule.OF_MAXIMUM
    if end < len(clause):
        return Rule.COMMENT
    return Rule.WHOLE if len(clause) == 1 else Rule.CLAUSE


def _may_stand_before(items: Clause, number: Item, wanted: Wanted) -> bool:
    """Whether every word before the number may stand there."""
    is_article = bool(number.roles & r.ARTICLE) and not wanted.is_option
    allowed = _BEFORE_ARTICLE if is_article else BEFORE
    if wanted.is_option:
        allowed |= r.OPTION_MARK
    if not is_article and (number.roles & r.MERGED or all(item.roles & _JUDGING for item in items)):
        # `very good service 8`; but `super 8` is a name: nothing strengthens a number.
        strengthens = bool(items) and _strengthens(items[-1])
        allowed |= 0 if strengthens else r.OPINION | r.TOPIC
    for place, item in enumerate(items):
        if leads_unit(item, wanted) or _is_plus(item, items):
            continue
        if item.roles & r.NUMBER_MARK and not item.roles & (r.AROUND | r.RATING | r.LEAD):
            if is_article or not _mark_may_stand(items, place):
                return False
        elif not item.roles & allowed or _is_against(item, allowed):
            return False
    return True


def _strengthens(item: Item) -> bool:
    return bool(item.roles & r.STRONGER) and not item.roles & BEFORE


def leads_unit(item: Item, wanted: Wanted) -> bool:
    """Whether a word introduces a number of what the question counts (`I am` 35)."""
    return bool(item.roles & r.UNIT_LEAD) and f"{wanted.counted}:" in item.units


def _is_plus(item: Item, items: Clause) -> bool:
    return item.text == "+" and len(items) == 1


def _mark_may_stand(items: Clause, place: int) -> bool:
    # `score: nr 8`; but `that is no. 8` names something.
    if place != len(items) - 1:
        return False
    known = r.AROUND | r.RATING | r.OPTION_MARK
    return all(item.roles & known for item in items[:place])


def _is_against(item: Item, allowed: int) -> bool:
    """Whether a word that may stand before a number is against it all the same."""
    plain_senses = (r.AROUND | r.RATING | r.LEAD | r.POINTS | r.OPTION_MARK) & allowed
    if item.roles & plain_senses:
        return bool(item.roles & (r.DENIAL | r.FLAWED))
    return bool(item.roles & AGAINST & ~r.OF)


def _counting(clause: Clause, at: int, wanted: Wanted) -> Item:
    """The number at `at`; an article is a full number once it counts something (`one star`)."""
    number = clause[at]
    after = clause[at + 1] if at + 1 < len(clause) else None
    if after is None or not number.roles & r.ARTICLE:
        return number
    counts = r.POINTS | (r.STARS if wanted.stars else 0)
    if after.roles & counts or wanted.counted in after.units:
        return number._replace(roles=number.roles & ~r.ARTICLE)
    return number


def _end(clause: Clause, at: int, number: Item, wanted: Wanted) -> int | None:
    """Return where the comment begins behind the number at `at`; None if words there may not stand."""
    allowed = _AFTER | (r.STARS if wanted.stars else 0)
    forbidden = AGAINST & ~r.OF
    is_counted = wanted.unit in number.units
    for place in range(at + 1, len(clause)):
        item = clause[place]
        counted = bool(item.roles & r.UNIT) and wanted.counted in item.units
        is_counted = is_counted or counted
        is_last_plus = item.text == "+" and place == len(clause) - 1
        if item.roles & r.NUMBER and not item.roles & r.ARTICLE:
            # `8 (åtte)` says it twice; `8 8` says two things.
            says_again = item.in_digits is not number.in_digits or item.roles & r.MERGED
            if item.value != number.value or not says_again:
                return None
        elif not (counted or is_last_plus or (item.roles & allowed and not item.roles & forbidden)):
            if number.roles & (r.ARTICLE | r.OCCASION) or _is_subject(clause, at, item):
                return None
            if is_counted or number.roles & r.MERGED:
                opens = _follows_a_count(clause[place:], of_maximum=bool(number.roles & r.MERGED))
            else:
                opens = _opens_comment(clause[place:])
            return place if opens else None
        forbidden = r.DENIAL | r.CONDITION | r.UNREAL
    return len(clause)


def _is_subject(clause: Clause, at: int, after: Item) -> bool:
    """Whether a number with an article is what a sentence is about (`an eight had my wheel`)."""
    has_article = at > 0 and bool(clause[at - 1].roles & r.ARTICLE)
    return has_article and bool(after.roles & (r.ECHO | r.UNREAL))


def _follows_a_count(rest: Clause, *, of_maximum: bool) -> bool:
    """Whether a comment begins behind `8 of 10` or `8 minutes`: nearly every word opens one."""
    first = rest[0].roles
    if first & r.DATE and not of_maximum:
        # `4 times before it worked`; but `an hour ago`, `10 minutes before the shop opens`
        return len(rest) > 1 and bool(rest[1].roles & (r.ECHO | r.LEAD))
    if first & r.COMPARISON:
        # `10 minutes late`
        return False
    known = first or of_maximum
    return bool(known and not first & AGAINST & ~(r.DATE | r.DENIAL)) or _opens_comment(rest)


def _opens_comment(rest: Clause) -> bool:
    """Whether a comment begins here without a separator: an opinion, or a word that opens one."""
    first = rest[0].roles
    if first & r.SIGN_OFF:
        return True
    if first & r.OPINION:
        return _judges(rest)
    if _names_a_giver(rest):
        return True
    if _begins_sentence(rest):
        return True
    if first & (AGAINST & ~(r.DENIAL | r.NEVER | r.DATE)):
        return False
    if first & r.AND:
        return len(rest) > 1 and not rest[1].roles & (r.NUMBER | r.HALF)
    return bool(first & r.OPENER)


def _begins_sentence(rest: Clause) -> bool:
    """`8 the agent was nice`, `8 you are great`: a subject, and no unit of what is counted."""
    first = rest[0]
    if first.roles & r.MEASURE and first.roles & r.OPENER and _has_subject(first):
        # What names something before a number says something behind one.
        return True
    if not first.roles & r.TOPIC or first.roles & AGAINST:
        return False
    return " " in first.text or (len(rest) > 1 and bool(rest[1].roles & (r.ECHO | r.UNREAL)))


def _names_a_giver(rest: Clause) -> bool:
    """`9 from my mother`; but `8 of them`, `8 from Monday`."""
    first, after = rest[0].roles, rest[1].roles if len(rest) > 1 else r.NUMBER
    counts = r.NUMBER | r.DATE | r.UNIT | r.MEASURE | r.SIGN
    return bool(first & r.BY) and not first & r.OF and not after & counts


def _has_subject(item: Item) -> bool:
    """Whether a phrase is a pronoun with its verb (`I am`, `I'm`)."""
    return " " in item.text or "'" in item.text


def _judges(rest: Clause) -> bool:
    """Whether an adjective behind a number judges (`8 very good`) and counts nothing (`2 new phones`)."""
    for item in rest:
        if item.roles & r.OPINION:
            continue
        if item.roles & (r.MEASURE | r.UNIT | r.DATE | r.NUMBER):
            return False
        if not item.roles & r.AROUND:
            return bool(item.roles & _BEHIND_AN_OPINION)
    return True
