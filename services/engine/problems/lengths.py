"""What the texts cost as SMS, as they are sent: with options, hints and the fallbacks of pipes."""

from collections.abc import Iterator

from services.engine.elements.wording import written_text
from services.engine.phrases import Phrase, phrase_named
from services.engine.piping import piped
from services.engine.problems.finding import Examined, Finding

MOST_SEGMENTS = 6
"""The most segments of a text that an author writes (sms.md section 4)."""

_MANY_SEGMENTS = 2


def length_problems(examined: Examined) -> Iterator[Finding]:
    """Texts over six segments in any language."""
    for path, text in sent_texts(examined):
        segments = examined.measure(text).segments
        if segments > MOST_SEGMENTS:
            message = f"The text takes {segments} SMS segments; {MOST_SEGMENTS} is the most."
            yield Finding(path=path, message=message)


def length_warnings(examined: Examined) -> Iterator[Finding]:
    """Texts over two segments, and texts that a single character makes Unicode."""
    for path, text in sent_texts(examined):
        measured = examined.measure(text)
        if _MANY_SEGMENTS < measured.segments <= MOST_SEGMENTS:
            yield Finding(path=path, message=f"The text takes {measured.segments} SMS segments.")
        if measured.unicode_because:
            message = (
                f'"{measured.unicode_because}" makes the text Unicode: '
                "a segment then holds 70 characters, not 160."
            )
            yield Finding(path=path, message=message)
    yield from _errors_with_questions(examined)


def _errors_with_questions(examined: Examined) -> Iterator[Finding]:
    """An error is sent with the question after it: that may be long where neither is."""
    written = dict(sent_texts(examined))
    for path, element in examined.placed():
        for language in element.error:
            place = f"{path}.error.{language}"
            question = written.get(f"{path}.text.{language}", "")
            together = f"{written.get(place, '')}\n{question}"
            segments = examined.measure(together).segments
            if segments > MOST_SEGMENTS >= examined.measure(question).segments:
                message = f"With the question after it the error takes {segments} SMS segments."
                yield Finding(path=place, message=message)


def sent_texts(examined: Examined) -> Iterator[tuple[str, str]]:
    """Every text that may be sent, with its path."""
    definition = examined.definition
    compiled = examined.compiled
    hints = definition.settings.show_hints
    for path, definition_of_element in examined.placed():
        element = compiled.get(definition_of_element.id)
        for language in definition.languages:
            if element is not None:
                text = written_text(element, language, show_hints=hints, texts=definition.texts)
                yield f"{path}.text.{language}", piped(text)
            error = definition_of_element.error.get(language)
            if error:
                yield f"{path}.error.{language}", piped(error)
    for name, translations in definition.texts.items():
        if phrase_named(name) in tuple(Phrase):
            for language in definition.languages:
                yield f"texts.{name}.{language}", piped(translations.get(language, ""))
