"""The built-in phrases in Norwegian (bokmål)."""

from services.engine.phrases.phrase import Phrase

NORWEGIAN = {
    Phrase.ERROR: "Beklager, det er ikke et svar vi forstår.",
    Phrase.NOT_A_NUMBER: "Svar med et helt tall{range}.",
    Phrase.OUT_OF_RANGE: "Svar med et helt tall{range}.",
    Phrase.NOT_WHOLE: "Svar med et helt tall{range}, uten desimaler.",
    Phrase.TWO_NUMBERS: "Svar med bare ett tall{range}.",
    Phrase.NOT_MEANT: "Svar med bare et helt tall{range}.",
    Phrase.NOT_A_CHOICE: "Svar med nummeret på et alternativ, {low} til {high}.",
    Phrase.TOO_MANY_CHOICES: "Velg høyst {count}.",
    Phrase.NOT_YES_OR_NO: "Svar ja eller nei.",
    Phrase.NOT_AN_EMAIL: "Svar med bare en e-postadresse.",
    Phrase.NOT_A_PHONE: "Svar med bare et telefonnummer.",
    Phrase.NOT_A_DATE: "Svar med en dato med årstall, som 31.12.2026.",
    Phrase.NOT_A_POSTCODE: "Svar med bare et postnummer.",
    Phrase.NOT_OF_THE_PATTERN: "Svar på denne måten: {example}",
    Phrase.TOO_SHORT: "Skriv litt mer: minst {low} tegn.",
    Phrase.TOO_LONG: "Skriv litt kortere: høyst {high} tegn.",
    Phrase.CONFIRM: "Mente du {answer}? Svar JA, eller et tall{range}.",
    Phrase.CONFIRM_CHOICE: "Mente du {answer}? Svar JA, eller et tall fra {low} til {high}.",
    Phrase.CONFIRM_YES_NO: "Mente du {answer}? Svar med bare ja eller nei.",
    Phrase.CONFIRM_TEXT: "Mente du {answer}? Svar JA, eller skriv det på nytt.",
    Phrase.LANGUAGE_SWITCHED: "Vi fortsetter på norsk.",
    Phrase.REMINDER: "En påminnelse: vi vil fortsatt gjerne ha svaret ditt.",
    Phrase.RANGE_BETWEEN: " fra {low} til {high}",
    Phrase.RANGE_FROM: " på minst {low}",
    Phrase.RANGE_TO: " på høyst {high}",
    Phrase.HINT_SEVERAL: "Velg inntil {count}, med komma mellom, som 1,2",
    Phrase.YES: "ja",
    Phrase.NO: "nei",
    Phrase.NOT_FOUND: "Vi har ingen undersøkelse som venter på svaret ditt.",
    Phrase.UNAVAILABLE: "Undersøkelsen er avsluttet og tar ikke imot flere svar.",
    Phrase.OPT_OUT_CONFIRMATION: (
        "Du får ikke flere undersøkelser fra oss. Svar START for å angre."
    ),
    Phrase.START_CONFIRMATION: "Du kan få undersøkelser fra oss igjen.",
    Phrase.HELP: (
        "Dette er en undersøkelse. Svar på siste spørsmål, eller STOPP for å slippe flere."
    ),
}
