"""The built-in phrases in Swedish."""

from services.engine.phrases.phrase import Phrase

SWEDISH = {
    Phrase.ERROR: "Vi förstår tyvärr inte det svaret.",
    Phrase.NOT_A_NUMBER: "Svara med ett heltal{range}.",
    Phrase.OUT_OF_RANGE: "Svara med ett heltal{range}.",
    Phrase.NOT_WHOLE: "Svara med ett heltal{range}, utan decimaler.",
    Phrase.TWO_NUMBERS: "Svara med bara ett tal{range}.",
    Phrase.NOT_MEANT: "Svara med bara ett heltal{range}.",
    Phrase.NOT_A_CHOICE: "Svara med numret på ett alternativ, {low} till {high}.",
    Phrase.TOO_MANY_CHOICES: "Välj högst {count}.",
    Phrase.NOT_YES_OR_NO: "Svara ja eller nej.",
    Phrase.NOT_AN_EMAIL: "Svara bara med en e-postadress.",
    Phrase.NOT_A_PHONE: "Svara bara med ett telefonnummer.",
    Phrase.NOT_A_DATE: "Svara med ett datum med årtal, som 2026-12-31.",
    Phrase.NOT_A_POSTCODE: "Svara bara med ett postnummer.",
    Phrase.NOT_OF_THE_PATTERN: "Svara på det här sättet: {example}",
    Phrase.TOO_SHORT: "Skriv lite mer: minst {low} tecken.",
    Phrase.TOO_LONG: "Skriv lite kortare: högst {high} tecken.",
    Phrase.CONFIRM: "Menade du {answer}? Svara JA, eller ett tal{range}.",
    Phrase.CONFIRM_CHOICE: "Menade du {answer}? Svara JA, eller ett tal från {low} till {high}.",
    Phrase.CONFIRM_YES_NO: "Menade du {answer}? Svara med bara ja eller nej.",
    Phrase.CONFIRM_TEXT: "Menade du {answer}? Svara JA, eller skriv det igen.",
    Phrase.LANGUAGE_SWITCHED: "Vi fortsätter på svenska.",
    Phrase.REMINDER: "En påminnelse: vi vill fortfarande gärna ha ditt svar.",
    Phrase.RANGE_BETWEEN: " från {low} till {high}",
    Phrase.RANGE_FROM: " på minst {low}",
    Phrase.RANGE_TO: " på högst {high}",
    Phrase.HINT_SEVERAL: "Välj upp till {count}, med komma emellan, som 1,2",
    Phrase.YES: "ja",
    Phrase.NO: "nej",
    Phrase.NOT_FOUND: "Vi har ingen undersökning som väntar på ditt svar.",
    Phrase.UNAVAILABLE: "Undersökningen är avslutad och tar inte emot fler svar.",
    Phrase.OPT_OUT_CONFIRMATION: (
        "Du får inga fler undersökningar från oss. Svara START för att ångra."
    ),
    Phrase.START_CONFIRMATION: "Du kan få undersökningar från oss igen.",
    Phrase.HELP: (
        "Det här är en undersökning. Svara på den senaste frågan, eller STOPP för att slippa fler."
    ),
}
