"""What the use cases rely on when they keep replies and read them again."""

from services.engine.outcome import Verdict
from services.runtime.ids import new_id
from services.sessions.domain.message_page import BYTES_A_PAGE, MessagePage
from services.sessions.domain.restraint import PastReply, conversation_of
from services.sessions.ports.unit_of_work import UnitOfWork
from tests.contract.sessions.rows import NOON, SECOND, at, kept, session


def test_a_reply_is_kept_once(uow: UnitOfWork) -> None:
    first, second = kept(new_id()), kept(None, verdict=Verdict.UNKNOWN)

    with uow.begin() as transaction:
        assert transaction.replies.keep([first]) == {first.reply.id}
        assert transaction.replies.keep([first, second]) == {second.reply.id}
        assert transaction.replies.known([first.reply.id, new_id()]) == {first.reply.id}


def test_a_page_has_the_newest_replies_of_a_session_as_they_were_kept(uow: UnitOfWork) -> None:
    session_id = new_id()
    taken = {"option_ids": ("a", "b"), "labels": ("A", "B"), "value": (0, 1), "attempts": 2}
    replies = [kept(session_id, f"Reply {number}", taken=taken) for number in range(4)]
    with uow.begin() as transaction:
        transaction.replies.keep([*replies, kept(new_id()), kept(None)])

    with uow.begin() as transaction:
        newest = transaction.replies.page_of(session_id, MessagePage(size=3))
        older = transaction.replies.page_of(
            session_id, MessagePage(size=3, before_id=newest.replies[-1].reply.id)
        )
        nothing = transaction.replies.page_of(new_id(), MessagePage())

    assert (list(newest.replies), newest.more) == (replies[:0:-1], True)
    assert (list(older.replies), older.more) == (replies[:1], False)
    assert (list(nothing.replies), nothing.more) == ([], False)


def test_long_replies_make_a_short_page_that_holds_one_at_least(uow: UnitOfWork) -> None:
    session_id = new_id()
    long = "æ" * (BYTES_A_PAGE // 2)
    replies = [kept(session_id, words) for words in ("first", "second", long + "!", "last")]
    with uow.begin() as transaction:
        transaction.replies.keep(replies)

    with uow.begin() as transaction:
        newest = transaction.replies.page_of(session_id, MessagePage())
        alone = transaction.replies.page_of(session_id, MessagePage(before_id=replies[-1].reply.id))

    assert (list(newest.replies), newest.more) == (replies[:1:-1], True)
    assert (list(alone.replies), alone.more) == ([replies[2]], True)


def test_answers_are_the_last_to_each_question_in_the_order_first_answered(
    uow: UnitOfWork,
) -> None:
    session_id = new_id()

    def answer(element_id: str, words: str, *, seconds: int, **changes: object) -> object:
        taken = {"element_id": element_id, "comment": words}
        return kept(session_id, words, received_at=NOON + seconds * SECOND, taken=taken, **changes)

    stored = [
        answer("z", "x" * 5000, seconds=1),
        answer("a", "two", seconds=2),
        answer("b", "not one", seconds=3, verdict=Verdict.INVALID),
        answer("z", "y" * 5000, seconds=4),
    ]
    with uow.begin() as transaction:
        transaction.replies.keep(stored)  # type: ignore[arg-type]  # of `answer`

    with uow.begin() as transaction:
        answers = transaction.replies.answers_of(session_id)

    assert [(one.taken.element_id, one.reply.text) for one in answers] == [
        ("z", "y" * 4000),
        ("a", "two"),
    ]
    assert answers[0].taken.comment == "y" * 4000


def test_the_last_two_replies_of_conversations_are_known(uow: UnitOfWork) -> None:
    session_id = new_id()
    inside = [
        kept(session_id, f"{number}", received_at=NOON + number * SECOND) for number in range(3)
    ]
    outside = kept(None, "hello?", verdict=Verdict.UNKNOWN)
    elsewhere = kept(None, "hi", verdict=Verdict.UNKNOWN, address=at(subnumber="9"))
    asked = [conversation_of(one.reply, one.session_id) for one in (inside[0], outside)]
    nobody = conversation_of(kept(new_id()).reply, new_id())
    with uow.begin() as transaction:
        transaction.replies.keep([*inside, outside, elsewhere])

    with uow.begin() as transaction:
        found = transaction.replies.last_of([*asked, nobody])

    assert {one: list(past) for one, past in found.items()} == {
        asked[0]: [PastReply(text="1", accepted=True), PastReply(text="2", accepted=True)],
        asked[1]: [PastReply(text="hello?", accepted=False)],
        nobody: [],
    }


def test_what_was_not_understood_is_read_by_survey_newest_first(uow: UnitOfWork) -> None:
    own = session()
    other = session(at(subnumber="2"), survey_id=new_id())
    taken = {"element_id": "topic", "element_type": "multipleChoice", "reason": "not_a_choice"}
    replies = [
        kept(own.id, "queue", verdict=Verdict.INVALID, taken=taken),
        kept(own.id, "8 zzz", received_at=NOON + SECOND, verdict=Verdict.CONFIRM, taken=taken),
        kept(own.id, "fine", received_at=NOON + 2 * SECOND, verdict=Verdict.ANSWER, taken=taken),
        kept(other.id, "elsewhere", verdict=Verdict.INVALID, taken=taken),
    ]
    with uow.begin() as transaction:
        transaction.sessions.add([own, other])
        transaction.replies.keep(replies)

    with uow.begin() as transaction:
        found = transaction.replies.misunderstood(own.tenant, own.survey_id)
        of_others = transaction.replies.misunderstood("nobody", own.survey_id)

    assert [(one.text, one.reason) for one in found] == [
        ("8 zzz", "not_a_choice"),
        ("queue", "not_a_choice"),
    ]
    assert list(of_others) == []
