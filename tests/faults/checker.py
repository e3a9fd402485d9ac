"""Holds a whole history against what has to be true of it, whatever was broken meanwhile.

Pure: it reads values and returns sentences, one for each thing that is wrong. The rules themselves lie
in `rules_of_replies` and `rules_of_messages`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.faults import rules_of_messages, rules_of_replies
from tests.faults.history import History


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What must never happen; `broken` returns a sentence for each time that it did.

    `looked_at` says on how much the rule was tried: a rule that looked at nothing has shown nothing.
    """

    never: str
    broken: Callable[[History], Iterable[str]]
    looked_at: Callable[[History], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a rule fared."""

    never: str
    looked_at: int
    broken: Sequence[str]


RULES = (
    Rule(
        never="a survey acknowledged and lost, or sent twice",
        broken=rules_of_replies.lost_or_doubled_surveys,
        looked_at=lambda history: len(history.invitations),
    ),
    Rule(
        never="a reply acknowledged and lost",
        broken=rules_of_replies.lost,
        looked_at=lambda history: sum(one.acknowledged_at is not None for one in history.said),
    ),
    Rule(
        never="a reply kept twice",
        broken=rules_of_replies.kept_twice,
        looked_at=lambda history: sum(one.posts > 1 for one in history.said),
    ),
    Rule(
        never="a question answered twice",
        broken=rules_of_replies.answered_twice,
        looked_at=lambda history: len(history.sessions),
    ),
    Rule(
        never="a reply in a wrong session",
        broken=rules_of_replies.in_wrong_session,
        looked_at=lambda history: len(history.replies),
    ),
    Rule(
        never="an answer to a wrong question, or a wrong value",
        broken=rules_of_replies.to_wrong_question,
        looked_at=lambda history: sum(one.verdict == "answer" for one in history.replies),
    ),
    Rule(
        never="an answer put aside that had to be taken",
        broken=rules_of_replies.put_aside,
        looked_at=lambda history: sum(one.verdict != "answer" for one in history.replies),
    ),
    Rule(
        never="a session that is not as its phone has answered",
        broken=rules_of_replies.not_as_answered,
        looked_at=lambda history: len(history.sessions),
    ),
    Rule(
        never="a message that never left, or that nobody was to get",
        broken=rules_of_messages.astray,
        looked_at=lambda history: len(history.messages),
    ),
    Rule(
        never="a question skipped, said twice or out of order",
        broken=rules_of_messages.out_of_order,
        looked_at=lambda history: len(history.carried),
    ),
    Rule(
        never="a message sent twice although its outcome was clear",
        broken=rules_of_messages.sent_twice,
        looked_at=rules_of_messages.repeats,
    ),
    Rule(
        never="more messages sent twice by an interruption than were leaving just then",
        broken=rules_of_messages.too_many_at_once,
        looked_at=lambda history: len(history.disturbances),
    ),
    Rule(
        never="a subnumber shared by two open sessions of a phone",
        broken=rules_of_messages.shared_subnumbers,
        looked_at=lambda history: len(history.sessions),
    ),
    Rule(
        never="a delivery report acknowledged and lost",
        broken=rules_of_messages.lost_reports,
        looked_at=lambda history: len(history.delivered),
    ),
    Rule(
        never="a customer without the next message 10 s after everything runs again",
        broken=rules_of_messages.left_waiting,
        looked_at=lambda history: sum(rest.waiting for rest in history.rests),
    ),
)


def check(history: History) -> list[Verdict]:
    """Try every rule on a history."""
    return [
        Verdict(
            never=rule.never, looked_at=rule.looked_at(history), broken=list(rule.broken(history))
        )
        for rule in RULES
    ]
