"""What has to be true of messages: each leaves once, in order, and nobody waits for one in vain."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from services.sms.domain.provider import Traits
from services.sms.workers.finisher import BATCH as SETTLED_AT_ONCE
from tests.faults.history import TESTER, Arrival, Disturbance, History, KeptMessage
from tests.faults.questionnaire import OVER, greeting, questions, thanks

_GONE = frozenset({"sent", "delivered"})
MOST_AT_ONCE = Traits(drops_repeats=True).in_flight + SETTLED_AT_ONCE
"""How many messages a process may forget: those that were leaving, and those being written down."""
_SENDING = ("sms", TESTER)
"""What the name of a process begins with that may forget, or not hear, that a message was accepted."""


def astray(history: History) -> Iterator[str]:
    """Every message stored has left as it is stored, and nothing else has."""
    carried = {one.message: one for one in history.carried}
    for message in history.messages:
        gone = carried.pop(message.id, None)
        if message.status not in _GONE:
            yield f"{message.id}: is {message.status}"
        elif gone is None:
            yield f"{message.id}: is {message.status}, and the provider does not have it"
        elif (gone.sender, gone.recipient, gone.text) != (
            message.address,
            message.recipient,
            message.text,
        ):
            yield f"{message.id}: left with another text, sender or recipient"
    yield from (f"{one}: at the provider, and not stored" for one in carried)
    if history.outbox:
        yield f"{history.outbox} deliveries were never handed to the sms service"


def out_of_order(history: History) -> Iterator[str]:
    """A session says its texts in order, each once, refusals and late replies apart."""
    places = {one.message: place for place, one in enumerate(history.carried)}
    verdicts = Counter((one.session, one.element, one.verdict) for one in history.replies)
    late = Counter(one.session for one in history.replies if one.verdict == "late")
    for session, messages in _by_session(history).items():
        numbers = [one.number for one in messages]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{session}: says messages {numbers}"
        left = [places[one.id] for one in messages if one.id in places]
        if left != sorted(left):
            yield f"{session}: its messages left out of order"
        said = [_name(one.text) for one in messages if _name(one.text) != OVER]
        survey = said[0].partition("/")[0] if said else ""
        refused = {
            one.element: verdicts[session, one.element, "invalid"] for one in questions(survey)
        }
        if said != (right := _right(survey, refused)):
            yield f"{session}: says {said}, not {right}"
        if len(messages) - len(said) > late[session]:
            yield f"{session}: says more often that it is over than it was asked"


def sent_twice(history: History) -> Iterator[str]:
    """The provider is asked again only where it did not say clearly that it has the message.

    Or where whoever asked was killed or frozen before the answer was written down, or has noted that
    the answer did not come in time, as happens on a machine with too much to do.
    """
    attempts = {one.id: one.attempts for one in history.messages}
    for message, arrivals in _repeated(history).items():
        again = [
            (one, next_one)
            for one, next_one in pairwise(arrivals)
            if not _excused(one, next_one, history.disturbances)
        ]
        clear = [(one, next_one) for one, next_one in again if one.clear]
        for one, next_one in clear[: max(len(again) - attempts.get(message, 0), 0)]:
            after = next_one.at - one.at
            yield f"{message}: sent again {after:.1f} s after it was accepted at {one.at:.1f}"


def too_many_at_once(history: History) -> Iterator[str]:
    """An interruption repeats what was leaving or not written down, and no more."""
    repeated = Counter(
        found
        for arrivals in _repeated(history).values()
        for one, next_one in pairwise(arrivals)
        if one.clear and (found := _excused(one, next_one, history.disturbances))
    )
    for disturbance, count in repeated.items():
        if count > MOST_AT_ONCE:
            yield f"{disturbance.target} {disturbance.name}: {count} messages were sent again"


def heard_too_late(history: History) -> int:
    """Return how many clear answers of the provider Svar has noted as unclear: they came too late."""
    attempts = {one.id: one.attempts for one in history.messages}
    return sum(
        max(attempts.get(message, 0) - sum(not one.clear for one in arrivals), 0)
        for message, arrivals in _repeated(history).items()
    )


def repeats(history: History) -> int:
    """Return how often a message came to the provider that had it."""
    return sum(one.kept for arrivals in _repeated(history).values() for one in arrivals[:-1])


def shared_subnumbers(history: History) -> Iterator[str]:
    """No two sessions of a phone were open at once on one reply address."""
    held = defaultdict(list)
    for session in history.sessions:
        if session.address:
            held[session.phone, session.address].append(session)
    for (phone, address), sessions in held.items():
        ordered = sorted(sessions, key=lambda one: one.created_at)
        for before, after in pairwise(ordered):
            if before.ended_at is None or before.ended_at > after.created_at:
                yield f"{phone} on {address}: {before.reference} and {after.reference}"


def lost_reports(history: History) -> Iterator[str]:
    """What the network reported as delivered is shown as delivered."""
    statuses = {one.id: one.status for one in history.messages}
    for message in set(history.delivered):
        if statuses.get(message) != "delivered":
            yield f"{message}: reported as delivered, is {statuses.get(message)}"


def left_waiting(history: History) -> Iterator[str]:
    """Whoever waits when everything runs again has the next message soon."""
    for number, rest in enumerate(history.rests, start=1):
        yield from (f"{name}: left without its next message in rest {number}" for name in rest.left)


def _by_session(history: History) -> dict[str, list[KeptMessage]]:
    sessions = defaultdict(list)
    for message in sorted(history.messages, key=lambda one: one.number):
        sessions[message.session or "outside"].append(message)
    return sessions


def _name(text: str) -> str:
    """Return what a text is in the order of a survey: its survey and its place."""
    for survey in ("alpha", "beta"):
        if greeting(survey) in text:
            return f"{survey}/0"
        for question in questions(survey):
            if question.text in text:
                return f"{survey}/{question.number}"
        if thanks(survey) in text:
            return f"{survey}/thanks"
    return OVER if OVER in text else text


def _right(survey: str, refused: dict[str, int]) -> list[str]:
    """Return what a whole conversation says, where each refusal asks once more."""
    said = [f"{survey}/0"]
    for question in questions(survey):
        said += [f"{survey}/{question.number}"] * (1 + refused[question.element])
    return [*said, f"{survey}/thanks"]


def _repeated(history: History) -> dict[str, list[Arrival]]:
    arrivals = defaultdict(list)
    for arrival in history.arrivals:
        arrivals[arrival.message].append(arrival)
    return {message: sorted(all_, key=_at) for message, all_ in arrivals.items() if len(all_) > 1}


def _at(arrival: Arrival) -> float:
    return arrival.at


def _excused(
    before: Arrival, after: Arrival, disturbances: Sequence[Disturbance]
) -> Disturbance | None:
    """Return what interrupted the sender between two arrivals, the last of it where there is more."""
    found = (
        one
        for one in reversed(disturbances)
        if one.target.startswith(_SENDING) and one.began <= after.at and before.at <= one.ended
    )
    return next(found, None)
