"""Danish as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, words

_NUMBERS = {
    0: "nul",
    1: "en|et|én|ét",
    2: "to",
    3: "tre",
    4: "fire",
    5: "fem",
    6: "seks",
    7: "syv",
    8: "otte",
    9: "ni",
    10: "ti",
    11: "elleve",
    12: "tolv",
    13: "tretten",
    14: "fjorten",
    15: "femten",
    16: "seksten",
    17: "sytten",
    18: "atten",
    19: "nitten",
    20: "tyve",
    30: "tredive",
    40: "fyrre|fyrretyve",
    50: "halvtreds|halvtredsindstyve",
    60: "tres|treds|tresindstyve",
    70: "halvfjerds|halvfjerdsindstyve",
    80: "firs|firsindstyve",
    90: "halvfems|halvfemsindstyve",
    100: "hundrede|hundred|et hundrede|ethundrede|hundre",
    1000: "tusind|tusinde|et tusind|ettusind",
}

DANISH = LanguagePack(
    code="da",
    number_words=number_words(_NUMBERS, joined=("{unit}og{ten}", "{unit} og {ten}")),
    minus_words=frozenset({"minus"}),
    half_words=frozenset({"halv", "halvt", "halve", "halvanden"}),
    and_words=frozenset({"og"}),
    or_words=frozenset({"eller", "til"}),
    of_words=frozenset({"af", "ud af", "udaf"}),
    number_marks=frozenset({"nr", "nummer", "mulighed", "svar", "valg"}),
    yes_words=words(
        "ja|j|jo|jep|jeps|jepper|jada|joda|jaa|jaja|ja tak|ja da|jo da|ja ja|absolut|selvfølgelig"
        "|ja det var det|ja det gjorde jeg|klart|ja selvfølgelig"
    ),
    no_words=words(
        "nej|nej tak|nejda|nej da|næ|næh|nix|niks|nej nej|slet ikke|overhovedet ikke|aldrig"
        "|nej det var det ikke|nej det gjorde jeg ikke|absolut ikke"
    ),
    reaction_openings=(
        "syntes godt om",
        "synes godt om",
        "likede",
        "kunne lide",
        "elskede",
        "elsker",
        "syntes ikke om",
        "kunne ikke lide",
        "lo ad",
        "lo af",
        "grinede ad",
        "grinede af",
        "fremhævede",
        "satte spørgsmålstegn ved",
        "fjernede et hjerte fra",
        "reagerede * på",
        "reagerede med * på",
        "* på",
    ),
    autoresponder_openings=(
        "autosvar",
        "automatisk svar",
        "dette er et automatisk",
        "dette er en automatisk",
        "fraværsbesked",
        "jeg er ikke på kontoret",
        "jeg kører lige nu",
    ),
)
