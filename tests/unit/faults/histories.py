"""A history in which everything went as it has to, small enough to be read, for tests that spoil it."""

from dataclasses import replace

from tests.faults.history import (
    Arrival,
    Carried,
    History,
    Invitation,
    KeptMessage,
    KeptReply,
    KeptSession,
    Received,
    Rest,
    Said,
)
from tests.faults.questionnaire import Question, greeting, questions, thanks

PHONES = ("+4790000001", "+46700000002")
ADDRESSES = {"+4790000001": "19630000000001", "+46700000002": "+46730000001"}
_LAST = 6


def sound_history() -> History:
    """Two phones that answered everything, one of them with subnumbers."""
    talks = [_talk(phone) for phone in PHONES]
    return History(
        invitations=[one for talk in talks for one in talk.invitations],
        said=[one for talk in talks for one in talk.said],
        arrivals=[one for talk in talks for one in talk.arrivals],
        carried=[one for talk in talks for one in talk.carried],
        rests=[Rest(waiting=1, longest=0.5, left=())],
        delivered=["m-+4790000001-0"],
        sessions=[one for talk in talks for one in talk.sessions],
        received=[one for talk in talks for one in talk.received],
        replies=[one for talk in talks for one in talk.replies],
        messages=[one for talk in talks for one in talk.messages],
    )


def _talk(phone: str) -> History:
    asked = questions("alpha")
    texts = [greeting("alpha"), *(one.text for one in asked), thanks("alpha")]
    messages = [_message(phone, number, text) for number, text in enumerate(texts, start=1)]
    return History(
        invitations=[
            Invitation(key=f"{phone}/alpha", phone=phone, survey="alpha", session=f"s-{phone}")
        ],
        said=[_said(phone, one) for one in asked],
        arrivals=[
            Arrival(message=one.id, at=number, kept=True, clear=True)
            for number, one in enumerate(messages)
        ],
        carried=[
            Carried(message=one.id, sender=one.address, recipient=phone, text=one.text)
            for one in messages
        ],
        sessions=[
            KeptSession(
                id=f"s-{phone}",
                reference=f"{phone}/alpha",
                phone=phone,
                address=ADDRESSES[phone],
                state="completed",
                created_at=0,
                ended_at=_LAST,
                answers={one.element: one.value(phone) for one in asked},
            )
        ],
        received=[_received(phone, one) for one in asked],
        replies=[_reply(phone, one) for one in asked],
        messages=[replace(messages[0], status="delivered"), *messages[1:]]
        if phone == PHONES[0]
        else messages,
    )


def _message(phone: str, number: int, text: str) -> KeptMessage:
    return KeptMessage(
        id=f"m-{phone}-{number - 1}",
        session=f"s-{phone}",
        number=number,
        address=ADDRESSES[phone],
        recipient=phone,
        text=text,
        kind="question",
        status="sent",
        due_at=number - 1,
    )


def _said(phone: str, question: Question) -> Said:
    return Said(
        id=f"in-{phone}-{question.number}",
        phone=phone,
        to=ADDRESSES[phone],
        text=question.reply(phone),
        element=question.element,
        acknowledged_at=question.number + 0.6,
        posts=2,
    )


def _received(phone: str, question: Question) -> Received:
    return Received(
        id=f"r-{phone}-{question.number}",
        provider_id=f"in-{phone}-{question.number}",
        at=question.number + 0.5,
        parked=False,
        waiting=False,
    )


def _reply(phone: str, question: Question) -> KeptReply:
    return KeptReply(
        id=f"r-{phone}-{question.number}",
        session=f"s-{phone}",
        phone=phone,
        address=ADDRESSES[phone],
        text=question.reply(phone),
        verdict="answer",
        element=question.element,
        value=question.value(phone),
        at=question.number + 0.5,
    )
