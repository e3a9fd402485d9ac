"""What the texts cost as SMS, as they are sent: with options, hints and the fallbacks of pipes."""

from collections.abc import Iterator, Sequence

from services.engine.fitting import MOST_SEGMENTS as MOST_SENT
from services.engine.phrases import REFUSALS, phrase_named
from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding, TextMeasure
from services.engine.problems.sent_texts import SentText

MOST_SEGMENTS = 6
"""The most segments of a text that an author writes (`services/text/README.md`)."""

_MANY_SEGMENTS = 2
_MOST_SPELT = 5
"""Characters for which a cheaper spelling is named."""


def length_problems(examined: Examined) -> Iterator[Finding]:
    """Texts over six segments in any language, and errors over ten together with their question."""
    for sent in examined.texts:
        segments = sent.measure.segments
        if segments > MOST_SEGMENTS:
            message = f"The text takes {segments} SMS segments; {MOST_SEGMENTS} is the most."
            yield Finding(path=sent.path, message=message)
    for path, segments in _errors_with_questions(examined):
        if segments > MOST_SENT:
            message = f"With the question after it the error takes {segments} SMS segments; "
            yield Finding(path=path, message=f"{message}{MOST_SENT} is the most.")


def length_warnings(examined: Examined) -> Iterator[Finding]:
    """Texts over two segments, or over six with long answers piped in, and what makes them Unicode."""
    for sent in examined.texts:
        measured = sent.measure
        if _MANY_SEGMENTS < measured.segments <= MOST_SEGMENTS:
            yield Finding(
                path=sent.path, message=f"The text takes {measured.segments} SMS segments."
            )
        if sent.widest_segments > MOST_SEGMENTS >= measured.segments:
            yield Finding(path=sent.path, message=_widest(sent.widest_segments))
        if measured.unicode_because:
            yield Finding(path=sent.path, message=_unicode(measured))
    for path, segments in _errors_with_questions(examined):
        if MOST_SEGMENTS < segments <= MOST_SENT:
            message = f"With the question after it the error takes {segments} SMS segments."
            yield Finding(path=path, message=message)


def _unicode(measured: TextMeasure) -> str:
    """Which character is to blame, and what to write instead."""
    blamed = (
        f'"{named(measured.unicode_because or "")}" makes the text Unicode: '
        "a segment then holds 70 characters, not 160."
    )
    if measured.segments_then is None:
        return blamed
    fewer = f" instead of {measured.segments}" if measured.segments_then < measured.segments else ""
    return f"{blamed} {_advice(measured.instead)}, and it takes {measured.segments_then}{fewer}."


def _advice(instead: Sequence[tuple[str, str]]) -> str:
    some = instead[:_MOST_SPELT]
    written = [f'"{other}" for "{named(char)}"' for char, other in some if other]
    left_out = [f'"{named(char)}"' for char, other in some if not other]
    parts = [
        f"{verb} {' and '.join(names)}"
        for verb, names in (("write", written), ("leave out", left_out))
        if names
    ]
    advice = " and ".join(parts) or "write it in plain letters"
    return advice[0].upper() + advice[1:]


def named(char: str) -> str:
    r"""Return a character as people can see it.

    >>> named("ç"), named("\u200b")
    ('ç', 'U+200B')
    """
    return char if char.isprintable() else f"U+{ord(char):04X}"


def _widest(segments: int) -> str:
    longest = "With all that is piped in at its longest the text takes"
    if segments <= MOST_SENT:
        return f"{longest} {segments} SMS segments."
    return (
        f"{longest} more than {MOST_SENT} SMS segments: what is piped in is then shortened "
        f"until it takes {MOST_SENT}."
    )


def _errors_with_questions(examined: Examined) -> Iterator[tuple[str, int]]:
    """What errors take with the question that is sent after them: much, where neither does alone."""
    written = {sent.path: sent for sent in examined.texts}
    longest: dict[str, SentText] = {}
    for path, element in examined.placed():
        for language in examined.definition.languages if element.type.is_question else ():
            question = written.get(f"{path}.text.{language}")
            if question is None or question.measure.segments > MOST_SEGMENTS:
                continue
            longest[language] = max(longest.get(language, question), question, key=_length)
            error = written.get(f"{path}.error.{language}")
            if error is not None:
                yield error.path, _together(examined, error, question)
    for name in examined.definition.texts:
        for language, question in longest.items() if phrase_named(name) in REFUSALS else ():
            error = written[f"texts.{name}.{language}"]
            yield error.path, _together(examined, error, question)


def _length(sent: SentText) -> tuple[int, int]:
    return sent.measure.segments, len(sent.text)


def _together(examined: Examined, error: SentText, question: SentText) -> int:
    return examined.measure(f"{error.text}\n{question.text}").segments
