"""Understands a reply to a question that is answered by yes or no (`services/engine/README.md`).

What a clause says is read in `yes_no_clauses`; here is what stands around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.engine.replies import roles as r
from services.engine.replies.clauses import items_of
from services.engine.replies.comments import comment_after, count_words
from services.engine.replies.lexicon import Item, Lexicon, lexicon_for
from services.engine.replies.number_clauses import Clause, Wanted
from services.engine.replies.numbers import number_among, numbered_clauses
from services.engine.replies.reading import is_empty, read_part, stands_in_quotes
from services.engine.replies.understood import Reason, Refused, Rule, Understood, Unsure, Verdict
from services.engine.replies.yes_no_clauses import (
    NO,
    YES,
    comment_agrees,
    core_of,
    could_mean,
    is_prelude,
    only_echoes,
    only_goes_on,
    what_is_said,
)

_REFUSED = Refused(reason=Reason.NOT_YES_OR_NO)
_PLAIN = {"1": Understood(value=True), "2": Understood(value=False)}
_WANTED = Wanted(low=YES, high=NO, is_option=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """A reply on its way through the rules: as sent, and as read."""

    sent: str
    line: str
    items: Sequence[Item]
    cut: bool
    lexicon: Lexicon
    question: frozenset[str]


def yes_or_no(
    text: str,
    *,
    language: str,
    languages: frozenset[str] = frozenset(),
    question: frozenset[str] = frozenset(),
) -> Verdict:
    """Return whether `text` says yes; 1 is the shown number of yes and 2 that of no. Never raises.

    `question` holds the words of the question, which a reply may repeat; `languages` are those of
    the survey.

    >>> yes_or_no("Jepp!", language="no").value
    True
    """
    plain = _PLAIN.get(text)
    if plain is not None:
        return plain
    sent = text.strip()
    if is_empty(sent):
        return Refused(reason=Reason.EMPTY)
    lexicon = lexicon_for(language, languages)
    line, cut = read_part(sent)
    items = items_of(line, lexicon)
    reply = _Reply(sent=sent, line=line, items=items, cut=cut, lexicon=lexicon, question=question)
    clauses = numbered_clauses(items, lexicon)
    if cut:
        clauses = clauses[:-1]
    return _understood(reply, clauses) if clauses else _REFUSED


def says_yes(text: str, *, language: str, languages: frozenset[str]) -> bool:
    """Return whether `text` says yes in words, as to `Did you mean 8?`: a number is none.

    >>> says_yes("yes please", language="en", languages=frozenset())
    True
    """
    said = yes_or_no(text, language=language, languages=languages)
    return isinstance(said, Understood) and said.value is True and said.rule is Rule.YES_OR_NO


def _understood(reply: _Reply, clauses: list[list[Item]]) -> Verdict:
    first = clauses[0]
    if core_of(first) is None and any(item.in_digits for item in first):
        return _by_number(reply, clauses)
    if len(first) > 1 and first[0].in_digits:
        return _by_number_and_word(reply, clauses)
    spoken = _in_words(reply, clauses)
    has_number = any(item.roles & r.NUMBER for clause in clauses for item in clause)
    if isinstance(spoken, Refused) and has_number:
        return _by_number(reply, clauses)
    return spoken


def _in_words(reply: _Reply, clauses: Sequence[Clause]) -> Verdict:
    at = next(
        (i for i, clause in enumerate(clauses) if not (is_prelude(clause) or only_echoes(clause))),
        None,
    )
    if at is None:
        return _REFUSED
    clause, following = clauses[at], clauses[at + 1 :]
    said, end = what_is_said(clause, reply.question)
    if said is None or reply.line[clause[-1].end :].lstrip(" ")[:1] == "?":
        return _REFUSED
    rest = clause[end:]
    if end == 0:
        return Unsure(value=said) if could_mean(said, clauses[at:]) else _REFUSED
    if not comment_agrees(said, rest, following):
        return Unsure(value=said) if said and only_goes_on(rest, following) else _REFUSED
    if _is_in_doubt(reply, clauses[at:]):
        return Unsure(value=said)
    if not rest and (not following or _is_one_phrase(clause, following, reply.lexicon)):
        return Understood(value=said, rule=Rule.YES_OR_NO)
    words = count_words(reply.line[: clause[end - 1].end])
    comment, shortened = comment_after(reply.sent, words=words)
    return Understood(value=said, comment=comment, shortened=shortened, rule=Rule.YES_OR_NO)


def _is_in_doubt(reply: _Reply, clauses: Sequence[Clause]) -> bool:
    """Whether a question follows (`yes hello, who is this?`), or the answer stands in scare quotes."""
    for clause in clauses:
        end = clause[-1].end
        if reply.line[end:].lstrip(" ")[:1] == "?":
            return True
        says = any(item.roles & (r.YES | r.NO | r.SETTLED) for item in clause)
        if says and len(clauses) > 1 and stands_in_quotes(reply.line, clause[0].start, end):
            return True
    return False


def _is_one_phrase(clause: Clause, following: Sequence[Clause], lexicon: Lexicon) -> bool:
    """Whether a comma only stands inside a phrase (`yes, thank you`)."""
    words = " ".join(item.text for part in (clause, *following) for item in part)
    parts = tuple(words.split(" "))
    return any(
        phrase == parts and meaning.roles & (r.YES | r.NO)
        for phrase, meaning in lexicon.phrases(parts[0], parts[1])
    )


def _by_number_and_word(reply: _Reply, clauses: list[list[Item]]) -> Verdict:
    """A number with its word behind it (`2 no`): both must say the same."""
    number, *words = clauses[0]
    if core_of(words) is None:
        return _by_number(reply, clauses)
    spoken = _in_words(reply, [words, *clauses[1:]])
    if isinstance(spoken, Understood) and number.value == (YES if spoken.value else NO):
        return spoken
    return _REFUSED


def _by_number(reply: _Reply, clauses: Sequence[Clause]) -> Verdict:
    number = number_among(
        reply.sent, reply.line, reply.items, _WANTED, reply.lexicon, cut=reply.cut
    )
    if not isinstance(number, Understood):
        return _REFUSED
    value = number.value == YES
    against = r.MERGED | (r.NO | r.DENIAL if value else r.YES)
    for item in (item for clause in clauses for item in clause):
        if item.roles & against and not item.roles & r.NUMBER_MARK:
            return _REFUSED
        if item.roles & r.NO and value:
            return _REFUSED
    return Understood(
        value=value, comment=number.comment, shortened=number.shortened, rule=number.rule
    )
