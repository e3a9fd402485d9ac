"""English as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, words

_NUMBERS = {
    0: "zero|nil|nought|naught",
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten",
    11: "eleven",
    12: "twelve",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    17: "seventeen",
    18: "eighteen",
    19: "nineteen",
    20: "twenty",
    30: "thirty",
    40: "forty|fourty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    100: "hundred|one hundred|a hundred",
    1000: "thousand|one thousand|a thousand",
}

ENGLISH = LanguagePack(
    code="en",
    number_words=number_words(_NUMBERS, joined=("{ten}-{unit}", "{ten} {unit}", "{ten}{unit}")),
    minus_words=frozenset({"minus", "negative"}),
    half_words=frozenset({"half", "halves"}),
    and_words=frozenset({"and"}),
    or_words=frozenset({"or", "to"}),
    of_words=frozenset({"of", "out of", "outof"}),
    number_marks=frozenset({"number", "nr", "option", "alternative", "answer", "choice"}),
    yes_words=words(
        "yes|y|yep|yup|yeah|yea|yess|ye|yeh|sure|of course|ofcourse|absolutely|definitely|correct"
        "|yes please|yes thanks|yes thank you|yes it was|yes it is|yes i did|yes i do|yes they did"
        "|yes sir|yes yes|oh yes|yes indeed|indeed|aye"
    ),
    no_words=words(
        "no|n|nope|nah|nay|noo|no thanks|no thank you|no it was not|no it wasn't|no i did not"
        "|no i didn't|no i don't|no they did not|no they didn't|no no|not at all|oh no|absolutely not"
        "|definitely not|of course not|no sir|no way|never"
    ),
    reaction_openings=(
        "liked",
        "loved",
        "disliked",
        "laughed at",
        "emphasized",
        "emphasised",
        "questioned",
        "removed a like from",
        "removed a heart from",
        "removed a dislike from",
        "removed a laugh from",
        "removed an exclamation from",
        "removed a question mark from",
        "reacted * to",
        "reacted with * to",
        "* to",
    ),
    autoresponder_openings=(
        "auto reply",
        "autoreply",
        "auto response",
        "automatic reply",
        "automatic response",
        "automated reply",
        "automated response",
        "this is an automatic",
        "this is an automated",
        "out of office",
        "i am out of office",
        "i'm out of office",
        "i am out of the office",
        "i'm out of the office",
        "i am currently out of",
        "i'm currently out of",
        "i'm driving with",
        "i am driving with",
        "i'm driving right now",
        "i'm driving and can't",
        "i'm currently driving",
    ),
)
