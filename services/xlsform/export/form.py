"""A whole survey as a form: its sheets, and what of it no form can hold, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from services.engine.definition import (
    ElementDefinition,
    ElementType,
    Settings,
    SurveyDefinition,
    Translations,
)
from services.engine.piping import Pipe, pipes_in, with_pipes
from services.engine.problems import Finding
from services.xlsform.export.conditions import Known
from services.xlsform.export.names import form_names
from services.xlsform.export.questions import (
    FormRow,
    choice_rows,
    form_row,
    left_of,
    yes_no_rows,
)
from services.xlsform.export.relevance import relevance_of

_LANGUAGES = {
    "en": "English",
    "no": "Norsk",
    "sv": "Svenska",
    "da": "Dansk",
    "fi": "Suomi",
    "de": "Deutsch",
}
_CAPITALS = re.compile(r"_([a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedForm:
    """The rows of the three sheets, headers first, and what is left out with its path in the survey."""

    survey: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[str, ...], ...]
    settings: tuple[tuple[str, ...], ...]
    left_out: tuple[Finding, ...]


def export_form(definition: SurveyDefinition) -> ExportedForm:
    """The form of a survey without problems."""
    sequence = [one for one in definition.elements if one.type is not ElementType.UNAVAILABLE]
    names = form_names(one.id for one in sequence)
    options = {one.id: form_names(option.id for option in one.options) for one in sequence}
    known = Known(elements={one.id: one for one in sequence}, names=names, options=options)
    relevance = relevance_of(sequence, definition.rules, known)
    asked = [form_row(one, names[one.id], relevance.of[one.id]) for one in sequence[:-1]]
    end = FormRow(
        cells={"type": "note", "name": names[sequence[-1].id]}, texts={"label": sequence[-1].text}
    )
    choices = [row for one in sequence for row in choice_rows(one, names[one.id], options[one.id])]
    if any(one.type is ElementType.YES_NO for one in sequence):
        choices = [*yes_no_rows(definition.languages), *choices]
    default = _language(definition.default_language)
    return ExportedForm(
        survey=_sheet([*asked, end], definition.languages, known),
        choices=_sheet(choices, definition.languages, known),
        settings=(("form_title", "default_language"), (definition.name, default)),
        left_out=(*_left_out(definition), *relevance.findings),
    )


def _left_out(definition: SurveyDefinition) -> Iterator[Finding]:
    for number, element in enumerate(definition.elements):
        path = f"elements[{number}]"
        if element.type is ElementType.UNAVAILABLE:
            message = "A form has nothing to say to who answers late: the element is left out."
            yield Finding(path=path, message=message)
            continue
        for left in left_of(element):
            yield Finding(path=f"{path}.{left.property}", message=left.message)
        yield from _variables(path, element)
    for name in definition.texts:
        message = "A form has texts of its own for what is wrong: this one is left out."
        yield Finding(path=f"texts.{name}", message=message)
    for one in fields(Settings):
        if getattr(definition.settings, one.name) != getattr(Settings(), one.name):
            name = _CAPITALS.sub(lambda match: match[1].upper(), one.name)
            message = "A form has no such setting."
            yield Finding(path=f"settings.{name}", message=message)


def _variables(path: str, element: ElementDefinition) -> Iterator[Finding]:
    pipes = [pipe for text in element.text.values() for pipe in pipes_in(text)]
    if any(pipe.source == "var" for pipe in pipes):
        message = "A form has no variables: what stands in for them is written there."
        yield Finding(path=f"{path}.text", message=message)


def _sheet(
    rows: Sequence[FormRow], languages: Sequence[str], known: Known
) -> tuple[tuple[str, ...], ...]:
    """The rows with a column for each header that any of them has something under."""
    plain = dict.fromkeys(name for row in rows for name, cell in row.cells.items() if cell)
    texts = [
        (name, code)
        for name in dict.fromkeys(name for row in rows for name in row.texts)
        for code in languages
        if any(row.texts.get(name, {}).get(code) for row in rows)
    ]
    headers = (*plain, *(f"{name}::{_language(code)}" for name, code in texts))
    written = (
        (
            *(row.cells.get(name, "") for name in plain),
            *(_text(row.texts.get(name, {}), code, known) for name, code in texts),
        )
        for row in rows
    )
    return (headers, *written)


def _text(text: Translations, code: str, known: Known) -> str:
    def piped(pipe: Pipe) -> str:
        return known.answer(pipe.name) if pipe.source == "answer" else pipe.fallback

    return with_pipes(text.get(code, ""), piped)


def _language(code: str) -> str:
    """A language as forms name it.

    >>> _language("no"), _language("fo")
    ('Norsk (no)', 'fo (fo)')
    """
    return f"{_LANGUAGES.get(code, code)} ({code})"
