"""Postcodes in replies, as each country writes them: by the Universal Postal Union's addressing pages."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from services.engine.formats.candidates import Candidate


class _Form(NamedTuple):
    """How a country's postcodes look, in capitals, and what stands between their parts."""

    parts: re.Pattern[str]
    between: str = ""


def _form(parts: str, between: str = "", *, prefix: str = "") -> _Form:
    ahead = rf"(?:(?:{prefix})[ -]?)?" if prefix else ""
    return _Form(
        re.compile(rf"(?<![^\W_])(?<![\d][.,-]){ahead}{parts}(?![^\W_])(?![.,-]\d)"), between
    )


_FORMS: Final[Mapping[str, _Form]] = {
    "AT": _form(r"([1-9]\d{3})", prefix="A|AT"),
    "BE": _form(r"([1-9]\d{3})", prefix="B|BE"),
    "CA": _form(r"([A-Z]\d[A-Z])[ -]?(\d[A-Z]\d)", " "),
    "CH": _form(r"([1-9]\d{3})", prefix="CH"),
    "CZ": _form(r"(\d{3}) ?(\d{2})", " ", prefix="CZ"),
    "DE": _form(r"(\d{5})", prefix="D|DE"),
    "DK": _form(r"(\d{4})", prefix="DK"),
    "EE": _form(r"(\d{5})", prefix="EE"),
    "ES": _form(r"(\d{5})", prefix="E|ES"),
    "FI": _form(r"(\d{5})", prefix="FI|FIN"),
    "FO": _form(r"(\d{3})", prefix="FO"),
    "FR": _form(r"(\d{2}) ?(\d{3})", prefix="F|FR"),
    "GB": _form(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", " "),
    "GL": _form(r"(\d{4})", prefix="GL|DK"),
    "IE": _form(r"([A-Z]\d[\dW]) ?([A-Z\d]{4})", " "),
    "IS": _form(r"(\d{3})", prefix="IS"),
    "IT": _form(r"(\d{5})", prefix="I|IT"),
    "LT": _form(r"(\d{5})", prefix="LT"),
    "LU": _form(r"(\d{4})", prefix="L|LU"),
    "LV": _form(r"(\d{4})", prefix="LV"),
    "NL": _form(r"([1-9]\d{3}) ?([A-Z]{2})", " ", prefix="NL"),
    "NO": _form(r"(\d{4})", prefix="N|NO"),
    "PL": _form(r"(\d{2})[ -]?(\d{3})", "-", prefix="PL"),
    "PT": _form(r"(\d{4})[ -]?(\d{3})", "-", prefix="P|PT"),
    "SE": _form(r"(\d{3}) ?(\d{2})", " ", prefix="S|SE"),
    "US": _form(r"(\d{5})(?:-(\d{4}))?", "-"),
}

_ANYWHERE: Final = re.compile(r"[A-Z\d](?:[ -]?[A-Z\d]){2,9}")


def postcodes_in(text: str, *, country: str) -> Iterator[Candidate]:
    """Yield the postcodes in a text. Of a country without a form of its own, the whole text is one.

    >>> [one.value for one in postcodes_in("se-11122 Stockholm", country="SE")]
    ['111 22']
    >>> [one.value for one in postcodes_in("ab10 1ab", country="")]
    ['AB10 1AB']
    """
    written = _capitals(text)
    form = _FORMS.get(country)
    if form is not None:
        for match in form.parts.finditer(written):
            parts = [part for part in match.groups() if part]
            yield Candidate(form.between.join(parts), *match.span())
        return
    whole = " ".join(written.split())
    if _ANYWHERE.fullmatch(whole) and any(char.isdecimal() for char in whole):
        yield Candidate(whole, 0, len(text))


def _capitals(text: str) -> str:
    """Return the text in capitals, every character in its place."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)
