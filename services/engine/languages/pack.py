"""What the engine knows of one language in order to understand replies written in it.

A pack is data: closed lists of words and phrases. What Svar itself says in a language (errors,
hints, confirmations) is not here: it lives in `services.engine.phrases`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LanguagePack:
    """The words of one language that mean something to the reply parser, in four groups.

    Every word is written as `services.engine.replies.normalise` would leave it: in lower case
    (German `ß` as `ss`), without punctuation around it. A list may hold phrases. Letters with marks
    need no second spelling: `ø` is also found as `o` and `oe`.
    """

    code: str
    """The language code as surveys use it (`en`, `no`)."""
    names: frozenset[str]
    """What the language is called, by a customer who would rather be asked in it."""

    # Numbers.
    number_words: Mapping[str, int]
    """Every spelling of a whole number, at least from 0 to 100, and nouns for one (`femmer`)."""
    articles: frozenset[str]
    """Those of the words for one that are articles or pronouns as well: an answer only alone."""
    definite_articles: frozenset[str]
    """What a label may begin with and be known without (`the`)."""
    occasions: Mapping[str, int]
    """Numbers of times in one word (`twice`)."""
    spans: Mapping[str, int]
    """Times in one word or phrase, in minutes (`half an hour`)."""
    ordinals: Mapping[str, int]
    """`first` and so on; -1 is the last one."""
    number_endings: frozenset[str]
    """What may be glued to a number and changes nothing (`8'er`)."""
    half_words: frozenset[str]
    """Words that turn the number beside them into a fraction (`8 and a half`)."""
    minus_words: frozenset[str]
    and_words: frozenset[str]
    or_words: frozenset[str]
    """Words between two numbers that leave it open which one is meant (`7 or 8`)."""
    of_words: frozenset[str]
    """Words between a number and the maximum of its scale (`8 out of 10`)."""

    # The clause that holds the answer.
    number_marks: frozenset[str]
    """Words that announce a number (`nr 2`)."""
    option_marks: frozenset[str]
    """Words that announce the number of an option (`alternative 2`)."""
    around: frozenset[str]
    """Greetings, thanks, hedges and fillers: before or after any answer."""
    rating: frozenset[str]
    """Words that say that the number beside them is the answer (`I give`, `my score is`)."""
    lead: frozenset[str]
    """Other words before a number."""
    conclusions: frozenset[str]
    """Words that bring the answer behind what was said before (`so 8`, `but 8`)."""
    tail: frozenset[str]
    """Other words after a number."""
    points: frozenset[str]
    """What a scale counts (`points`); it may stand on either side."""
    stars: frozenset[str]
    top_marks: frozenset[str]
    """The top of a scale in words (`full marks`): worth asking whether its maximum is meant."""
    nothings: frozenset[str]
    """Nothing at all in other words than a number (`zilch`): worth asking whether 0 is meant."""
    no_times: frozenset[str]
    """That what is counted never happened (`didn't call`): worth asking whether 0 times are meant."""
    units: Mapping[str, frozenset[str]]
    """What number questions count, by the name of the unit."""
    unit_questions: Mapping[str, frozenset[str]]
    """What a question says that counts them (`how many times`)."""
    unit_leads: Mapping[str, frozenset[str]]
    """Words before a number of them (`I am` 35)."""

    # What is no answer, or not quite one.
    measures: frozenset[str]
    """What numbers count, price or name in other sentences (`people`, `GB`, `you are number`)."""
    dates: frozenset[str]
    """Words beside a date or a time of day."""
    months: Mapping[str, int]
    """Every spelling of a month."""
    announcing: frozenset[str]
    """What stands before an address, a number, a date or a postcode that is asked for."""
    denials: frozenset[str]
    nevers: frozenset[str]
    """Denials that also open a sentence of their own behind an answer (`never again`)."""
    comparisons: frozenset[str]
    conditions: frozenset[str]
    unreal: frozenset[str]
    """What would have been, was, or is hoped for: the number beside it is not the answer now."""
    corrections: frozenset[str]
    """Words that take back or mend what was said before (`I mean`, `just kidding`)."""
    hedges: frozenset[str]
    """What leaves a yes or no open (`partly`)."""
    non_answers: frozenset[str]
    """Phrases with a yes, a no or a denial in them that are neither (`no idea`, `both`)."""

    # What stands beside an answer.
    opinions: frozenset[str]
    """Adjectives and adverbs that judge."""
    stronger: frozenset[str]
    """Adverbs that strengthen an opinion, or a label that is one (`very`)."""
    topics: frozenset[str]
    """What is judged: the service, the help."""
    openers: frozenset[str]
    """Words that open a comment without a separator (`but`, `because`, `waited`)."""
    by_words: frozenset[str]
    """Words behind an answer that name whom it is about (`9 from all of us`, `the help by Ann`)."""
    yes_words: frozenset[str]
    no_words: frozenset[str]
    yes_no_openers: frozenset[str]
    """Words that open a comment behind a yes or no (`after`, `because`)."""
    echoes: frozenset[str]
    """Pronouns and auxiliaries that repeat the question behind a yes or no (`it did`)."""
    settled: frozenset[str]
    """Words by which the matter asked about is well; they contradict a no."""
    unsettled: frozenset[str]
    """Words by which the matter goes on; they contradict a yes."""
    sign_offs: frozenset[str]
    """What opens a signature: nothing behind it is looked at."""
    before_lines: frozenset[str]
    """What a phone or network writes above a message (`no subject`)."""
    label_endings: frozenset[str]
    """Endings with which a label is still the same word."""
    little_words: frozenset[str]
    """Words too common to stand for a label, or for a word of another language."""
    false_friends: frozenset[str]
    """Words that are an answer in another language and something else in this one."""

    # Messages that answer nothing.
    help_words: frozenset[str]
    """What asks for help by itself, and so names no option by itself."""
    repeat_words: frozenset[str]
    """What asks for the question again."""
    skip_words: frozenset[str]
    """What leaves an optional question out."""
    stop_words: frozenset[str]
    """What opts out by itself."""
    stop_verbs: frozenset[str]
    """What opts out together with one of `stop_objects`."""
    stop_objects: frozenset[str]
    stop_around: frozenset[str]
    stop_reasons: frozenset[str]
    """Plain reasons beside a request to stop (`wrong number`, `I am no customer`)."""
    reaction_openings: tuple[str, ...]
    """What a phone writes before the message that it quotes when its owner reacts to it.

    An asterisk stands for the emoji of the reaction."""
    autoresponder_openings: tuple[str, ...]
    """How messages begin that a phone sends by itself."""
    busy_openings: tuple[str, ...]
    """How messages begin that a phone or a person sends when it is busy (`I'm driving`)."""
    autoresponder_marks: frozenset[str]
    """What else such messages say: a machine's opening needs one of these or a colon, a busy one
    two, or one of several words."""


def words(text: str) -> frozenset[str]:
    """Return the words or phrases in `text`, which are parted by bars or line ends.

    >>> sorted(words("yes|of course"))
    ['of course', 'yes']
    """
    parts = (part.strip() for part in text.replace("\n", "|").split("|"))
    return frozenset(part for part in parts if part)


def each(firsts: str, seconds: str) -> frozenset[str]:
    """Return every phrase of one of `firsts` and one of `seconds`, which are parted by bars.

    >>> sorted(each("stop|quit", "texting"))
    ['quit texting', 'stop texting']
    """
    return frozenset(f"{first} {second}" for first in words(firsts) for second in words(seconds))


def numbered(text: str) -> dict[str, int]:
    """Return the words in `text` with the number that stands before each line of them.

    >>> numbered("1 once\\n2 twice|two times") == {"once": 1, "twice": 2, "two times": 2}
    True
    """
    table: dict[str, int] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        number, _, spellings = line.partition(" ")
        table.update(dict.fromkeys(words(spellings), int(number)))
    return table


def units(text: str) -> dict[str, frozenset[str]]:
    """Return the words in `text` by the unit that stands before each line, with a colon.

    >>> sorted(units("years: year|years")["years"])
    ['year', 'years']
    """
    table: dict[str, frozenset[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, spellings = line.partition(":")
        table[name] = table.get(name, frozenset()) | words(spellings)
    return table
