"""Texts in several languages: columns such as `label::English (en)`, and what codes they mean."""

import re
from collections.abc import Iterable

from services.engine.definition import Translations
from services.engine.language_codes import base_language
from services.xlsform.sheet import Row

_IN_PARENTHESES = re.compile(r"\(([^()]+)\)\s*$")
_CODE = re.compile(r"([a-z]{2,3})([-_][a-z0-9]{1,8})*")
_SEPARATOR = re.compile(r"::?")
_NAMES = {
    "english": "en",
    "norwegian": "no",
    "norsk": "no",
    "bokmål": "no",
    "nynorsk": "no",
    "swedish": "sv",
    "svenska": "sv",
    "danish": "da",
    "dansk": "da",
    "finnish": "fi",
    "suomi": "fi",
    "german": "de",
    "deutsch": "de",
}


def language_code(written: str) -> str | None:
    """The code of a language as forms name it; None when it cannot be told.

    >>> [language_code(one) for one in ("English (en)", "Norsk (nb-NO)", "sv", "Suomi", "Klingon")]
    ['en', 'no', 'sv', 'fi', None]
    """
    folded = written.strip().casefold()
    named = _IN_PARENTHESES.search(folded)
    code = named[1].strip() if named else _NAMES.get(folded, folded)
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    return base_language(match[1])


def translated_headers(rows: Iterable[Row], name: str) -> dict[str, str]:
    """The language as written of every column of a name; empty for the one without a language.

    >>> row = Row(sheet="survey", number=2, cells={"label::norsk (no)": "Hei"}, columns={})
    >>> translated_headers([row], "label")
    {'label::norsk (no)': 'norsk (no)'}
    """
    found: dict[str, str] = {}
    for row in rows:
        for header in row.cells:
            first, *rest = _SEPARATOR.split(header, maxsplit=1)
            if first.strip() == name:
                found[header] = rest[0].strip() if rest else ""
    return found


def translations(row: Row, name: str, *, default: str) -> Translations:
    """A text of a row in every language that it has; `default` is that of the plain column."""
    texts: dict[str, str] = {}
    for header, written in translated_headers([row], name).items():
        code = language_code(written) if written else default
        if code is not None:
            texts.setdefault(code, row.text(header))
    return texts
