"""The built-in phrases in English."""

from services.engine.phrases.phrase import Phrase

ENGLISH = {
    Phrase.ERROR: "Sorry, that is not an answer we understand.",
    Phrase.NOT_A_NUMBER: "Please reply with a whole number{range}.",
    Phrase.OUT_OF_RANGE: "Please reply with a whole number{range}.",
    Phrase.NOT_WHOLE: "Please reply with a whole number{range}, without decimals.",
    Phrase.TWO_NUMBERS: "Please reply with one number only{range}.",
    Phrase.NOT_MEANT: "Please reply with nothing but a whole number{range}.",
    Phrase.NOT_A_CHOICE: "Please reply with the number of an option, {low} to {high}.",
    Phrase.TOO_MANY_CHOICES: "Please choose {count} at most.",
    Phrase.NOT_YES_OR_NO: "Please reply yes or no.",
    Phrase.CONFIRM: "Did you mean {answer}? Reply YES, or a number{range}.",
    Phrase.CONFIRM_CHOICE: "Did you mean {answer}? Reply YES, or a number from {low} to {high}.",
    Phrase.CONFIRM_YES_NO: "Did you mean {answer}? Please reply with yes or no only.",
    Phrase.LANGUAGE_SWITCHED: "We go on in English.",
    Phrase.RANGE_BETWEEN: " from {low} to {high}",
    Phrase.RANGE_FROM: " of at least {low}",
    Phrase.RANGE_TO: " of at most {high}",
    Phrase.HINT_SEVERAL: "Choose up to {count}, with commas between, as in 1,2",
    Phrase.YES: "yes",
    Phrase.NO: "no",
    Phrase.NOT_FOUND: "We have no survey that waits for your reply.",
    Phrase.UNAVAILABLE: "This survey is over and takes no more answers.",
    Phrase.OPT_OUT_CONFIRMATION: "You will get no more surveys from us. Reply START to undo this.",
    Phrase.START_CONFIRMATION: "You can get surveys from us again.",
    Phrase.HELP: "This is a survey. Answer the last question, or reply STOP to get no more.",
}
