"""The built-in phrases in German."""

from services.engine.phrases.phrase import Phrase

GERMAN = {
    Phrase.ERROR: "Diese Antwort verstehen wir leider nicht.",
    Phrase.NOT_A_NUMBER: "Bitte antworten Sie mit einer ganzen Zahl{range}.",
    Phrase.OUT_OF_RANGE: "Bitte antworten Sie mit einer ganzen Zahl{range}.",
    Phrase.NOT_WHOLE: "Bitte antworten Sie mit einer ganzen Zahl{range}, ohne Komma.",
    Phrase.TWO_NUMBERS: "Bitte antworten Sie mit nur einer Zahl{range}.",
    Phrase.NOT_MEANT: "Bitte antworten Sie nur mit einer ganzen Zahl{range}.",
    Phrase.NOT_A_CHOICE: "Bitte antworten Sie mit der Nummer einer Möglichkeit, {low} bis {high}.",
    Phrase.TOO_MANY_CHOICES: "Bitte wählen Sie höchstens {count}.",
    Phrase.NOT_YES_OR_NO: "Bitte antworten Sie mit Ja oder Nein.",
    Phrase.NOT_AN_EMAIL: "Bitte antworten Sie nur mit einer E-Mail-Adresse.",
    Phrase.NOT_A_PHONE: "Bitte antworten Sie nur mit einer Telefonnummer.",
    Phrase.NOT_A_DATE: "Bitte antworten Sie mit einem Datum mit Jahr, wie 31.12.2026.",
    Phrase.NOT_A_POSTCODE: "Bitte antworten Sie nur mit einer Postleitzahl.",
    Phrase.NOT_OF_THE_PATTERN: "Bitte antworten Sie in dieser Form: {example}",
    Phrase.TOO_SHORT: "Bitte schreiben Sie etwas mehr: mindestens {low} Zeichen.",
    Phrase.TOO_LONG: "Bitte schreiben Sie kürzer: höchstens {high} Zeichen.",
    Phrase.CONFIRM: "Meinten Sie {answer}? Antworten Sie JA, oder mit einer Zahl{range}.",
    Phrase.CONFIRM_CHOICE: (
        "Meinten Sie {answer}? Antworten Sie JA, oder mit einer Zahl von {low} bis {high}."
    ),
    Phrase.CONFIRM_YES_NO: "Meinten Sie {answer}? Bitte antworten Sie nur mit Ja oder Nein.",
    Phrase.CONFIRM_TEXT: "Meinten Sie {answer}? Antworten Sie JA, oder schreiben Sie es noch einmal.",
    Phrase.LANGUAGE_SWITCHED: "Wir machen auf Deutsch weiter.",
    Phrase.REMINDER: "Zur Erinnerung: Wir freuen uns weiterhin auf Ihre Antwort.",
    Phrase.RANGE_BETWEEN: " von {low} bis {high}",
    Phrase.RANGE_FROM: " ab {low}",
    Phrase.RANGE_TO: " bis {high}",
    Phrase.HINT_SEVERAL: "Wählen Sie bis zu {count}, mit Komma dazwischen, wie 1,2",
    Phrase.YES: "ja",
    Phrase.NO: "nein",
    Phrase.NOT_FOUND: "Wir haben keine Umfrage, die auf Ihre Antwort wartet.",
    Phrase.UNAVAILABLE: "Die Umfrage ist beendet und nimmt keine Antworten mehr an.",
    Phrase.OPT_OUT_CONFIRMATION: (
        "Sie erhalten keine Umfragen mehr von uns. Mit START machen Sie das rückgängig."
    ),
    Phrase.START_CONFIRMATION: "Sie können wieder Umfragen von uns erhalten.",
    Phrase.HELP: (
        "Dies ist eine Umfrage. Beantworten Sie die letzte Frage, oder STOPP, um keine mehr zu erhalten."
    ),
}
