"""The built-in phrases in Finnish."""

from services.engine.phrases.phrase import Phrase

FINNISH = {
    Phrase.ERROR: "Valitettavasti emme ymmärrä vastausta.",
    Phrase.NOT_A_NUMBER: "Vastaa kokonaisluvulla{range}.",
    Phrase.OUT_OF_RANGE: "Vastaa kokonaisluvulla{range}.",
    Phrase.NOT_WHOLE: "Vastaa kokonaisluvulla{range}, ilman desimaaleja.",
    Phrase.TWO_NUMBERS: "Vastaa vain yhdellä luvulla{range}.",
    Phrase.NOT_MEANT: "Vastaa pelkällä kokonaisluvulla{range}.",
    Phrase.NOT_A_CHOICE: "Vastaa vaihtoehdon numerolla, {low}–{high}.",
    Phrase.TOO_MANY_CHOICES: "Valitse enintään {count}.",
    Phrase.NOT_YES_OR_NO: "Vastaa kyllä tai ei.",
    Phrase.NOT_AN_EMAIL: "Vastaa pelkällä sähköpostiosoitteella.",
    Phrase.NOT_A_PHONE: "Vastaa pelkällä puhelinnumerolla.",
    Phrase.NOT_A_DATE: "Vastaa päivämäärällä, jossa on vuosi, esim. 31.12.2026.",
    Phrase.NOT_A_POSTCODE: "Vastaa pelkällä postinumerolla.",
    Phrase.NOT_OF_THE_PATTERN: "Vastaa tässä muodossa: {example}",
    Phrase.TOO_SHORT: "Kirjoita hieman enemmän: vähintään {low} merkkiä.",
    Phrase.TOO_LONG: "Kirjoita lyhyemmin: enintään {high} merkkiä.",
    Phrase.CONFIRM: "Tarkoititko {answer}? Vastaa KYLLÄ, tai luku{range}.",
    Phrase.CONFIRM_CHOICE: "Tarkoititko {answer}? Vastaa KYLLÄ, tai luku {low}–{high}.",
    Phrase.CONFIRM_YES_NO: "Tarkoititko {answer}? Vastaa vain kyllä tai ei.",
    Phrase.CONFIRM_TEXT: "Tarkoititko {answer}? Vastaa KYLLÄ, tai kirjoita uudelleen.",
    Phrase.LANGUAGE_SWITCHED: "Jatkamme suomeksi.",
    Phrase.REMINDER: "Muistutus: odotamme yhä vastaustasi.",
    Phrase.RANGE_BETWEEN: " {low}–{high}",
    Phrase.RANGE_FROM: ", vähintään {low}",
    Phrase.RANGE_TO: ", enintään {high}",
    Phrase.HINT_SEVERAL: "Valitse enintään {count}, pilkulla erotettuna, esim. 1,2",
    Phrase.YES: "kyllä",
    Phrase.NO: "ei",
    Phrase.NOT_FOUND: "Meillä ei ole kyselyä, joka odottaa vastaustasi.",
    Phrase.UNAVAILABLE: "Kysely on päättynyt eikä ota enää vastauksia.",
    Phrase.OPT_OUT_CONFIRMATION: (
        "Et saa meiltä enää kyselyitä. Vastaa START, jos haluat perua tämän."
    ),
    Phrase.START_CONFIRMATION: "Voit taas saada meiltä kyselyitä.",
    Phrase.HELP: "Tämä on kysely. Vastaa viimeiseen kysymykseen, tai STOP, jos et halua enempää.",
}
