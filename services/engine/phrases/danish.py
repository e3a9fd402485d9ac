"""The built-in phrases in Danish."""

from services.engine.phrases.phrase import Phrase

DANISH = {
    Phrase.ERROR: "Beklager, det svar forstår vi ikke.",
    Phrase.NOT_A_NUMBER: "Svar med et helt tal{range}.",
    Phrase.OUT_OF_RANGE: "Svar med et helt tal{range}.",
    Phrase.NOT_WHOLE: "Svar med et helt tal{range}, uden decimaler.",
    Phrase.TWO_NUMBERS: "Svar med kun ét tal{range}.",
    Phrase.NOT_MEANT: "Svar kun med et helt tal{range}.",
    Phrase.NOT_A_CHOICE: "Svar med nummeret på en mulighed, {low} til {high}.",
    Phrase.TOO_MANY_CHOICES: "Vælg højst {count}.",
    Phrase.NOT_YES_OR_NO: "Svar ja eller nej.",
    Phrase.NOT_AN_EMAIL: "Svar kun med en e-mailadresse.",
    Phrase.NOT_A_PHONE: "Svar kun med et telefonnummer.",
    Phrase.NOT_A_DATE: "Svar med en dato med årstal, som 31.12.2026.",
    Phrase.NOT_A_POSTCODE: "Svar kun med et postnummer.",
    Phrase.NOT_OF_THE_PATTERN: "Svar på denne måde: {example}",
    Phrase.TOO_SHORT: "Skriv lidt mere: mindst {low} tegn.",
    Phrase.TOO_LONG: "Skriv lidt kortere: højst {high} tegn.",
    Phrase.CONFIRM: "Mente du {answer}? Svar JA, eller et tal{range}.",
    Phrase.CONFIRM_CHOICE: "Mente du {answer}? Svar JA, eller et tal fra {low} til {high}.",
    Phrase.CONFIRM_YES_NO: "Mente du {answer}? Svar kun med ja eller nej.",
    Phrase.CONFIRM_TEXT: "Mente du {answer}? Svar JA, eller skriv det igen.",
    Phrase.LANGUAGE_SWITCHED: "Vi fortsætter på dansk.",
    Phrase.REMINDER: "En påmindelse: vi vil stadig gerne have dit svar.",
    Phrase.RANGE_BETWEEN: " fra {low} til {high}",
    Phrase.RANGE_FROM: " på mindst {low}",
    Phrase.RANGE_TO: " på højst {high}",
    Phrase.HINT_SEVERAL: "Vælg op til {count}, med komma imellem, som 1,2",
    Phrase.YES: "ja",
    Phrase.NO: "nej",
    Phrase.NOT_FOUND: "Vi har ingen undersøgelse, der venter på dit svar.",
    Phrase.UNAVAILABLE: "Undersøgelsen er slut og tager ikke imod flere svar.",
    Phrase.OPT_OUT_CONFIRMATION: (
        "Du får ikke flere undersøgelser fra os. Svar START for at fortryde."
    ),
    Phrase.START_CONFIRMATION: "Du kan få undersøgelser fra os igen.",
    Phrase.HELP: (
        "Dette er en undersøgelse. Svar på det sidste spørgsmål, eller STOP for at slippe for flere."
    ),
}
