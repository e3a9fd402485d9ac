"""Gives the words of a reply their roles: the session's language first, then the survey's others.

A word that the session's own language knows never means what it means in another (false friends).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from services.engine.languages import FIRST_NAMES, LANGUAGES, LanguagePack
from services.engine.languages.number_words import without_marks
from services.engine.replies import roles as r
from services.engine.replies.understood import Reason

SCANDINAVIAN = ("no", "da", "sv")
"""Languages that count as one: who is asked in one may answer in another."""

SECTIONS: tuple[tuple[str, int], ...] = (
    ("around", r.AROUND),
    ("rating", r.RATING),
    ("lead", r.LEAD),
    ("tail", r.TAIL),
    ("points", r.POINTS),
    ("stars", r.STARS),
    ("number_marks", r.NUMBER_MARK),
    ("option_marks", r.OPTION_MARK),
    ("of_words", r.OF),
    ("and_words", r.AND),
    ("or_words", r.OR),
    ("half_words", r.HALF),
    ("minus_words", r.MINUS),
    ("measures", r.MEASURE),
    ("dates", r.DATE),
    ("denials", r.DENIAL),
    ("nevers", r.NEVER),
    ("comparisons", r.COMPARISON),
    ("conditions", r.CONDITION),
    ("unreal", r.UNREAL),
    ("corrections", r.CORRECTION),
    ("hedges", r.HEDGE),
    ("non_answers", r.NO_ANSWER),
    ("opinions", r.OPINION),
    ("conclusions", r.CONCLUSION),
    ("stronger", r.STRONGER | r.OPINION),
    ("topics", r.TOPIC),
    ("openers", r.OPENER),
    ("by_words", r.BY),
    ("yes_words", r.YES),
    ("no_words", r.NO),
    ("yes_no_openers", r.YES_NO_OPENER),
    ("echoes", r.ECHO),
    ("settled", r.SETTLED),
    ("unsettled", r.UNSETTLED),
    ("sign_offs", r.SIGN_OFF),
    ("before_lines", r.BEFORE_LINE),
    ("little_words", r.LITTLE),
    ("false_friends", 0),
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_LONGEST_STRETCHED = 24
_NOT_INHERITING = (
    r.NO
    | r.YES
    | r.MEASURE
    | r.DATE
    | r.DENIAL
    | r.NEVER
    | r.COMPARISON
    | r.CONDITION
    | r.UNREAL
    | r.CORRECTION
    | r.NO_ANSWER
)
_INHERITED = r.LITTLE | r.ECHO | r.TOPIC | r.AROUND | r.LEAD
"""Roles that a phrase has when every word of it has them."""


class Meaning(NamedTuple):
    """What a word or phrase can be: its roles, and its number if it is one."""

    roles: int
    value: int | None = None
    units: frozenset[str] = frozenset()


class Item(NamedTuple):
    """A piece of a reply with its meaning; `roles` 0 is a word that nobody knows."""

    text: str
    start: int
    end: int
    roles: int
    value: int | None = None
    flaw: Reason | None = None
    units: frozenset[str] = frozenset()
    in_digits: bool = False


Phrase = tuple[tuple[str, ...], Meaning]
"""The words of a phrase, and what they mean together."""


class Lexicon:
    """The meanings of all words and phrases that may be met in one session's replies."""

    def __init__(self, packs: tuple[LanguagePack, ...]) -> None:
        self.packs = packs
        self.own = packs[0]
        self._phrases: dict[str, dict[str, list[Phrase]]] = {}
        self._words: dict[str, Meaning] = {}
        for pack in packs:
            self._add(pack)
        for seconds in self._phrases.values():
            for phrases in seconds.values():
                phrases.sort(key=lambda entry: -len(entry[0]))
        self.number_endings = frozenset(chain.from_iterable(pack.number_endings for pack in packs))
        self.ordinals: dict[str, int] = {}
        for pack in packs:
            for word, number in pack.ordinals.items():
                self.ordinals.setdefault(word, number)

        self.label_endings = word_set(packs, "label_endings")
        self.little_words = word_set(packs[:1], "little_words")

    @property
    def points_are_ordinals(self) -> bool:
        """Whether `8.` before a word is an eighth."""
        return self.own.code not in ("en", "sv")

    def word(self, text: str) -> Meaning | None:
        """Return the meaning of one word, None if it is not known."""
        found = self._words.get(text)
        if found is None and len(text) <= _LONGEST_STRETCHED and _STRETCHED.search(text):
            # sooo, yesss: no number is written so.
            for form in (_STRETCHED.sub(r"\1", text), _STRETCHED.sub(r"\1\1", text)):
                found = self._words.get(form)
                if found is not None and found.value is None:
                    return found
            return None
        return found

    def phrases(self, first: str, second: str) -> Sequence[Phrase]:
        """Return the phrases that begin with these two words, the longest first."""
        seconds = self._phrases.get(first)
        return () if seconds is None else seconds.get(second, ())

    def _add(self, pack: LanguagePack) -> None:
        meanings = _meanings_of(pack)
        for phrase, meaning in meanings.items():
            if pack is not self.own and not meaning.roles & ~r.LITTLE:
                continue
            if " " not in phrase:
                self._words.setdefault(phrase, meaning)
                continue
            parts = tuple(phrase.split(" "))
            known = self._phrases.setdefault(parts[0], {}).setdefault(parts[1], [])
            if all(parts != other for other, _ in known):
                known.append((parts, meaning))


@lru_cache(maxsize=16)
def _meanings_of(pack: LanguagePack) -> Mapping[str, Meaning]:
    """Every word and phrase of a pack with its meaning, with and without marks on its letters."""
    table: dict[str, Meaning] = {}
    for word, added in _entries(pack):
        known = table.get(word, Meaning(0))
        value = added.value if known.value is None else known.value
        table[word] = Meaning(known.roles | added.roles, value, known.units | added.units)
    for phrase in sorted((entry for entry in table if " " in entry), key=len):
        meaning = table[phrase]
        shared = _shared(phrase, table)
        if meaning.roles & _NOT_INHERITING:
            shared &= r.LITTLE
        if meaning.roles & r.UNIT_LEAD and (first := table.get(phrase.partition(" ")[0])):
            # `8 had to wait 20 minutes`
            shared |= first.roles & r.OPENER
        if _is_conclusion(phrase, table):
            shared |= r.CONCLUSION
        if meaning.roles & r.SETTLED:
            # `works again`
            shared &= ~r.UNSETTLED
        table[phrase] = meaning._replace(roles=meaning.roles | shared)
    for word, meaning in list(table.items()):
        for plain in (*without_marks(word), word.replace("'", "")):
            table.setdefault(plain, meaning)
    return table


def _is_conclusion(phrase: str, table: Mapping[str, Meaning]) -> bool:
    """Whether a phrase is a word that brings an answer, and fillers (`but it's`, `sorry but`)."""
    roles = [table[word].roles if word in table else 0 for word in phrase.split(" ")]
    concludes = [bool(role & r.CONCLUSION) for role in roles]
    fills = all(role & (r.CONCLUSION | r.LEAD | r.ECHO | r.AROUND | r.RATING) for role in roles)
    return fills and (concludes[0] or concludes[-1])


def _shared(phrase: str, table: Mapping[str, Meaning]) -> int:
    """The roles that a phrase has because both of its halves have them."""
    parts = phrase.split(" ")
    shared = 0
    for middle in range(1, len(parts)):
        first = table.get(" ".join(parts[:middle]))
        second = table.get(" ".join(parts[middle:]))
        if first is None or second is None:
            continue
        shared |= first.roles & second.roles & _INHERITED
        shared |= (first.roles | second.roles) & (r.SETTLED | r.UNSETTLED)
        if first.roles & (r.RATING | r.LEAD) and second.roles & (r.RATING | r.LEAD):
            shared |= (first.roles | second.roles) & (r.RATING | r.LEAD)
    return shared


def _entries(pack: LanguagePack) -> Iterator[tuple[str, Meaning]]:
    for section, role in SECTIONS:
        for word in getattr(pack, section):
            yield word, Meaning(role)
    for word in pack.articles:
        yield word, Meaning(r.ARTICLE)
    for word, number in pack.number_words.items():
        yield word, Meaning(r.NUMBER, number)
    for word, number in pack.occasions.items():
        yield word, Meaning(r.OCCASION, number)
    for word, minutes in pack.spans.items():
        yield word, Meaning(r.SPAN | r.MEASURE, minutes)
    for name, unit in pack.units.items():
        for word in unit:
            yield word, Meaning(r.UNIT, units=frozenset({name}))
    for name, leads in pack.unit_leads.items():
        for word in leads:
            yield word, Meaning(r.UNIT_LEAD, units=frozenset({f"{name}:"}))
    if pack.code == "en":
        for name in FIRST_NAMES:
            yield name, Meaning(r.FIRST_NAME)


@lru_cache(maxsize=256)
def lexicon_for(language: str, others: frozenset[str] = frozenset()) -> Lexicon:
    """Return the lexicon of a session in `language` of a survey that exists in `others` too.

    English counts everywhere, and the Scandinavian languages count as one.
    """
    codes = [language, *(SCANDINAVIAN if language in SCANDINAVIAN else ()), "en", *sorted(others)]
    if not others.isdisjoint(SCANDINAVIAN):
        codes += SCANDINAVIAN
    packs = [LANGUAGES[code] for code in dict.fromkeys(codes) if code in LANGUAGES]
    return Lexicon(tuple(packs))


def word_set(packs: Iterable[LanguagePack], section: str) -> frozenset[str]:
    """Return all words that one section of several packs holds."""
    return frozenset(chain.from_iterable(getattr(pack, section) for pack in packs))
