"""How a day is written out, so that nobody takes its day for its month: a line for each language."""

from collections.abc import Mapping
from datetime import date
from typing import Final

_ENGLISH: Final = (
    "{day} {month} {year}",
    "January February March April May June July August September October November December",
)
_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "en": _ENGLISH,
    "no": (
        "{day}. {month} {year}",
        "januar februar mars april mai juni juli august september oktober november desember",
    ),
    "sv": (
        "{day} {month} {year}",
        "januari februari mars april maj juni juli augusti september oktober november december",
    ),
    "da": (
        "{day}. {month} {year}",
        "januar februar marts april maj juni juli august september oktober november december",
    ),
    "fi": (
        "{day}. {month} {year}",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
        "syyskuuta lokakuuta marraskuuta joulukuuta",
    ),
    "de": (
        "{day}. {month} {year}",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    ),
}


def written_date(day: date, language: str) -> str:
    """Return a day in a language, in English where there is no line for it.

    >>> written_date(date(2026, 12, 31), "no"), written_date(date(2026, 12, 31), "fo")
    ('31. desember 2026', '31 December 2026')
    """
    form, months = _FORMS.get(language, _ENGLISH)
    return form.format(day=day.day, month=months.split()[day.month - 1], year=day.year)
