"""The replies of one phone, decided one after the other on plain values."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from services.engine.conversation import start
from services.engine.outcome import Verdict
from services.engine.state import SessionState, State
from services.runtime.ids import new_id
from services.sessions.domain.reply import Reply, SeenMessage
from services.sessions.domain.restraint import Past
from services.sessions.domain.session import Address, Session
from services.sessions.domain.steps import step
from services.sessions.use_cases.exchange import Exchange, Surveys
from services.sessions.use_cases.restraint import Restraint
from services.settings.tenants import TenantSettings
from tests.fakes.definitions import sound_definition
from tests.fakes.fake_survey_catalog import FakeSurveyCatalog

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SURVEY = "11111111-1111-4111-8111-111111111111"
PHONE = "+4790000001"
CONTACT = ("default", PHONE)


@pytest.fixture
def catalog() -> FakeSurveyCatalog:
    catalog = FakeSurveyCatalog()
    catalog.publish(SURVEY, sound_definition())
    catalog.load("default", SURVEY, 1)
    return catalog


def begun(catalog: FakeSurveyCatalog, *, subnumber: str = "0000000001") -> Session:
    survey = catalog.load("default", SURVEY, 1)
    silent = Session(
        id=new_id(),
        tenant="default",
        survey_id=SURVEY,
        survey_version=1,
        address=Address(sender="1960", subnumber=subnumber, phone=PHONE),
        conversation=State(language="en"),
        reason=None,
        expires_at=NOON + timedelta(hours=72),
        created_at=NOON,
        asked_at=NOON,
        ended_at=None,
        completed_at=None,
        client_reference="",
        warnings=(),
        variables=(),
        question_message_id=None,
    )
    return step(silent, start(survey, language="en"), now=NOON).session


def exchange_of(
    catalog: FakeSurveyCatalog,
    *sessions: Session,
    opted_out: bool = False,
    unreadable: bool = False,
) -> Exchange:
    survey = catalog.load("default", SURVEY, 1)
    return Exchange(
        contact=CONTACT,
        tenant=TenantSettings(texts={"notFound": {"no": "Hvem?"}}),
        sessions={session.id: session for session in sessions},
        surveys=Surveys(
            loaded={} if unreadable else {(SURVEY, 1): survey},
            unreadable={(SURVEY, 1): "SURVEY_UNREADABLE"} if unreadable else {},
        ),
        opted_out=opted_out,
        now=NOON + timedelta(minutes=1),
        restraint=Restraint(past=Past(), now=NOON + timedelta(minutes=1)),
    )


def reply(words: str, *, seen: SeenMessage | None = None) -> Reply:
    return Reply(
        id=new_id(),
        tenant="default",
        address=Address(sender="1960", subnumber="0000000001", phone=PHONE),
        text=words,
        received_at=NOON + timedelta(minutes=1),
        in_reply_to=seen,
    )


def verdicts(exchange: Exchange) -> list[Verdict]:
    return [kept.taken.verdict for kept in exchange.kept]


def test_each_reply_meets_the_session_as_the_one_before_left_it(
    catalog: FakeSurveyCatalog,
) -> None:
    session = begun(catalog)
    exchange = exchange_of(catalog, session)

    for words in ("9", "Fine", "Still there?"):
        exchange.take(reply(words), session.id)

    assert verdicts(exchange) == [Verdict.ANSWER, Verdict.ANSWER, Verdict.LATE]
    (after,) = exchange.changed.values()
    assert after.state is SessionState.COMPLETED
    assert after.conversation.sent == 5
    assert [one.id for one in exchange.ended] == [session.id]
    sequences = [one.sequence for delivery in exchange.deliveries for one in delivery.messages]
    assert sequences == [3, 4, 5]


def test_a_reply_that_changes_nothing_changes_no_session(catalog: FakeSurveyCatalog) -> None:
    session = begun(catalog)
    exchange = exchange_of(catalog, session)

    exchange.take(reply(" "), session.id)

    assert verdicts(exchange) == [Verdict.EMPTY]
    assert (exchange.changed, exchange.deliveries, exchange.ended) == ({}, [], [])


def test_a_version_that_cannot_be_read_is_a_failure_for_a_person(
    catalog: FakeSurveyCatalog,
) -> None:
    session = begun(catalog)
    exchange = exchange_of(catalog, session, unreadable=True)

    exchange.take(reply("8"), session.id)

    assert [(one.reason, one.retryable) for one in exchange.failures] == [
        ("SURVEY_UNREADABLE", False)
    ]
    assert exchange.kept == []


def test_without_a_session_the_tenants_words_are_said(catalog: FakeSurveyCatalog) -> None:
    exchange = exchange_of(catalog)

    exchange.take(reply("hei"), None)

    assert verdicts(exchange) == [Verdict.UNKNOWN]
    (delivery,) = exchange.deliveries
    assert (delivery.session_id, delivery.key, delivery.end) == (None, PHONE, None)
    assert [(one.text, one.sequence) for one in delivery.messages] == [("Hvem?", 0)]


@pytest.mark.parametrize(
    ("words", "before", "after", "said"),
    [
        (["stop"], False, True, 1),
        (["stop"], True, True, 0),
        (["stop", "stop"], False, True, 1),
        (["start"], True, False, 1),
        (["start"], False, False, 0),
        (["stop", "start"], False, False, 2),
        (["start", "stop"], True, True, 2),
        (["stop", "hello", "help"], False, True, 1),
    ],
)
@pytest.mark.parametrize("in_session", [False, True])
def test_the_last_word_on_stop_and_start_counts(
    catalog: FakeSurveyCatalog,
    words: list[str],
    before: bool,
    after: bool,
    said: int,
    in_session: bool,
) -> None:
    done = begun(catalog)
    done = structs.replace(done, conversation=done.conversation.ended(SessionState.CANCELLED))
    exchange = exchange_of(catalog, *([done] if in_session else []), opted_out=before)

    for word in words:
        exchange.take(reply(word), done.id if in_session else None)

    stored = (before or exchange.stopped) and not exchange.started
    assert stored is after
    assert sum(len(delivery.messages) for delivery in exchange.deliveries) == said


def test_stop_ends_the_phones_other_sessions_and_nobody_elses(
    catalog: FakeSurveyCatalog,
) -> None:
    mine, other = begun(catalog), begun(catalog, subnumber="0000000002")
    theirs = structs.replace(
        begun(catalog), address=structs.replace(mine.address, phone="+4790000002")
    )
    exchange = exchange_of(catalog, mine, other, theirs)

    exchange.take(reply("stop"), mine.id)

    assert {one.id for one in exchange.ended} == {mine.id, other.id}
    assert {one.state for one in exchange.ended} == {SessionState.OPTED_OUT}
    assert sum(len(delivery.messages) for delivery in exchange.deliveries) == 1


def test_ids_tell_which_of_two_conversations_was_asked_later(catalog: FakeSurveyCatalog) -> None:
    before = new_id()
    session = begun(catalog)
    after = new_id()

    def seen(message_id: str) -> SeenMessage:
        return SeenMessage(message_id=message_id, session_id="", sequence=0, due_at=NOON)

    exchange = exchange_of(catalog, session)
    exchange.take(reply("8", seen=seen(before)), session.id)
    exchange.take(reply("8", seen=seen(after)), session.id)

    assert verdicts(exchange) == [Verdict.EARLY, Verdict.ANSWER]
