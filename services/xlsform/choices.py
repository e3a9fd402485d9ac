"""The sheet `choices`: lists of options by the name of the list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.engine.definition import Translations
from services.engine.replies import Understood, yes_or_no
from services.xlsform.media import media_remarks
from services.xlsform.remark import Remark
from services.xlsform.sheet import Row
from services.xlsform.translated import translations

_LIST = ("list_name", "list name")
_NAME = ("name", "value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a list."""

    name: str
    text: Translations


def read_choices(rows: Sequence[Row], *, language: str) -> dict[str, tuple[Choice, ...]]:
    """Every list of the sheet; `language` is that of a label column that names none."""
    lists: dict[str, tuple[Choice, ...]] = {}
    for row in rows:
        named, name = _first(row, _LIST), _first(row, _NAME)
        if named and name:
            choice = Choice(name=name, text=translations(row, "label", default=language))
            lists[named] = (*lists.get(named, ()), choice)
    return lists


def choice_remarks(rows: Sequence[Row]) -> Iterator[Remark]:
    """The rows that are no option of any list, and what of the others an SMS cannot show."""
    for row in rows:
        yield from media_remarks(row)
        if _first(row, _LIST) and not _first(row, _NAME):
            yield Remark(place=row.place(), message="The choice has no name. It is left out.")
        elif _first(row, _NAME) and not _first(row, _LIST):
            yield Remark(place=row.place(), message="The choice names no list. It is left out.")


def yes_and_no(choices: Sequence[Choice]) -> tuple[str, str] | None:
    """The names of the choices that mean yes and no, where a list is these two and nothing else.

    >>> yes_and_no([Choice(name="0", text={"no": "Nei"}), Choice(name="1", text={"no": "Ja"})])
    ('1', '0')
    """
    meant = {_meaning(choice): choice.name for choice in choices}
    if len(choices) != 2 or set(meant) != {True, False}:
        return None
    return meant[True], meant[False]


def _meaning(choice: Choice) -> bool | None:
    """Whether a choice says yes or no and nothing more, in all its languages."""
    meanings = {_word_meaning(label, language) for language, label in choice.text.items()}
    return meanings.pop() if len(meanings) == 1 else None


def _word_meaning(label: str, language: str) -> bool | None:
    read = yes_or_no(label, language=language)
    # 1 and 2 are yes and no as well, but as labels they are numbers.
    if label.isdecimal() or not isinstance(read, Understood) or read.comment:
        return None
    return read.value if isinstance(read.value, bool) else None


def _first(row: Row, headers: tuple[str, ...]) -> str:
    return next((row.text(header) for header in headers if row.text(header)), "")
