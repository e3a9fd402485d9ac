"""Understands a reply to a question that wants a whole number (`services/engine/README.md`).

The plain case and the order of the rules are here; the rules themselves are in the modules called
`number_…`, over the items that `clauses` reads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.engine.replies import roles as r
from services.engine.replies.clauses import clauses_of, items_of
from services.engine.replies.comments import comment_around
from services.engine.replies.conclusions import carried, parted
from services.engine.replies.lexicon import Item, Lexicon, lexicon_for
from services.engine.replies.number_clauses import Clause, Found, Wanted, fit
from services.engine.replies.number_comments import comment_allows, front_allows
from services.engine.replies.number_guesses import likely_number, reason_for
from services.engine.replies.number_hints import hinted_number
from services.engine.replies.number_merging import merged
from services.engine.replies.open_text import kept_text
from services.engine.replies.reading import is_empty, read_part, stands_in_quotes
from services.engine.replies.tokens import NUMBER_BOUND
from services.engine.replies.understood import Reason, Refused, Rule, Understood, Unsure, Verdict

# The plain case, prepared: most replies are one or two digits.
_PLAIN = {str(number): (number, Understood(value=number)) for number in range(101)}
_THOUSANDS = re.compile(r"(-?[1-9][0-9]{0,2}(?: [0-9]{3}){1,4})(?![0-9.,])")
_NO_COMMENT = (
    r.AROUND | r.RATING | r.FIRST_NAME | r.BEFORE_LINE | r.NUMBER_MARK | r.LEAD | r.OPTION_MARK
)
_STARS = frozenset("⭐★🌟☆✩✪✫✭✮✯")
_STAR_LINE = re.compile(r"[⭐★🌟☆✩✪✫✭✮✯](?:[⭐★🌟☆✩✪✫✭✮✯\s!.,]*)")
_BETWEEN_STARS = " \n\t!.,\ufe0f"
_POINT_BEFORE = re.compile(r"[.,]([0-9]+)")


def whole_number(
    text: str,
    *,
    language: str,
    low: int | None,
    high: int | None,
    of_maximum: int | None,
    unit: str | None = None,
    languages: frozenset[str] = frozenset(),
) -> Verdict:
    """Return the whole number that `text` answers with, or why it is no answer. Never raises.

    `low` and `high` are included; None means ±999,999,999,999,999. `of_maximum` is the maximum of
    the scale, which a reply may repeat (`8/10`); None where there is no scale. `unit` is what the
    question counts; `languages` are those of the survey.

    >>> whole_number("8/10", language="en", low=1, high=10, of_maximum=10).value
    8
    >>> whole_number("7,5", language="no", low=1, high=10, of_maximum=10)
    Refused(reason=<Reason.NOT_WHOLE: 'not_whole'>)
    """
    lowest = -NUMBER_BOUND if low is None else low
    highest = NUMBER_BOUND if high is None else high
    plain = _PLAIN.get(text)
    if plain is not None and lowest <= plain[0] <= highest:
        return plain[1]
    wanted = Wanted(low=lowest, high=highest, of_maximum=of_maximum, unit=unit)
    return number_in(text, wanted, lexicon_for(language, languages))


def number_in(text: str, wanted: Wanted, lexicon: Lexicon) -> Verdict:
    """Return the one whole number that `text` gives by the rules, or why there is none."""
    sent = text.strip()
    if is_empty(sent):
        return Refused(reason=Reason.EMPTY)
    line, cut = read_part(sent)
    if wanted.stars and (stars := _STAR_LINE.match(line)):
        return _starred(sent, line, stars, wanted, lexicon)
    if line[:1] == "<" and line[-1:] == ">":
        line = line[1:-1]
    if wanted.of_maximum is not None:
        line = _POINT_BEFORE.sub(r" \1", line, count=1) if line[:1] in ".," else line
    elif not wanted.is_option:
        line = _THOUSANDS.sub(lambda match: match[0].replace(" ", ""), line)
    return number_among(sent, line, items_of(line, lexicon), wanted, lexicon, cut=cut)


def number_among(
    sent: str,
    line: str,
    items: Sequence[Item],
    wanted: Wanted,
    lexicon: Lexicon,
    *,
    cut: bool,
) -> Verdict:
    """Return what `number_in` does, from a reply that is read already: `line` is `sent` legible."""
    whole = carried(numbered_clauses(items, lexicon))
    clauses = [merged(part, wanted) for clause in whole for part in parted(clause)]
    verdict = _verdict(sent, line, clauses, wanted, cut=cut)
    if isinstance(verdict, Refused) and not cut:
        hinted = hinted_number(line, clauses, wanted, lexicon)
        return verdict if hinted is None else Unsure(value=hinted)
    return verdict


def _verdict(
    sent: str, line: str, clauses: list[list[Item]], wanted: Wanted, *, cut: bool
) -> Verdict:
    whole = clauses[:-1] if cut else clauses
    found = [one for i, clause in enumerate(whole) if (one := fit(clause, i, wanted)) is not None]
    best = next((one for one in found if one.strong), found[0] if found else None)
    if best is None:
        return _nearly(clauses, wanted, cut=cut)
    if not wanted.low <= best.value <= wanted.high:
        return Refused(reason=Reason.OUT_OF_RANGE)
    if any(one.value != best.value and wanted.low <= one.value <= wanted.high for one in found):
        return Refused(reason=Reason.TWO_NUMBERS)
    if _is_question(line, clauses, best) or _is_quoted(line, clauses, best):
        return _nearly(clauses, wanted, cut=cut)
    best = replace(best, ends=_ends(whole, best))
    around = comment_allows(whole[best.clause + 1 :], best, wanted) and front_allows(
        clauses[: best.clause], best, wanted
    )
    if not around:
        return _nearly(clauses, wanted, cut=cut)
    return _understood(sent, line, clauses, best)


def _ends(clauses: Sequence[Clause], best: Found) -> bool:
    """Whether the reply ends with the answer, in digits and with nothing but fillers beside it."""
    clause = clauses[best.clause]
    plain = all(item.in_digits or item.roles & r.AROUND for item in clause)
    return plain and best.clause == len(clauses) - 1


def _is_question(line: str, clauses: Sequence[Clause], best: Found) -> bool:
    """Whether the answer's clause asks something (`is 8 good?`); `8?` alone is an answer."""
    clause = clauses[best.clause]
    is_asked = line[clause[-1].end :].lstrip(" ")[:1] == "?"
    words = any(not item.roles & (r.AROUND | r.NUMBER) for item in clause)
    return is_asked and (words or len(clauses) > 1)


def _is_quoted(line: str, clauses: Sequence[Clause], best: Found) -> bool:
    """Whether somebody else's number is named (`you said "10", well`); not `my answer: "10"`."""
    clause = clauses[best.clause]
    if not stands_in_quotes(line, clause[0].start, clause[-1].end):
        return False
    others = (item for other in clauses if other is not clause for item in other)
    return any(not item.roles & _NO_COMMENT for item in others)


def numbered_clauses(items: Sequence[Item], lexicon: Lexicon) -> list[list[Item]]:
    """Return the clauses; where points make ordinals, one behind a number parts nothing."""
    if lexicon.points_are_ordinals:
        items = list(_without_ordinal_points(items))
    return clauses_of(items)


def _without_ordinal_points(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items but for the points of ordinals; a third time (`3. gang`) is no number."""
    for place, item in enumerate(items):
        if _is_ordinal_point(items, place):
            continue
        if _is_ordinal_point(items, place + 1) and items[place + 2].roles & r.UNIT:
            yield item._replace(roles=r.NUMBER | r.FLAWED, value=None, flaw=Reason.NOT_A_NUMBER)
        else:
            yield item


def _is_ordinal_point(items: Sequence[Item], at: int) -> bool:
    if not 0 < at < len(items) - 1 or items[at].text != ".":
        return False
    before, after = items[at - 1], items[at + 1]
    glued = before.in_digits and before.end == items[at].start
    return glued and not after.roles & (r.BREAK | r.SIGN | r.NUMBER)


def _nearly(clauses: Sequence[Clause], wanted: Wanted, *, cut: bool) -> Unsure | Refused:
    value = None if cut else likely_number(clauses, wanted)
    if value is not None:
        return Unsure(value=value)
    return Refused(reason=reason_for(clauses, wanted))


def _understood(sent: str, line: str, clauses: Sequence[Clause], best: Found) -> Understood:
    clause = clauses[best.clause]
    end = best.rest[0].start if best.rest else clause[-1].end
    has_front = any(
        not item.roles & _NO_COMMENT for before in clauses[: best.clause] for item in before
    )
    front = clause[0].start if has_front else 0
    follows = bool(best.rest) or best.clause + 1 < len(clauses)
    comment, shortened = comment_around(sent, line, start=front, end=end if follows else None)
    rule = best.rule
    if rule is Rule.WHOLE and len(clauses) > 1:
        rule = Rule.COMMENT
    return Understood(value=best.value, comment=comment, shortened=shortened, rule=rule)


def _starred(
    sent: str, line: str, stars: re.Match[str], wanted: Wanted, lexicon: Lexicon
) -> Verdict:
    """Stars in front, and words behind them that hold no number and take nothing back."""
    counted = _counted_stars(stars[0])
    rest = clauses_of(items_of(line[stars.end() :], lexicon))
    if not rest or not isinstance(counted, Understood):
        return counted
    value = int(counted.value) if isinstance(counted.value, int) else 0
    found = Found(value=value, rule=Rule.STARS, strong=True, clause=0, rest=())
    numbers = any(item.roles & r.NUMBER and not item.roles & r.ARTICLE for c in rest for item in c)
    if numbers or not comment_allows(rest, found, wanted):
        return Unsure(value=value)
    comment, shortened = kept_text(sent.lstrip("".join(_STARS) + _BETWEEN_STARS))
    return Understood(value=value, comment=comment, shortened=shortened, rule=Rule.STARS)


def _counted_stars(line: str) -> Verdict:
    count = sum(char in _STARS for char in line)
    hollow = line.count("☆")
    shown = count - hollow if hollow and hollow < count else count
    if not 1 <= shown <= 5 or (hollow and count != 5 and hollow < count):
        return Refused(reason=Reason.OUT_OF_RANGE)
    return Understood(value=shown, rule=Rule.STARS)
