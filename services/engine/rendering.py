"""What the customer reads: the text of an element, of an error, of a built-in phrase.

Rendering knows the survey and the state; it decides nothing about what comes next. `longest` is how
many characters may be piped into a text at each place.
"""

from services.engine.elements.element import Element, Question
from services.engine.elements.wording import written_text
from services.engine.fitting import LONGEST_PIPED, shortened
from services.engine.phrases import Phrase, overridden, phrase, phrase_named
from services.engine.piping import piped
from services.engine.state import State, StoredAnswer
from services.engine.survey import Survey


def element_text(
    survey: Survey, state: State, element: Element, longest: int = LONGEST_PIPED
) -> str:
    """An element's whole text, with what is known piped in."""
    language = survey.language_or_default(state.language)
    wording = survey.wording[element.id, language]
    if element.id in survey.shuffled and isinstance(element, Question):
        hints, asked = survey.settings.show_hints, element.asked_in(state.seed)
        wording = written_text(asked, language, show_hints=hints, texts=survey.texts)
    return piped(wording, state, survey.questions, longest=longest)


def error_text(
    survey: Survey, state: State, question: Question, reason: str, longest: int = LONGEST_PIPED
) -> str:
    """What was wrong with a reply, a newline, and the question again, as one SMS."""
    error = _error(survey, state.language, question, reason)
    said = piped(error, state, survey.questions, longest=longest)
    return f"{said}\n{element_text(survey, state, question, longest)}"


def confirm_text(
    survey: Survey,
    state: State,
    question: Question,
    likely: StoredAnswer,
    longest: int = LONGEST_PIPED,
) -> str:
    """`Did you mean 8?`, with what else may be replied."""
    template = phrase(question.confirm_phrase(), state.language, overrides=survey.texts)
    written = _with_numbers(template, question, language=state.language)
    said = piped(written, state, survey.questions, longest=longest)
    shown = question.shown(likely, language=state.language)
    return said.replace("{answer}", shortened(shown, longest))


def phrase_text(survey: Survey, state: State, name: Phrase, longest: int = LONGEST_PIPED) -> str:
    """A built-in phrase, or the survey's own text in its place."""
    own = phrase(name, state.language, overrides=survey.texts)
    return piped(own, state, survey.questions, longest=longest)


def reminder_text(
    survey: Survey, state: State, question: Question, longest: int = LONGEST_PIPED
) -> str:
    """That an answer is still wanted, a newline, and the question again, as one SMS."""
    reminder = phrase_text(survey, state, Phrase.REMINDER, longest)
    return f"{reminder}\n{element_text(survey, state, question, longest)}"


def unavailable_text(survey: Survey, state: State, longest: int = LONGEST_PIPED) -> str:
    """What somebody gets who replies to a survey that is over."""
    if survey.unavailable is None:
        return phrase_text(survey, state, Phrase.UNAVAILABLE, longest)
    return element_text(survey, state, survey.unavailable, longest)


def texts_of(survey: Survey, state: State) -> tuple[str, ...]:
    """Every text that the session can have said, but for what stood before one in the same SMS."""
    elements = [element_text(survey, state, element) for element in survey.sequence]
    if survey.settings.reminders:
        elements += [reminder_text(survey, state, one) for one in survey.questions.values()]
    return (*elements, unavailable_text(survey, state), phrase_text(survey, state, Phrase.HELP))


def _error(survey: Survey, language: str, question: Question, reason: str) -> str:
    """The question's own text, the survey's for the reason, the survey's, the built-in one."""
    name = phrase_named(reason) or question.error_phrase()
    template = (
        question.error.get(language)
        or overridden(name, language, survey.texts)
        or overridden(Phrase.ERROR, language, survey.texts)
        or phrase(name, language)
    )
    return _with_numbers(template, question, language=language)


def _with_numbers(template: str, question: Question, *, language: str) -> str:
    """The template with `{low}`, `{high}`, `{count}`, `{range}` and `{example}` filled in."""
    if "{" not in template:
        return template
    details = question.error_details()
    text = template.replace("{range}", _range(details.get("low"), details.get("high"), language))
    for name, number in details.items():
        if number is not None:
            text = text.replace("{" + name + "}", str(number))
    return text.replace("{example}", question.error_example())


def _range(low: int | None, high: int | None, language: str) -> str:
    if low is not None and high is not None:
        return phrase(Phrase.RANGE_BETWEEN, language)
    if low is not None:
        return phrase(Phrase.RANGE_FROM, language)
    return "" if high is None else phrase(Phrase.RANGE_TO, language)
