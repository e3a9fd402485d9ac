"""What has to be true of surveys sent and of replies: nothing lost, doubled or in a wrong place."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from tests.faults.history import History, KeptReply, KeptSession, Said
from tests.faults.questionnaire import Question, questions


def lost_or_doubled_surveys(history: History) -> Iterator[str]:
    """Each survey sent is one session, the one that was acknowledged."""
    kept = defaultdict(list)
    for session in history.sessions:
        kept[session.reference].append(session)
    for invitation in history.invitations:
        found = kept.pop(invitation.key, [])
        if len(found) > 1:
            yield f"{invitation.key}: {len(found)} sessions"
        if invitation.session is not None:
            if invitation.session not in {one.id for one in found}:
                yield f"{invitation.key}: acknowledged as {invitation.session}, which is not there"
            elif found[0].phone != invitation.phone:
                yield f"{invitation.key}: is the session of another phone"
    yield from (f"{reference}: a session that nobody sent" for reference in kept)


def lost(history: History) -> Iterator[str]:
    """Whatever was acknowledged to the provider is in the inbox, and was handled."""
    received = {one.provider_id: one for one in history.received}
    handled = {one.id for one in history.replies}
    for said in history.said:
        if said.acknowledged_at is None:
            continue
        row = received.get(said.id)
        if row is None:
            yield f"{said.id}: acknowledged, and not in the inbox"
        elif row.parked:
            yield f"{said.id}: put aside for a person"
        elif row.id not in handled:
            yield f"{said.id}: received, and never handled"
        elif row.waiting:
            yield f"{said.id}: handled, and still waiting in the inbox"


def kept_twice(history: History) -> Iterator[str]:
    """One message of the provider's is one reply, however often it came."""
    for name, count in Counter(one.provider_id for one in history.received).items():
        if count > 1:
            yield f"{name}: {count} times in the inbox"
    known = {one.id for one in history.received}
    for reply in history.replies:
        if reply.id not in known:
            yield f"{reply.id}: a reply that never came in"


def answered_twice(history: History) -> Iterator[str]:
    """A question has one answer."""
    answers = Counter((one.session, one.element) for one in _answers(history))
    for (session, element), count in answers.items():
        if count > 1:
            yield f"{session}: {count} answers to {element}"


def in_wrong_session(history: History) -> Iterator[str]:
    """A reply belongs to the session of its phone and of the address that it was sent to."""
    sessions = {one.id: one for one in history.sessions}
    said = _said(history)
    for reply in history.replies:
        session = sessions.get(reply.session or "")
        sent = said.get(reply.id)
        if session is None:
            yield f"{reply.id}: in no session"
        elif (session.phone, session.address) != (reply.phone, reply.address):
            yield f"{reply.id}: in the session of another phone or address"
        elif sent is not None and (sent.phone, sent.to) != (reply.phone, reply.address):
            yield f"{reply.id}: not from where it was sent, or not to where"


def to_wrong_question(history: History) -> Iterator[str]:
    """An answer is one to the question that it was meant for, with the value that was meant.

    A stray may answer a later question, if its phone can have seen that one (`services/sessions/README.md`,
    point 5), and then the replies after it may, too: Svar cannot know better.
    """
    said = _said(history)
    asked = _asked_at(history)
    shifted = _shifted(history, said)
    for reply in _answers(history):
        sent = said.get(reply.id)
        if sent is None or reply.element is None:
            yield f"{reply.id}: an answer that nobody gave"
        elif reply.at < asked.get((reply.session or "", reply.element), float("inf")):
            yield f"{sent.id}: answers {reply.element}, which was not asked yet"
        elif sent.element != reply.element and reply.session not in shifted:
            yield f"{sent.id}: meant {sent.element}, answers {reply.element}"
        elif sent.element == reply.element and reply.value != _value(sent):
            yield f"{sent.id}: meant {_value(sent)!r}, stored {reply.value!r}"


def put_aside(history: History) -> Iterator[str]:
    """A reply is early only if another reply answered what its phone had seen; late only at the end."""
    said = _said(history)
    shifted = _shifted(history, said)
    answered = {(one.session, one.element) for one in _answers(history)}
    last = {one.id: questions(_survey(one))[-1].element for one in history.sessions}
    for reply in history.replies:
        sent = said.get(reply.id)
        if sent is None or reply.verdict == "answer":
            continue
        match reply.verdict:
            case "early":
                if sent.element and (reply.session, sent.element) not in answered:
                    yield f"{sent.id}: early, and nothing answers {sent.element}"
            case "invalid":
                if sent.element and reply.session not in shifted:
                    yield f"{sent.id}: refused, and was right"
            case "late":
                if (reply.session, last.get(reply.session or "")) not in answered:
                    yield f"{sent.id}: late, and the survey was not over"
            case other:
                yield f"{sent.id}: {other}"


def not_as_answered(history: History) -> Iterator[str]:
    """Every session is completed, and shows what its phone has replied."""
    stored = {(one.session, one.element): one.value for one in _answers(history)}
    for session in history.sessions:
        if session.state != "completed":
            yield f"{session.reference}: is {session.state}"
            continue
        asked = [one.element for one in questions(_survey(session))]
        if list(session.answers) != asked:
            yield f"{session.reference}: has answers to {list(session.answers)}"
        elif dict(session.answers) != {one: stored.get((session.id, one)) for one in asked}:
            yield f"{session.reference}: shows other answers than were stored"


def _shifted(history: History, said: Mapping[str, Said]) -> set[str | None]:
    """Return the sessions in which a stray was taken as a reply to a later question."""
    return {
        reply.session
        for reply in history.replies
        if reply.verdict in {"answer", "invalid"}
        and (sent := said.get(reply.id)) is not None
        and sent.stray
        and sent.element != reply.element
    }


def _answers(history: History) -> list[KeptReply]:
    return [one for one in history.replies if one.verdict == "answer"]


def _said(history: History) -> dict[str, Said]:
    """Return what was said by the id of the reply that it became."""
    said = {one.id: one for one in history.said}
    return {row.id: said[row.provider_id] for row in history.received if row.provider_id in said}


def _asked_at(history: History) -> dict[tuple[str, str], float]:
    """Return when each question of each session was due first."""
    asked: dict[tuple[str, str], float] = {}
    known = {one.text: one for name in ("alpha", "beta") for one in questions(name)}
    for message in history.messages:
        found = [question for text, question in known.items() if text in message.text]
        if found and message.due_at is not None and message.session:
            key = message.session, found[0].element
            asked[key] = min(message.due_at, asked.get(key, message.due_at))
    return asked


def _question(element: str | None) -> Question | None:
    every = (one for name in ("alpha", "beta") for one in questions(name))
    return next((one for one in every if one.element == element), None)


def _value(said: Said) -> object:
    question = _question(said.element)
    return None if question is None else question.value(said.phone)


def _survey(session: KeptSession) -> str:
    return session.reference.partition("/")[2]
