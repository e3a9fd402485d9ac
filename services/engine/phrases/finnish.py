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
    Phrase.CONFIRM: "Tarkoititko {answer}? Vastaa KYLLÄ, tai luku{range}.",
    Phrase.CONFIRM_CHOICE: "Tarkoititko {answer}? Vastaa KYLLÄ, tai luku {low}–{high}.",
    Phrase.CONFIRM_YES_NO: "Tarkoititko {answer}? Vastaa vain kyllä tai ei.",
    Phrase.LANGUAGE_SWITCHED: "Jatkamme suomeksi.",
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
