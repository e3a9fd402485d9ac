"""What becomes of a reply in which something was found that may be the answer: one rule for all formats.

Stored where the words around it are known, confirmed where they are not, asked again without one or
with two (`services/engine/README.md`).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from services.engine.languages import LANGUAGES, LanguagePack
from services.engine.replies import Reason, Refused, Rule, Understood, Unsure, Verdict, normalise

_SCANDINAVIAN = ("no", "da", "sv")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|\S")
_EDGES = frozenset(".,:;!?()[]<>«»\"'“”„-–—")


class Candidate(NamedTuple):
    """Something in a reply that may be its answer; not `certain` when it can be read in two ways."""

    value: str
    start: int
    end: int
    certain: bool = True


def verdict_of(
    text: str, found: Sequence[Candidate], *, reason: Reason, languages: Iterable[str]
) -> Verdict:
    """Return what a reply says; `reason` is why it is none when it says nothing, or two things."""
    values = {one.value for one in found}
    if len(values) != 1:
        return Refused(reason=reason)
    only, packs = found[0], [LANGUAGES[code] for code in languages]
    around = [text[: only.start], *_between(text, found), text[found[-1].end :]]
    known = frozenset().union(*(pack.around | pack.announcing for pack in packs))
    doubtful = frozenset().union(*map(_doubtful, packs)) - known
    unknown = [part for part in around if not _is_known(part, known)]
    if any(word in doubtful for part in unknown for word in _WORD.findall(normalise(part))):
        return Refused(reason=reason)
    if only.certain and not unknown:
        return Understood(value=only.value, rule=Rule.FORMAT)
    return Unsure(value=only.value)


def known_languages(own: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the languages whose words count, the session's own first, then the survey's, and English."""
    near = _SCANDINAVIAN if own in _SCANDINAVIAN else ()
    codes = dict.fromkeys([own, *near, *sorted(others), "en"])
    return tuple(code for code in codes if code in LANGUAGES)


def _between(text: str, found: Sequence[Candidate]) -> list[str]:
    return [text[one.end : other.start] for one, other in pairwise(found)]


def _doubtful(pack: LanguagePack) -> frozenset[str]:
    """Words that deny or compare what stands beside them, or make it depend on something."""
    return pack.denials | pack.comparisons | pack.conditions


def _is_known(part: str, known: frozenset[str]) -> bool:
    """Say whether what stands beside an answer only greets, thanks, or says what the answer is."""
    whole = normalise(part)
    if not whole or all(char in _EDGES or char.isspace() for char in part):
        return True
    if whole in known:
        return True
    return all(word in known or word in _EDGES for word in _WORD.findall(whole))
