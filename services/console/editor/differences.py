"""What differs between two definitions, for people: elements and rules by their ids, texts by language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from google.protobuf import json_format
from google.protobuf.message import Message
from svar.surveys.v1 import survey_pb2 as pb

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 300
"""Characters of a value that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference; `kind` is added, removed, moved or changed, `where` names the place."""

    kind: str
    where: str
    before: str = ""
    after: str = ""

    def words(self) -> Sequence[tuple[str, str]]:
        """Return both texts as one, in parts: each what was `kept`, `removed` or `added`, word by word."""
        old, new = _WORDS.findall(self.before), _WORDS.findall(self.after)
        parts: list[tuple[str, str]] = []
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                parts.append(("kept", "".join(old[i:j])))
                continue
            parts += [("removed", "".join(old[i:j]))] if i < j else []
            parts += [("added", "".join(new[k:m]))] if k < m else []
        return parts


def differences(old: pb.SurveyDefinition, new: pb.SurveyDefinition) -> list[Difference]:
    """Return every difference, those of the survey first, then element by element, then rules."""
    return [
        *_changed("", _without_parts(old), _without_parts(new)),
        *_listed(list(old.elements), list(new.elements), what=""),
        *_listed(list(old.rules), list(new.rules), what=""),
    ]


def _without_parts(definition: pb.SurveyDefinition) -> pb.SurveyDefinition:
    plain = pb.SurveyDefinition()
    plain.CopyFrom(definition)
    plain.ClearField("elements")
    plain.ClearField("rules")
    return plain


def _listed(
    old: Sequence[pb.Element] | Sequence[pb.Rule] | Sequence[pb.Option],
    new: Sequence[pb.Element] | Sequence[pb.Rule] | Sequence[pb.Option],
    *,
    what: str,
) -> Iterator[Difference]:
    before = {one.id: one for one in old}
    after = {one.id: one for one in new}
    for id in before:
        if id not in after:
            yield Difference(kind="removed", where=what + id)
    kept_before = [id for id in before if id in after]
    kept_after = [id for id in after if id in before]
    for id, one in after.items():
        if id not in before:
            yield Difference(kind="added", where=what + id)
            continue
        if kept_before.index(id) != kept_after.index(id):
            yield Difference(kind="moved", where=what + id)
        yield from _item(what + id, before[id], one)


def _item(where: str, old: Message, new: Message) -> Iterator[Difference]:
    if isinstance(old, pb.Element) and isinstance(new, pb.Element):
        plain_old, plain_new = pb.Element(), pb.Element()
        plain_old.CopyFrom(old)
        plain_new.CopyFrom(new)
        plain_old.ClearField("options")
        plain_new.ClearField("options")
        yield from _changed(where, plain_old, plain_new)
        yield from _listed(list(old.options), list(new.options), what=f"{where} · ")
    else:
        yield from _changed(where, old, new)


def _changed(where: str, old: Message, new: Message) -> Iterator[Difference]:
    before, after = dict(_values(old)), dict(_values(new))
    for place in dict.fromkeys([*before, *after]):
        if before.get(place) != after.get(place):
            yield Difference(
                kind="changed",
                where=f"{where} · {place}" if where else place,
                before=before.get(place, "")[:_LONGEST],
                after=after.get(place, "")[:_LONGEST],
            )


def _values(message: Message) -> Iterator[tuple[str, str]]:
    yield from _flat(json_format.MessageToDict(message), "")


def _flat(node: object, place: str) -> Iterator[tuple[str, str]]:
    match node:
        case dict():
            for key, value in node.items():
                # A text in a language is named by the language alone.
                inner = place if key == "byLanguage" else f"{place}.{key}" if place else key
                yield from _flat(value, inner)
        case list():
            for index, value in enumerate(node):
                yield from _flat(value, f"{place}[{index}]")
        case _:
            yield place, str(node)
