"""Finnish as customers write it."""

from services.engine.languages.number_words import number_words
from services.engine.languages.pack import LanguagePack, words

_NUMBERS = {
    0: "nolla",
    1: "yksi|yks",
    2: "kaksi|kaks",
    3: "kolme",
    4: "neljä",
    5: "viisi|viis",
    6: "kuusi|kuus",
    7: "seitsemän|seittemän|seiska",
    8: "kahdeksan|kaheksan|kasi",
    9: "yhdeksän|yheksän|ysi",
    10: "kymmenen|kymppi",
    11: "yksitoista",
    12: "kaksitoista",
    13: "kolmetoista",
    14: "neljätoista",
    15: "viisitoista",
    16: "kuusitoista",
    17: "seitsemäntoista",
    18: "kahdeksantoista",
    19: "yhdeksäntoista",
    20: "kaksikymmentä",
    30: "kolmekymmentä",
    40: "neljäkymmentä",
    50: "viisikymmentä",
    60: "kuusikymmentä",
    70: "seitsemänkymmentä",
    80: "kahdeksankymmentä",
    90: "yhdeksänkymmentä",
    100: "sata",
    1000: "tuhat",
}

FINNISH = LanguagePack(
    code="fi",
    number_words=number_words(_NUMBERS, joined=("{ten}{unit}", "{ten} {unit}")),
    minus_words=frozenset({"miinus"}),
    half_words=frozenset({"puoli", "puolikas", "puolitoista"}),
    and_words=frozenset({"ja", "sekä"}),
    or_words=frozenset({"tai", "vai"}),
    of_words=frozenset({"kautta"}),
    number_marks=frozenset({"nro", "numero", "vaihtoehto", "vastaus"}),
    yes_words=words(
        "kyllä|kylla|joo|juu|joo joo|kyllä kiitos|joo kiitos|jep|jees|juu juu|totta kai"
        "|tottakai|ehdottomasti|jaa|kyl|kyllä oli"
    ),
    no_words=words(
        "ei|ei kiitos|ei ollut|eipä|ei todellakaan|ei lainkaan|ei ollenkaan|eikä|ei ei|eii|ehei"
    ),
    reaction_openings=(
        "tykkäsi",
        "tykkäsi viestistä",
        "rakasti",
        "ei tykännyt",
        "ei pitänyt",
        "piti",
        "nauroi",
        "korosti",
        "kyseenalaisti",
        "poisti tykkäyksen",
        "poisti sydämen",
        "reagoi * viestiin",
        "* viestiin",
    ),
    autoresponder_openings=(
        "automaattinen vastaus",
        "automaattivastaus",
        "tämä on automaattinen",
        "poissaoloviesti",
        "olen poissa toimistolta",
        "ajan parhaillaan",
    ),
)
