"""What the texts cost as SMS, as they are sent: with options, hints and the fallbacks of pipes."""

from collections.abc import Iterator

from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding

MOST_SEGMENTS = 6
"""The most segments of a text that an author writes (sms.md section 4)."""

_MANY_SEGMENTS = 2


def length_problems(examined: Examined) -> Iterator[Finding]:
    """Texts over six segments in any language."""
    for sent in examined.texts:
        segments = sent.measure.segments
        if segments > MOST_SEGMENTS:
            message = f"The text takes {segments} SMS segments; {MOST_SEGMENTS} is the most."
            yield Finding(path=sent.path, message=message)


def length_warnings(examined: Examined) -> Iterator[Finding]:
    """Texts over two segments, and texts that a single character makes Unicode."""
    for sent in examined.texts:
        measured = sent.measure
        if _MANY_SEGMENTS < measured.segments <= MOST_SEGMENTS:
            yield Finding(
                path=sent.path, message=f"The text takes {measured.segments} SMS segments."
            )
        if measured.unicode_because:
            message = (
                f'"{measured.unicode_because}" makes the text Unicode: '
                "a segment then holds 70 characters, not 160."
            )
            yield Finding(path=sent.path, message=message)
    yield from _errors_with_questions(examined)


def _errors_with_questions(examined: Examined) -> Iterator[Finding]:
    """An error is sent with the question after it: that may be long where neither is."""
    written = {sent.path: sent.text for sent in examined.texts}
    for path, element in examined.placed():
        for language in element.error:
            place = f"{path}.error.{language}"
            question = written.get(f"{path}.text.{language}", "")
            together = f"{written.get(place, '')}\n{question}"
            segments = examined.measure(together).segments
            if segments > MOST_SEGMENTS >= examined.measure(question).segments:
                message = f"With the question after it the error takes {segments} SMS segments."
                yield Finding(path=place, message=message)
