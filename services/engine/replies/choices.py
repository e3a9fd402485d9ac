"""Understands a reply to a question with options (`services/engine/README.md`).

The customer sees options numbered from 1; what comes out are indices from 0. Lists of several
choices are taken apart in `choice_lists`, single names in `choice_names`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from services.engine.languages import HELP_WORDS
from services.engine.replies import roles as r
from services.engine.replies.choice_lists import chosen_in_list
from services.engine.replies.choice_names import name_in, name_of
from services.engine.replies.clauses import clauses_of, items_of
from services.engine.replies.comments import comment_after, count_words
from services.engine.replies.lexicon import Item, Lexicon, lexicon_for
from services.engine.replies.number_clauses import Wanted
from services.engine.replies.numbers import number_among
from services.engine.replies.option_words import OptionWords, Vocabulary, loose
from services.engine.replies.reading import is_empty, read_part, strip_ends
from services.engine.replies.understood import Reason, Refused, Rule, Understood, Unsure, Verdict

_REFUSED = Refused(reason=Reason.NOT_A_CHOICE)
_PLAIN = {str(number): (number, Understood(value=(number - 1,))) for number in range(1, 100)}
# Between items of a list these part items; a reply with one of them is a list, or nothing.
_LIST_SIGNS = frozenset(",;/+&\n")
_AGAINST = r.DENIAL | r.NEVER | r.OR | r.CONDITION | r.CORRECTION | r.HEDGE | r.COMPARISON


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """A reply on its way through the rules: as sent, and as read. `cut` says that more was sent."""

    sent: str
    line: str
    items: Sequence[Item]
    cut: bool
    lexicon: Lexicon
    vocabulary: Vocabulary


def choices(
    text: str,
    *,
    language: str,
    options: Sequence[OptionWords],
    max_selections: int,
    languages: frozenset[str] = frozenset(),
) -> Verdict:
    """Return the options that `text` chooses: their indices from 0, ascending. Never raises.

    At most `max_selections` are taken. Numbers over the last option's are refused as out of range.
    `languages` are those of the survey.

    >>> colours = [OptionWords(labels=("Red", "Rød")), OptionWords(labels=("Blue", "Blå"))]
    >>> choices("blå og 1", language="no", options=colours, max_selections=2).value
    (0, 1)
    >>> choices("2", language="no", options=colours, max_selections=1).value
    (1,)
    """
    vocabulary = _vocabulary(tuple(options))
    plain = _PLAIN.get(text)
    if plain is not None and plain[0] <= len(options) and not vocabulary.has_label(text):
        return plain[1]
    if is_empty(text):
        return Refused(reason=Reason.EMPTY)
    sent = text.strip()
    line, cut = read_part(sent)
    if not cut and (labelled := vocabulary.by_label(line)) is not None:
        asks = not vocabulary.has_exactly(line) and strip_ends(line) in HELP_WORDS
        return _REFUSED if asks else Understood(value=(labelled,), rule=Rule.LABEL)
    lexicon = lexicon_for(language, languages)
    reply = _Reply(
        sent=sent,
        line=line,
        items=items_of(line, lexicon),
        cut=cut,
        lexicon=lexicon,
        vocabulary=vocabulary,
    )
    return _chosen(reply, max_selections)


@lru_cache(maxsize=1024)
def _vocabulary(options: tuple[OptionWords, ...]) -> Vocabulary:
    return Vocabulary(options)


def _chosen(reply: _Reply, max_selections: int) -> Verdict:
    listed = None
    if not reply.cut:
        listed = chosen_in_list(reply.line, vocabulary=reply.vocabulary, lexicon=reply.lexicon)
    if listed is not None and (max_selections > 1 or len(listed) > 1):
        if len(listed) > max_selections:
            return Refused(reason=Reason.TOO_MANY_CHOICES)
        return Understood(value=listed, rule=Rule.LIST)
    number = _by_number_and_name(reply) or _by_number(reply)
    if max_selections > 1 and _looks_like_list(reply):
        # One option beside something unreadable may be half a list.
        joined = any(item.roles & r.AND for item in reply.items)
        return _REFUSED if joined or isinstance(number, Refused) else Unsure(value=number.value)
    named = _by_name(reply)
    if named is not None:
        return named
    return number if isinstance(number, Understood) else _likely(reply, number)


def _looks_like_list(reply: _Reply) -> bool:
    inner = reply.line.strip("".join(_LIST_SIGNS) + " .!?()'\"")
    return not _LIST_SIGNS.isdisjoint(inner) or any(item.roles & r.AND for item in reply.items)


def _by_name(reply: _Reply) -> Understood | None:
    """A label in a clause of its own, with known words around it, and a comment behind."""
    clauses = clauses_of(reply.items)
    whole = clauses[:-1] if reply.cut else clauses
    found = name_in(reply.line, whole, reply.vocabulary, reply.lexicon)
    if found is None:
        return None
    following = clauses[found.clause + 1 :]
    if any(_contradicts(clause, reply, found.index) for clause in following):
        return None
    if all(item.roles & (r.AROUND | r.FIRST_NAME) for clause in following for item in clause):
        return Understood(value=(found.index,), rule=found.rule)
    words = count_words(reply.line[: clauses[found.clause][-1].end])
    comment, shortened = comment_after(reply.sent, words=words)
    return Understood(value=(found.index,), comment=comment, shortened=shortened, rule=found.rule)


def _contradicts(clause: Sequence[Item], reply: _Reply, index: int) -> bool:
    """Whether a clause behind a label names another option, denies, or leaves it open."""
    first, last = clause[0], clause[-1]
    if first.roles & r.SIGN_OFF:
        return False
    if reply.vocabulary.mentioned(reply.line[first.start : last.end]) - {index}:
        return True
    if any(item.roles & (r.DENIAL | r.NO | r.OR | r.CORRECTION) for item in clause):
        return True
    if last.in_digits and last.value is not None and last.value != index + 1:
        return 1 <= last.value <= reply.vocabulary.count
    return bool(first.roles & (r.CONDITION | r.COMPARISON)) and not first.roles & r.OPENER


def _by_number_and_name(reply: _Reply) -> Understood | None:
    """A shown number with its own label behind it (`1 waiting time`)."""
    first = reply.items[0] if reply.items else None
    if first is None or not first.in_digits or first.value is None or reply.cut:
        return None
    named = name_of(loose(reply.line[first.end :]), reply.vocabulary, reply.lexicon)
    if named is None or named[0] != first.value - 1:
        return None
    return Understood(value=(named[0],), rule=named[1])


def _by_number(reply: _Reply) -> Verdict:
    wanted = Wanted(low=1, high=reply.vocabulary.count, is_option=True)
    number = number_among(reply.sent, reply.line, reply.items, wanted, reply.lexicon, cut=reply.cut)
    if isinstance(number, Refused):
        return number if number.reason is Reason.OUT_OF_RANGE else _REFUSED
    index = int(number.value) - 1 if isinstance(number.value, int) else -1
    if index < 0 or reply.vocabulary.mentioned(reply.line) - {index}:
        return _REFUSED
    return replace(number, value=(index,))


def _likely(reply: _Reply, number: Unsure | Refused) -> Unsure | Refused:
    """One option named among words that are not known: did the customer mean it?"""
    if isinstance(number, Unsure) or reply.cut:
        return number
    found = reply.vocabulary.mentioned(reply.line)
    against = any(
        item.in_digits or (item.roles & _AGAINST and not item.roles & (r.AROUND | r.ECHO))
        for item in reply.items
    )
    return Unsure(value=(found.pop(),)) if len(found) == 1 and not against else number
