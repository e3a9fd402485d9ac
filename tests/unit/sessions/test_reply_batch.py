"""Replies of one batch, decided one after the other on plain values."""

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
from services.sessions.use_cases.reply_batch import Batch, VersionNotLoadedError
from services.sessions.use_cases.restraint import Restraint
from services.settings.tenants import TenantSettings, WrittenTenants
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


def batch_of(
    catalog: FakeSurveyCatalog,
    *sessions: Session,
    opted_out: bool = False,
    unreadable: bool = False,
) -> Batch:
    return Batch(
        sessions={session.id: session for session in sessions},
        catalog=catalog,
        tenants=WrittenTenants(
            by_name={"default": TenantSettings(texts={"notFound": {"no": "Hvem?"}})}
        ),
        unreadable={(SURVEY, 1): "SURVEY_UNREADABLE"} if unreadable else {},
        opted_out={CONTACT} if opted_out else set(),
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


def verdicts(batch: Batch) -> list[Verdict]:
    return [kept.taken.verdict for kept in batch.kept]


def test_each_reply_meets_the_session_as_the_one_before_left_it(
    catalog: FakeSurveyCatalog,
) -> None:
    session = begun(catalog)
    batch = batch_of(catalog, session)

    for words in ("9", "Fine", "Still there?"):
        batch.take(reply(words), session.id)

    assert verdicts(batch) == [Verdict.ANSWER, Verdict.ANSWER, Verdict.LATE]
    (after,) = batch.changed
    assert after.state is SessionState.COMPLETED
    assert after.conversation.sent == 5
    assert [one.id for one in batch.ended] == [session.id]
    sequences = [one.sequence for delivery in batch.deliveries for one in delivery.messages]
    assert sequences == [3, 4, 5]


def test_a_reply_that_changes_nothing_changes_no_session(catalog: FakeSurveyCatalog) -> None:
    session = begun(catalog)
    batch = batch_of(catalog, session)

    batch.take(reply(" "), session.id)

    assert verdicts(batch) == [Verdict.EMPTY]
    assert (batch.changed, batch.deliveries, batch.ended) == ([], [], [])


def test_a_version_that_is_not_loaded_is_asked_for(catalog: FakeSurveyCatalog) -> None:
    session = begun(catalog)
    catalog.forget()

    with pytest.raises(VersionNotLoadedError) as raised:
        batch_of(catalog, session).take(reply("8"), session.id)

    assert (raised.value.tenant, raised.value.survey_id, raised.value.version) == (
        "default",
        SURVEY,
        1,
    )


def test_a_version_that_cannot_be_read_is_a_failure_for_a_person(
    catalog: FakeSurveyCatalog,
) -> None:
    session = begun(catalog)
    catalog.forget()
    batch = batch_of(catalog, session, unreadable=True)

    batch.take(reply("8"), session.id)

    assert [(one.reason, one.retryable) for one in batch.failures] == [("SURVEY_UNREADABLE", False)]
    assert batch.kept == []


def test_without_a_session_the_tenants_words_are_said(catalog: FakeSurveyCatalog) -> None:
    batch = batch_of(catalog)

    batch.take(reply("hei"), None)

    assert verdicts(batch) == [Verdict.UNKNOWN]
    (delivery,) = batch.deliveries
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
    batch = batch_of(catalog, *([done] if in_session else []), opted_out=before)

    for word in words:
        batch.take(reply(word), done.id if in_session else None)

    stored = (before or CONTACT in batch.stopped) and CONTACT not in batch.started
    assert stored is after
    assert sum(len(delivery.messages) for delivery in batch.deliveries) == said


def test_stop_ends_the_phones_other_sessions_and_nobody_elses(
    catalog: FakeSurveyCatalog,
) -> None:
    mine, other = begun(catalog), begun(catalog, subnumber="0000000002")
    theirs = structs.replace(
        begun(catalog), address=structs.replace(mine.address, phone="+4790000002")
    )
    batch = batch_of(catalog, mine, other, theirs)

    batch.take(reply("stop"), mine.id)

    assert {one.id for one in batch.ended} == {mine.id, other.id}
    assert {one.state for one in batch.ended} == {SessionState.OPTED_OUT}
    assert sum(len(delivery.messages) for delivery in batch.deliveries) == 1


def test_ids_tell_which_of_two_conversations_was_asked_later(catalog: FakeSurveyCatalog) -> None:
    before = new_id()
    session = begun(catalog)
    after = new_id()

    def seen(message_id: str) -> SeenMessage:
        return SeenMessage(message_id=message_id, session_id="", sequence=0, due_at=NOON)

    batch = batch_of(catalog, session)
    batch.take(reply("8", seen=seen(before)), session.id)
    batch.take(reply("8", seen=seen(after)), session.id)

    assert verdicts(batch) == [Verdict.EARLY, Verdict.ANSWER]
