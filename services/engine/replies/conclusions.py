"""Parts a reason from the answer that it leads up to: `he was nice, but busy, so 8`."""

from collections.abc import Sequence

from services.engine.replies import roles as r
from services.engine.replies.lexicon import Item
from services.engine.replies.number_clauses import BEFORE, Clause


def carried(clauses: Sequence[list[Item]]) -> list[list[Item]]:
    """Return clauses with a word that brings the answer beside it, whatever sign parts them (`but: 8`)."""
    out: list[list[Item]] = []
    for clause in clauses:
        before = out[-1] if out else []
        if before and before[-1].roles & r.CONCLUSION and clause[0].roles & r.NUMBER:
            out[-1:] = [before[:-1]] if len(before) > 1 else []
            out.append([before[-1], *clause])
        else:
            out.append(clause)
    return out


def parted(clause: Clause) -> list[Clause]:
    """Return a clause in two where a word brings the answer after its reason (`it rang, but 8`)."""
    at = next((i for i in reversed(range(len(clause))) if clause[i].roles & r.CONCLUSION), None)
    if at is None or not _concludes(clause, at):
        return [clause]
    mark = clause[at]._replace(roles=r.AROUND | r.CONCLUSION)
    before = [clause[:at]] if at else []
    return [*before, [mark, *clause[at + 1 :]]]


def _concludes(clause: Clause, at: int) -> bool:
    """Whether nothing but words that lead to a number stand between here and one."""
    before = clause[at - 1].roles if at else 0
    if before & (r.DENIAL | r.NEVER | r.NO_ANSWER):
        # `anything but 8`, `I don't think so: 8`
        return False
    for item in clause[at + 1 :]:
        if item.roles & r.NUMBER:
            return item.value is not None
        if not item.roles & BEFORE or item.roles & (r.DENIAL | r.FLAWED):
            return False
    return False
