"""`svar understand`: how one reply to one question is understood, word by word.

For authors who wonder why a reply was asked again, and for those who write language packs.
"""

from collections.abc import Sequence
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from services.engine.definition import (
    AnswerFormat,
    ElementDefinition,
    ElementType,
    OptionDefinition,
)
from services.engine.elements.element import Question
from services.engine.elements.registry import compile_element
from services.engine.formats import Near
from services.engine.keywords import keyword_of
from services.engine.opting_out import asks_to_stop
from services.engine.replies import (
    Refused,
    Understood,
    Unsure,
    aside_in,
    is_autoresponder,
)
from services.engine.replies.clauses import items_of
from services.engine.replies.lexicon import lexicon_for
from services.engine.replies.reading import READ_LIMIT, legible
from services.engine.replies.roles import names_of
from services.formats import READER

_TYPES: Final = {kind.value: kind for kind in ElementType if kind.is_question}
_FORMS: Final = (
    "scale:1:10, nps, csat, ces, number:0:100:times, yesNo, open, open:date, choice:Red,Blue"
)


def understand(
    reply: Annotated[str, typer.Argument(help="The reply, as the customer wrote it.")],
    question: Annotated[
        str, typer.Option(help=f"What was asked, in one of the forms {_FORMS}.")
    ] = "scale:1:10",
    language: Annotated[str, typer.Option(help="The language of the session.")] = "en",
    text: Annotated[str, typer.Option(help="The question's own words.")] = "",
    phone: Annotated[
        str, typer.Option(help="Who replies, as in +4790000001: numbers are read by its country.")
    ] = "",
) -> None:
    """Show how a reply is understood: its words, the rule, the verdict.

    The question is asked in the given language, and no other: English words count besides. Nothing
    else is needed: no system runs, no survey is read. Exits 0 whatever the verdict, 2 for a form of
    question that is none.

    Example: svar understand "8, men det tok tid" --question scale:1:10 --language no
    """
    asked = question_of(question, language=language, text=text)
    console = Console(highlight=False)
    console.print(_words(reply, language))
    console.print(verdict_of(asked, reply, language=language, phone=phone))


def question_of(form: str, *, language: str, text: str = "") -> Question:
    """The question that a form such as `scale:1:10` describes; BadParameter for any other form."""
    name, *given = form.split(":")
    kind = ElementType.MULTIPLE_CHOICE if name == "choice" else _TYPES.get(name)
    if kind is None:
        raise typer.BadParameter(f"{form!r} is none of the forms {_FORMS}")
    try:
        definition = _definition(kind, given, text={language: text or name}, language=language)
        element = compile_element(definition)
    except ValueError as problem:
        raise typer.BadParameter(f"{form!r}: {problem}") from problem
    assert isinstance(element, Question)
    return element


def _definition(
    kind: ElementType, given: Sequence[str], *, text: dict[str, str], language: str
) -> ElementDefinition:
    if kind.is_choice:
        labels = [label.strip() for label in ":".join(given).split(",") if label.strip()]
        options = tuple(OptionDefinition(id=label, text={language: label}) for label in labels)
        return ElementDefinition(id="asked", type=kind, text=text, options=options)
    if kind is ElementType.OPEN:
        wanted = AnswerFormat(given[0]) if given else None
        return ElementDefinition(id="asked", type=kind, text=text, format=wanted)
    low, high, unit = [*given, "", "", ""][:3]
    return ElementDefinition(
        id="asked",
        type=kind,
        text=text,
        min=int(low) if low else None,
        max=int(high) if high else None,
        unit=unit or None,
    )


def _words(reply: str, language: str) -> Table:
    """What each word or phrase can be, from the packs of the language."""
    table = Table("words", "number", "what it can be", box=None)
    lexicon = lexicon_for(language)
    for item in items_of(legible(reply.strip()[:READ_LIMIT]), lexicon):
        number = "" if item.value is None else str(item.value)
        roles = ", ".join([*names_of(item.roles), *sorted(item.units)]) or "unknown"
        table.add_row(item.text, number, roles)
    return table


def verdict_of(question: Question, reply: str, *, language: str, phone: str = "") -> str:
    """What becomes of a reply, and by which rule."""
    is_open = question.type is ElementType.OPEN
    keyword = keyword_of(reply, in_open_question=is_open, in_choice=question.type.is_choice)
    if keyword is not None:
        rule = asks_to_stop(reply) or "keyword"
        return f"{keyword.value} (rule {rule})"
    if is_autoresponder(reply):
        return "ignored: a phone wrote it"
    aside = aside_in(reply, languages=[language])
    verdict = question.understand(reply, language=language, near=Near(phone=phone, reader=READER))
    if aside is not None and (is_open or not isinstance(verdict, Understood)):
        return f"{aside}: about the conversation, no answer"
    match verdict:
        case Understood(value=value, comment=comment, rule=rule):
            said = f", comment {comment!r}" if comment else ""
            return f"stored {value!r} (rule {rule}){said}"
        case Unsure(value=value):
            return f"confirm {value!r}: one likely answer, among words that are not known"
        case Refused(reason=reason):
            return f"asked again: {reason}"
