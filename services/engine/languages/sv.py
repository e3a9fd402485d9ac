"""Swedish as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, words

_NUMBERS = {
    0: "noll",
    1: "ett|en|etta",
    2: "två|tvåa",
    3: "tre|trea",
    4: "fyra",
    5: "fem|femma",
    6: "sex|sexa",
    7: "sju|sjua",
    8: "åtta",
    9: "nio|nia|nie",
    10: "tio|tia|tie",
    11: "elva",
    12: "tolv",
    13: "tretton",
    14: "fjorton",
    15: "femton",
    16: "sexton",
    17: "sjutton",
    18: "arton",
    19: "nitton",
    20: "tjugo|tjugi",
    30: "trettio",
    40: "fyrtio|förtio",
    50: "femtio",
    60: "sextio",
    70: "sjuttio",
    80: "åttio",
    90: "nittio",
    100: "hundra|ett hundra|etthundra",
    1000: "tusen|ett tusen|ettusen|etttusen",
}

SWEDISH = LanguagePack(
    code="sv",
    number_words=number_words(_NUMBERS, joined=("{ten}{unit}", "{ten} {unit}", "{ten}-{unit}")),
    minus_words=frozenset({"minus"}),
    half_words=frozenset({"halv", "halvt", "halva", "halvannan"}),
    and_words=frozenset({"och", "o"}),
    or_words=frozenset({"eller", "till"}),
    of_words=frozenset({"av", "utav", "av totalt"}),
    number_marks=frozenset({"nr", "nummer", "alternativ", "svar", "val"}),
    yes_words=words(
        "ja|j|jo|japp|jepp|jajamän|jadå|jodå|ja tack|ja då|jo då|jaa|jaha|absolut|självklart"
        "|ja absolut|ja det var det|ja det gjorde jag|ja ja|visst|javisst|givetvis"
    ),
    no_words=words(
        "nej|nej tack|nejdå|nej då|nä|nää|näe|nix|nepp|nej nej|inte alls|absolut inte"
        "|nej det var det inte|nej det gjorde jag inte|aldrig"
    ),
    reaction_openings=(
        "gillade",
        "gillar",
        "älskade",
        "älskar",
        "ogillade",
        "skrattade åt",
        "betonade",
        "framhävde",
        "ifrågasatte",
        "tog bort en gilla-markering från",
        "tog bort ett hjärta från",
        "reagerade * på",
        "reagerade med * på",
        "* på",
    ),
    autoresponder_openings=(
        "autosvar",
        "automatiskt svar",
        "automatiskt meddelande",
        "detta är ett automatiskt",
        "frånvaromeddelande",
        "jag är inte på kontoret",
        "jag kör just nu",
    ),
)
