"""Norwegian, bokmål and nynorsk, as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, words

_NUMBERS = {
    0: "null",
    1: "en|ett|én|éin|ein|eitt|ei",
    2: "to",
    3: "tre",
    4: "fire",
    5: "fem",
    6: "seks",
    7: "syv|sju",
    8: "åtte",
    9: "ni",
    10: "ti",
    11: "elleve|elve",
    12: "tolv",
    13: "tretten",
    14: "fjorten",
    15: "femten",
    16: "seksten",
    17: "sytten",
    18: "atten",
    19: "nitten",
    20: "tjue|tyve",
    30: "tretti|tredve",
    40: "førti|førr",
    50: "femti",
    60: "seksti",
    70: "sytti",
    80: "åtti",
    90: "nitti",
    100: "hundre|ett hundre|et hundre|en hundre|hundrede",
    1000: "tusen|ett tusen|et tusen|en tusen",
}

NORWEGIAN = LanguagePack(
    code="no",
    number_words=number_words(
        _NUMBERS,
        joined=("{ten}{unit}", "{ten} {unit}", "{ten}-{unit}", "{unit}og{ten}", "{unit} og {ten}"),
    ),
    minus_words=frozenset({"minus"}),
    half_words=frozenset({"halv", "halvt", "halve", "halvannen", "halvanna"}),
    and_words=frozenset({"og"}),
    or_words=frozenset({"eller", "til"}),
    of_words=frozenset({"av", "ut av", "av totalt", "utav"}),
    number_marks=frozenset({"nr", "nummer", "alternativ", "svar", "valg", "svaralternativ"}),
    yes_words=words(
        "ja|j|jo|jepp|jep|japp|jada|joda|jau|jaha|jaa|jess|ja takk|ja da|jo da|ja absolutt"
        "|ja det var det|ja det er det|ja det gjorde jeg|ja det fikk jeg|ja det ble det|ja ja"
        "|absolutt|selvfølgelig|så klart|såklart|klart det|det stemmer|stemmer|yess"
    ),
    no_words=words(
        "nei|nei takk|neida|nei da|niks|nope|nix|næ|nææ|nei det var det ikke|nei det er det ikke"
        "|nei det gjorde jeg ikke|nei det fikk jeg ikke|nei det ble det ikke|nei nei|neitakk"
        "|absolutt ikke|overhodet ikke|slett ikke|ikke i det hele tatt|aldri|nei aldri"
        "|nei absolutt ikke|nei ikke"
    ),
    reaction_openings=(
        "likte",
        "liker",
        "elsket",
        "elska",
        "elsker",
        "mislikte",
        "lo av",
        "ler av",
        "fremhevet",
        "framhevet",
        "understreket",
        "uthevet",
        "stilte spørsmål ved",
        "stilte spørsmål om",
        "stilte spørsmål til",
        "spurte om",
        "fjernet en like fra",
        "fjernet en liker fra",
        "fjernet et hjerte fra",
        "fjernet et misliker fra",
        "fjernet tommel opp fra",
        "fjernet tommel ned fra",
        "fjernet en latter fra",
        "fjernet et utropstegn fra",
        "fjernet et spørsmålstegn fra",
        "reagerte * på",
        "reagerte * til",
        "reagerte med * på",
        "reagerte med * til",
        "* på",
        "* til",
    ),
    autoresponder_openings=(
        "autosvar",
        "auto-svar",
        "automatisk svar",
        "automatisk melding",
        "dette er et automatisk",
        "dette er en automatisk",
        "fraværsmelding",
        "jeg er ikke på kontoret",
        "jeg er for tiden ikke på kontoret",
        "jeg kjører akkurat nå",
    ),
)
