"""What a request to send a survey may look like, and everything that is said when it does not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.runtime.errors import ErrorKind, ServiceError, unavailable
from services.sessions.domain.invitation import CheckedInvitation, Invitation
from services.sessions.domain.session import Variable
from services.sessions.use_cases.check_invitations import CheckInvitations
from services.settings.tenants import TenantSettings, WrittenTenants
from tests.fakes.definitions import sound_definition
from tests.fakes.fake_survey_catalog import FakeSurveyCatalog
from tests.fakes.manual_clock import ManualClock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SURVEY = "11111111-1111-4111-8111-111111111111"
SOUND = Invitation(
    tenant="default",
    survey_id=SURVEY,
    identifier="+4790000001",
    identifier_type="Phone",
    channel="SMS",
)
NEW_YORK = TenantSettings(timezone=ZoneInfo("America/New_York"))


@pytest.fixture
def catalog() -> FakeSurveyCatalog:
    catalog = FakeSurveyCatalog()
    for tenant in ("default", "new-york"):
        catalog.publish(SURVEY, sound_definition(), tenant=tenant)
    return catalog


@pytest.fixture
def check(catalog: FakeSurveyCatalog) -> CheckInvitations:
    return CheckInvitations(
        catalog=catalog,
        tenants=WrittenTenants(by_name={"new-york": NEW_YORK}),
        clock=ManualClock(NOON),
    )


def checked(check: CheckInvitations, **changes: Any) -> CheckedInvitation:
    (one,) = check([replace(SOUND, **changes)])
    assert isinstance(one, CheckedInvitation)
    return one


def refused(check: CheckInvitations, **changes: Any) -> ServiceError:
    (one,) = check([replace(SOUND, **changes)])
    assert isinstance(one, ServiceError)
    return one


def places(error: ServiceError) -> list[str]:
    return [problem.path for problem in error.problems]


def variables(count: int) -> tuple[Variable, ...]:
    return tuple(Variable(key=f"key{number}", value="v") for number in range(count))


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("", "en"),
        ("en", "en"),
        ("EN", "en"),
        ("en-GB", "en"),
        ("en_US", "en"),
        ("no", "no"),
        ("nb", "no"),
        ("nn", "no"),
        ("nb-NO", "no"),
        ("no-NO", "no"),
        ("nn-NO", "no"),
        ("nb-Latn-NO", "no"),
    ],
)
def test_a_language_of_the_survey_is_taken_without_a_warning(
    check: CheckInvitations, code: str, language: str
) -> None:
    one = checked(check, language_code=code)

    assert (one.language, one.warnings) == (language, ())


@pytest.mark.parametrize("code", ["sv", "de-DE", "xx"])
def test_a_language_that_the_survey_lacks_gives_way_with_a_warning(
    check: CheckInvitations, code: str
) -> None:
    one = checked(check, language_code=code)

    assert one.language == "en"
    assert one.warnings == (f"The survey does not exist in {code}; en is used.",)


@pytest.mark.parametrize(
    "code", ["e", "english", "n b", "no-", "-no", "nb-N", "12", "no\n", "nø", " ", "nb-NO;q=1"]
)
def test_a_malformed_language_is_refused(check: CheckInvitations, code: str) -> None:
    error = refused(check, language_code=code)

    assert (error.reason, places(error)) == ("INVALID_LANGUAGE", ["languageCode"])


@pytest.mark.parametrize(
    ("written", "expires_at"),
    [
        ("", NOON + timedelta(hours=72)),
        ("2026-11-20T12:00:00.001Z", NOON + timedelta(milliseconds=1)),
        ("2026-11-20T14:00:00+01:00", NOON + timedelta(hours=1)),
        ("2026-11-20 14:00:00+01:00", NOON + timedelta(hours=1)),
        (" 2026-11-20T14:00:00+01:00 ", NOON + timedelta(hours=1)),
        ("2026-11-20T14:00:00", NOON + timedelta(hours=1)),
        ("2026-12-04T12:00:00Z", NOON + timedelta(days=14)),
    ],
)
def test_an_expiry_within_fourteen_days_is_an_instant_in_utc(
    check: CheckInvitations, written: str, expires_at: datetime
) -> None:
    found = checked(check, expiry_time=written).expires_at

    assert found == expires_at
    assert found.utcoffset() == timedelta(0)


def test_without_an_expiry_the_surveys_own_setting_counts(
    check: CheckInvitations, catalog: FakeSurveyCatalog
) -> None:
    definition = sound_definition()
    settings = replace(definition.settings, expiry_hours=5)
    catalog.publish(SURVEY, replace(definition, settings=settings))

    one, other = checked(check), checked(check, expiry_time="2026-11-20T13:00:00Z")

    assert one.expires_at == NOON + timedelta(hours=5)
    assert other.expires_at == NOON + timedelta(hours=1)


def test_a_time_without_an_offset_is_the_tenants(check: CheckInvitations) -> None:
    one = checked(check, tenant="new-york", expiry_time="2026-11-20T14:00:00")

    assert one.expires_at == datetime(2026, 11, 20, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-20T12:00:00Z",
        "2026-11-20T11:59:59Z",
        "2026-11-20T12:59:59",
        "2026-12-04T12:00:01Z",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+14:00",
        "2026-11-31T12:00:00Z",
        "2026-12-01",
        "tomorrow",
        "1764590400",
        " ",
        "T",
        "2026-12-01T12:00:00+99:00",
        "null",
    ],
)
def test_any_other_expiry_is_refused(check: CheckInvitations, written: str) -> None:
    error = refused(check, expiry_time=written)

    assert (error.reason, places(error)) == ("INVALID_EXPIRY", ["expiryTime"])


@pytest.mark.parametrize("kind", ["Phone", "phone", "PHONE"])
@pytest.mark.parametrize("channel", ["SMS", "sms", "Sms"])
def test_type_and_channel_are_compared_without_case(
    check: CheckInvitations, kind: str, channel: str
) -> None:
    assert checked(check, identifier_type=kind, channel=channel)


BAD: list[object] = [
    pytest.param({"identifier": ""}, "INVALID_IDENTIFIER", "identifier", id="no identifier"),
    pytest.param({"identifier": "90000001"}, "INVALID_IDENTIFIER", "identifier", id="no country"),
    pytest.param({"identifier": "+47900\x00"}, "INVALID_IDENTIFIER", "identifier", id="nul"),
    pytest.param({"identifier": "+4790000001\n"}, "INVALID_IDENTIFIER", "identifier", id="newline"),
    pytest.param({"identifier": "+٤٧٩٠٠٠٠٠٠١"}, "INVALID_IDENTIFIER", "identifier", id="digits"),
    pytest.param(
        {"identifier_type": "Email"}, "UNSUPPORTED_IDENTIFIER_TYPE", "identifierType", id="type"
    ),
    pytest.param({"channel": ""}, "UNSUPPORTED_CHANNEL", "channel", id="channel"),
    pytest.param({"content": "x" * 919}, "CONTENT_TOO_LONG", "content", id="content"),
    pytest.param({"client_reference": "x" * 129}, "INVALID_REQUEST", "clientReference", id="ref"),
    pytest.param({"client_reference": "a\0b"}, "INVALID_REQUEST", "clientReference", id="nul ref"),
    pytest.param({"idempotency_key": "a\0b"}, "INVALID_REQUEST", "Idempotency-Key", id="nul key"),
    pytest.param({"idempotency_key": "x" * 256}, "INVALID_REQUEST", "Idempotency-Key", id="key"),
    pytest.param(
        {"variables": variables(51)}, "INVALID_REQUEST", "userSessionVariables", id="many variables"
    ),
    pytest.param(
        {"variables": (*variables(1), Variable(key="", value=""))},
        "INVALID_REQUEST",
        "userSessionVariables[1].key",
        id="empty key",
    ),
    pytest.param(
        {"variables": (Variable(key="k" * 65, value=""),)},
        "INVALID_REQUEST",
        "userSessionVariables[0].key",
        id="long key",
    ),
    pytest.param(
        {"variables": (Variable(key="k", value="v" * 513),)},
        "INVALID_REQUEST",
        "userSessionVariables[0].value",
        id="long value",
    ),
]


@pytest.mark.parametrize(("changes", "reason", "place"), BAD)
def test_one_thing_wrong_is_named_by_its_reason_and_place(
    check: CheckInvitations, changes: dict[str, Any], reason: str, place: str
) -> None:
    error = refused(check, **changes)

    assert (error.kind, error.reason) == (ErrorKind.INVALID, reason)
    assert places(error) == [place]
    assert error.message == error.problems[0].message


def test_everything_wrong_is_named_at_once(check: CheckInvitations) -> None:
    error = refused(
        check,
        identifier="banana",
        identifier_type="Email",
        channel="Fax",
        language_code="?",
        expiry_time="soon",
        content="x" * 1000,
        client_reference="x" * 200,
        variables=variables(51),
    )

    assert error.reason == "INVALID_REQUEST"
    assert places(error) == [
        "identifier",
        "identifierType",
        "channel",
        "content",
        "clientReference",
        "userSessionVariables",
        "languageCode",
        "expiryTime",
    ]


def test_the_limits_themselves_are_allowed(check: CheckInvitations) -> None:
    longest = Variable(key="k" * 64, value="v" * 512)

    one = checked(
        check,
        content="x" * 918,
        client_reference="x" * 128,
        idempotency_key="x" * 255,
        variables=(*variables(49), longest),
    )

    assert len(one.variables) == 50
    assert one.warnings == ()


def test_of_variables_that_differ_in_case_the_last_is_used(check: CheckInvitations) -> None:
    given = (
        Variable(key="agentId", value="1"),
        Variable(key="queueKey", value="q"),
        Variable(key="AGENTID", value="2"),
    )

    one = checked(check, variables=given)

    assert set(one.variables) == {given[1], given[2]}
    assert one.warnings == ("The variable AGENTID is given twice; the last is used.",)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("paused", "SURVEY_PAUSED"),
        ("archived", "SURVEY_NOT_PUBLISHED"),
        ("draft", "SURVEY_NOT_PUBLISHED"),
    ],
)
def test_a_survey_that_is_not_open_is_a_conflict(
    check: CheckInvitations, catalog: FakeSurveyCatalog, state: str, reason: str
) -> None:
    catalog.states[SURVEY] = state

    error = refused(check)

    assert (error.kind, error.reason) == (ErrorKind.CONFLICT, reason)


@pytest.mark.parametrize("changes", [{"survey_id": "x"}, {"tenant": "acme"}])
def test_a_survey_that_is_not_there_or_not_the_tenants_is_not_found(
    check: CheckInvitations, changes: dict[str, str]
) -> None:
    assert refused(check, **changes).reason == "SURVEY_NOT_FOUND"


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, None),
        ({"idempotency_key": "a", "client_reference": "b"}, "key:a"),
        ({"client_reference": "b"}, f"ref:{SURVEY}:+4790000001:b"),
        ({"idempotency_key": "x" * 256}, None),
        ({"client_reference": "x" * 129}, None),
        ({"idempotency_key": "a\0b"}, None),
        ({"client_reference": "b", "identifier": "\0"}, None),
    ],
)
def test_what_makes_two_requests_the_same(changes: dict[str, Any], key: str | None) -> None:
    assert replace(SOUND, **changes).repetition_key == key


def test_the_state_of_a_survey_is_asked_once_for_a_whole_batch_and_never_kept(
    check: CheckInvitations, catalog: FakeSurveyCatalog
) -> None:
    unknown = replace(SOUND, survey_id="22222222-2222-4222-8222-222222222222")

    first = check([SOUND, unknown, SOUND])
    catalog.states[SURVEY] = "paused"
    second = check([SOUND, SOUND])

    both = [("default", SURVEY), ("default", unknown.survey_id)]
    assert catalog.asked == [both, [("default", SURVEY)]]
    assert [reason_of(one) for one in first] == [None, "SURVEY_NOT_FOUND", None]
    assert [reason_of(one) for one in second] == ["SURVEY_PAUSED", "SURVEY_PAUSED"]


def test_a_surveys_service_that_is_down_fails_the_whole_batch(
    check: CheckInvitations, catalog: FakeSurveyCatalog
) -> None:
    catalog.failing = unavailable("SERVICE_UNAVAILABLE", "Down.")

    assert [reason_of(one) for one in check([SOUND, SOUND])] == ["SERVICE_UNAVAILABLE"] * 2


def reason_of(one: CheckedInvitation | ServiceError) -> str | None:
    return one.reason if isinstance(one, ServiceError) else None
