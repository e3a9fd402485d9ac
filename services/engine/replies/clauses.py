"""Reads a legible reply as a list of items with roles, parted by breaks into clauses."""

from collections.abc import Sequence

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item, Lexicon, Meaning
from services.engine.replies.tokens import Kind, Token, tokens_of
from services.engine.replies.understood import Reason

_LONGEST_ABBREVIATION = 6
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


def items_of(line: str, lexicon: Lexicon) -> list[Item]:
    """Return the items of the legible text `line`: the longest phrases that `lexicon` knows."""
    tokens = tokens_of(line)
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is Kind.WORD:
            used, item = _phrase(tokens, at, lexicon)
            items.append(item)
            at += used
            continue
        if token.kind is Kind.NUMBER:
            if _is_abbreviated(items, lexicon):
                items.pop()
            items.extend(_number(token, lexicon))
        else:
            role = r.BREAK if token.kind is Kind.BREAK else r.SIGN
            items.append(Item(token.text, token.start, token.end, role))
        at += 1
    return items


def _is_abbreviated(items: Sequence[Item], lexicon: Lexicon) -> bool:
    """Whether the break before a number is the point of an abbreviation (`nr. 8`, `ca. 8`)."""
    if len(items) < 2 or items[-1].text != "." or not items[-1].roles & r.BREAK:
        return False
    word = items[-2].text.rpartition(" ")[2]
    meaning = lexicon.word(word)
    if meaning is None or items[-2].end != items[-1].start or len(word) > _LONGEST_ABBREVIATION:
        return False
    return bool(meaning.roles & (r.NUMBER_MARK | r.OPTION_MARK | r.LEAD | r.DATE))


def clauses_of(items: Sequence[Item]) -> list[list[Item]]:
    """Return the items between the breaks; no clause is empty."""
    clauses: list[list[Item]] = [[]]
    for item in items:
        if item.roles & r.BREAK:
            clauses.append([])
        else:
            clauses[-1].append(item)
    return [clause for clause in clauses if clause]


def _phrase(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[int, Item]:
    """Return how many tokens the longest known phrase at `at` has, and its item."""
    token = tokens[at]
    second = tokens[at + 1].text if at + 1 < len(tokens) else ""
    for parts, meaning in lexicon.phrases(token.text, second):
        if _matches(tokens, at, parts):
            last = tokens[at + len(parts) - 1]
            return len(parts), _item(" ".join(parts), token.start, last.end, meaning)
    meaning_of_one = lexicon.word(token.text)
    if meaning_of_one is None and "-" in token.text:
        meaning_of_one = _hyphenated(token.text, lexicon)
    if meaning_of_one is None and token.text.endswith("'s"):
        meaning_of_one = lexicon.word(token.text[:-2])
    return 1, _item(token.text, token.start, token.end, meaning_of_one or Meaning(0))


def _matches(tokens: list[Token], at: int, parts: tuple[str, ...]) -> bool:
    if at + len(parts) > len(tokens):
        return False
    # The first two words are known to match: phrases are looked up by them.
    return all(tokens[at + offset].text == parts[offset] for offset in range(2, len(parts)))


def _hyphenated(text: str, lexicon: Lexicon) -> Meaning | None:
    parts = tuple(text.split("-"))
    for phrase, meaning in lexicon.phrases(parts[0], parts[1]):
        if phrase == parts:
            return meaning
    return None


def _item(text: str, start: int, end: int, meaning: Meaning) -> Item:
    return Item(text, start, end, meaning.roles, meaning.value, None, meaning.units)


def _is_noun_ending(token: Token, lexicon: Lexicon) -> bool:
    """`8'er` in any language of the survey; `8er` in the session's own."""
    if token.glue:
        return token.ending in lexicon.number_endings
    return len(token.ending) > 1 and token.ending in lexicon.own.number_endings


def _number(token: Token, lexicon: Lexicon) -> list[Item]:
    """Return the number with what is glued to it: an ending, a unit, a comment, or a flaw."""
    start, end = token.start, token.end
    number_end = end - len(token.ending) - len(token.glue)
    if token.flaw is not None:
        return [Item(token.text, start, end, r.NUMBER | r.FLAWED, None, token.flaw)]
    plain = Item(token.text, start, number_end, r.NUMBER, token.value, in_digits=True)
    if not token.ending or _is_noun_ending(token, lexicon):
        return [plain]
    if token.ending in _ORDINAL_ENDINGS and not token.glue:
        return [Item(token.text, start, end, r.NUMBER | r.FLAWED, None, Reason.NOT_A_NUMBER)]
    meaning = lexicon.word(token.ending)
    after = Item(token.ending, end - len(token.ending), end, 0)
    if meaning is not None:
        after = _item(token.ending, after.start, end, meaning)
        counted = meaning.roles & (r.UNIT | r.MEASURE)
        if counted:
            return [plain, after._replace(roles=counted)]
    if (
        token.glue in ("-", ":")
        and meaning is not None
        and meaning.roles & (r.OPINION | r.OPENER | r.AROUND)
    ):
        return [plain, Item(token.glue, number_end, number_end + 1, r.BREAK), after]
    return [Item(token.text, start, end, r.NUMBER | r.FLAWED, None, Reason.NOT_A_NUMBER)]
