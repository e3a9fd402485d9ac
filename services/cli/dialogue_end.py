"""Comparing where a conversation has come to with what its author wrote: state, answers, comments."""

import json
from collections.abc import Iterator, Mapping

from services.cli.dialogue import Answer, Dialogue
from services.cli.difference import Difference
from services.engine.state import State, StoredAnswer


def compare_end(state: State, dialogue: Dialogue) -> Iterator[Difference]:
    """Every difference between the end and what the dialogue says of it."""
    if dialogue.state is not None and state.status is not dialogue.state:
        yield Difference(
            what="the session ends", found=state.status.value, written=dialogue.state.value
        )
    if dialogue.answers is not None:
        found = _in_terms_of(state.answers, dialogue.answers)
        yield from _compare("the answer to", found, dialogue.answers)
    if dialogue.comments is not None:
        comments = {key: one.comment for key, one in state.answers.items() if one.comment}
        yield from _compare("the comment on", comments, dialogue.comments)


def _compare(
    what: str, found: Mapping[str, Answer], written: Mapping[str, Answer]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*written, *found)):
        # Compared as JSON, where true is not 1.
        one, other = (_shown(values, name) for values in (found, written))
        if one != other:
            yield Difference(what=f"{what} {name} is", found=one, written=other)


def _shown(values: Mapping[str, Answer], name: str) -> str:
    return json.dumps(values[name], ensure_ascii=False) if name in values else "none"


def _in_terms_of(
    answers: Mapping[str, StoredAnswer], expected: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The stored values; for a choice its option ids, where the author wrote those."""
    given: dict[str, Answer] = {}
    for name, stored in answers.items():
        wanted = expected.get(name)
        value = stored.value
        if stored.option_ids and isinstance(wanted, str):
            given[name] = ", ".join(stored.option_ids)
        elif isinstance(value, tuple):
            given[name] = [*stored.option_ids] if _ids(wanted) else [*value]
        else:
            given[name] = value
    return given


def _ids(wanted: Answer | None) -> bool:
    return isinstance(wanted, list) and any(isinstance(item, str) for item in wanted)
