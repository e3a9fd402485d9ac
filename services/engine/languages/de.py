"""German as customers write it. `ß` is written `ss`, as folding case leaves it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, words

_NUMBERS = {
    0: "null",
    1: "eins|ein|eine",
    2: "zwei|zwo",
    3: "drei",
    4: "vier",
    5: "fünf",
    6: "sechs",
    7: "sieben",
    8: "acht",
    9: "neun",
    10: "zehn",
    11: "elf",
    12: "zwölf",
    13: "dreizehn",
    14: "vierzehn",
    15: "fünfzehn",
    16: "sechzehn",
    17: "siebzehn",
    18: "achtzehn",
    19: "neunzehn",
    20: "zwanzig",
    30: "dreissig|dreizig",
    40: "vierzig",
    50: "fünfzig",
    60: "sechzig",
    70: "siebzig",
    80: "achtzig",
    90: "neunzig",
    100: "hundert|einhundert|ein hundert",
    1000: "tausend|eintausend|ein tausend",
}

GERMAN = LanguagePack(
    code="de",
    number_words=number_words(_NUMBERS, joined=("{unit}und{ten}", "{unit} und {ten}")),
    minus_words=frozenset({"minus"}),
    half_words=frozenset({"halb", "halbe", "halber", "halbes", "einhalb", "anderthalb"}),
    and_words=frozenset({"und"}),
    or_words=frozenset({"oder", "bis"}),
    of_words=frozenset({"von", "aus", "von insgesamt"}),
    number_marks=frozenset({"nr", "nummer", "option", "antwort", "möglichkeit"}),
    yes_words=words(
        "ja|j|jawohl|jo|jup|jupp|jep|jepp|ja bitte|ja danke|ja gerne|klar|na klar|natürlich|jaa"
        "|ja ja|ja war es|ja natürlich|ja klar|genau|stimmt|doch|selbstverständlich"
    ),
    no_words=words(
        "nein|n|ne|nee|nö|noe|nein danke|nein nein|nicht|gar nicht|überhaupt nicht|niemals"
        "|auf keinen fall|nein war es nicht|leider nein|leider nicht"
    ),
    reaction_openings=(
        "gefällt",
        "mag",
        "liebt",
        "gefällt nicht",
        "gefällt mir",
        "hat gelacht über",
        "lacht über",
        "hervorgehoben",
        "fragt nach",
        "hat mit * reagiert auf",
        "hat mit * auf",
        "reagierte mit * auf",
        "* auf",
        "* zu",
    ),
    autoresponder_openings=(
        "automatische antwort",
        "automatische nachricht",
        "dies ist eine automatische",
        "abwesenheitsnotiz",
        "ich bin nicht im büro",
        "ich bin derzeit nicht im büro",
        "ich fahre gerade",
        "ich sitze gerade am steuer",
    ),
)
