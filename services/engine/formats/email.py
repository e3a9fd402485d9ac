"""E-mail addresses in replies, by what RFC 5321 lets mail servers accept, in any alphabet (RFC 6531)."""

import re
from collections.abc import Iterator

from services.engine.formats.candidates import Candidate

_LONGEST = 254
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63

_TOKEN = re.compile(r"[^\s<>()\[\],;:\"“”«»]+")
_ENDS = ".!?'’…"
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+")
_LABEL = re.compile(r"[^\W_]|[^\W_][\w-]*[^\W_]")
_SPACED = re.compile(r" ?([@.]) ?")


def emails_in(text: str) -> Iterator[Candidate]:
    """Yield the addresses in a text; one with spaces in it only when it is the whole text.

    >>> [one.value for one in emails_in("Ola.Nordmann@Example.NO")]
    ['Ola.Nordmann@example.no']
    >>> [one.certain for one in emails_in("ola @ example . no")]
    [False]
    """
    found = False
    for token in _TOKEN.finditer(text):
        written = token[0].rstrip(_ENDS)
        if address := _address(written):
            found = True
            yield Candidate(address, token.start(), token.start() + len(written))
    if not found and "@" in text:
        joined = _SPACED.sub(r"\1", " ".join(text.split())).rstrip(_ENDS)
        if address := _address(joined):
            yield Candidate(address, 0, len(text), certain=False)


def _address(written: str) -> str:
    """Return an address as it is stored, "" for none; the part before the @ may mean its case."""
    local, at, domain = written.partition("@")
    if not at or len(written) > _LONGEST or len(local) > _LONGEST_LOCAL:
        return ""
    if not all(_LOCAL.fullmatch(part) for part in local.split(".")):
        return ""
    labels = domain.lower().split(".")
    if len(labels) < 2 or len(labels[-1]) < 2 or labels[-1].isdecimal():
        return ""
    if not all(len(one) <= _LONGEST_LABEL and _LABEL.fullmatch(one) for one in labels):
        return ""
    return f"{local}@{'.'.join(labels)}"
