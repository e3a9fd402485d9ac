"""What a tenant can set for itself."""

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from services.runtime.errors import ConfigurationError
from services.settings.tenants import QuietHours, TenantSettings, WrittenTenants
from services.settings.tenants_section import load_tenants
from services.text.typography import Typography


def load(tmp_path: Path, settings: str) -> TenantSettings:
    path = tmp_path / "sms.yaml"
    path.write_text(f"tenants:\n  acme: {settings}\n", encoding="utf-8")
    return load_tenants(str(path)).of("acme")


def test_without_a_file_no_tenant_has_settings() -> None:
    assert load_tenants("") == WrittenTenants()


def test_a_file_without_tenants_has_none(tmp_path: Path) -> None:
    (tmp_path / "sms.yaml").write_text("senders: []\n", encoding="utf-8")

    assert load_tenants(str(tmp_path / "sms.yaml")) == WrittenTenants()


@pytest.mark.parametrize("settings", ["", "{}"])
def test_a_tenant_that_sets_nothing_has_the_defaults(tmp_path: Path, settings: str) -> None:
    assert load(tmp_path, settings) == TenantSettings.default()


def test_everything_can_be_set(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        '{timezone: Europe/Stockholm, default_language: sv, languages: {"+46": sv},'
        ' not_found: {en: "Not found.", no: "Ikke funnet."}, opt_out_confirmation: {en: "Bye."},'
        ' texts: {two_numbers: {en: "One number, please."}},'
        ' quiet_hours: {from: "20:00", to: "08:00"}, quarantine_days: 30, countries: ["+46"],'
        " machines: true, typography: latin, retention_months: 12, anonymise_months: 2,"
        ' automatic_texts_per_hour: 5, forget_at: "02:15", personal_variables: [customerName]}',
    )

    assert settings == TenantSettings(
        timezone=ZoneInfo("Europe/Stockholm"),
        default_language="sv",
        languages={"+46": "sv"},
        texts={
            "twoNumbers": {"en": "One number, please."},
            "optOutConfirmation": {"en": "Bye."},
            "notFound": {"en": "Not found.", "no": "Ikke funnet."},
        },
        quiet_hours=QuietHours(start=time(20), end=time(8)),
        quarantine_days=30,
        countries=("+46",),
        machines=True,
        typography=Typography.LATIN,
        retention_months=12,
        anonymise_months=2,
        automatic_texts_per_hour=5,
        forget_at=time(2, 15),
        personal_variables=frozenset({"customername"}),
    )


def test_times_of_day_and_the_language_no_need_no_quotes(tmp_path: Path) -> None:
    settings = load(tmp_path, "{quiet_hours: {from: 20:00, to: 8:00}, default_language: no}")

    assert settings.quiet_hours == QuietHours(start=time(20), end=time(8))
    assert settings.default_language == "no"


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("5", "tenants.acme: must be a mapping."),
        ("{timezone: 2}", "tenants.acme.timezone: must be a time zone such as Europe/Oslo."),
        ("{colour: red}", "tenants.acme.colour: is not a known setting."),
        ("{not_found: {en: ''}}", "tenants.acme.not_found.en: must not be empty."),
        (
            "{not_found: hello}",
            "tenants.acme.not_found: must be a mapping.",
        ),
        (
            "{quiet_hours: {from: '20:00'}}",
            "tenants.acme.quiet_hours.to: is missing.",
        ),
        (
            "{quiet_hours: {from: '8', to: '20:00'}}",
            'tenants.acme.quiet_hours.from: must be a time of day in quotes, such as "20:00".',
        ),
        (
            "{quiet_hours: {from: '20:00', to: '20:00'}}",
            "tenants.acme.quiet_hours: from and to must not be the same.",
        ),
        ("{quarantine_days: 1.5}", "tenants.acme.quarantine_days: must be a whole number."),
        ("{texts: {nonsense: {en: a}}}", "tenants.acme.texts.nonsense: is not a known text"),
        ("{machines: 1}", "tenants.acme.machines: must be true or false."),
        (
            "{typography: fancy}",
            "tenants.acme.typography: must be one of: punctuation, off, latin.",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, settings: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(tmp_path, settings)

    (found,) = caught.value.problems
    assert found.startswith(problem)


def test_the_section_must_be_a_mapping(tmp_path: Path) -> None:
    (tmp_path / "sms.yaml").write_text("tenants: [a]\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="tenants: must be a mapping"):
        load_tenants(str(tmp_path / "sms.yaml"))


@pytest.mark.parametrize(
    ("settings", "phone", "language"),
    [
        (TenantSettings.default(), "+4790000001", "no"),
        (TenantSettings.default(), "+46730000001", "en"),
        (TenantSettings(default_language="sv"), "+46730000001", "sv"),
        (TenantSettings(languages={}), "+4790000001", "en"),
        (TenantSettings(languages={"+4": "de", "+47": "no"}), "+4790000001", "no"),
    ],
)
def test_texts_outside_a_session_are_in_the_language_of_the_phone(
    settings: TenantSettings, phone: str, language: str
) -> None:
    assert settings.language_for(phone) == language


NIGHT = TenantSettings(quiet_hours=QuietHours(start=time(20), end=time(8)))
NOON = TenantSettings(quiet_hours=QuietHours(start=time(12), end=time(13)))


@pytest.mark.parametrize(
    ("settings", "now", "until"),
    [
        pytest.param(
            TenantSettings.default(),
            datetime(2026, 1, 5, 2, tzinfo=UTC),
            None,
            id="none by default",
        ),
        pytest.param(NIGHT, datetime(2026, 1, 5, 11, tzinfo=UTC), None, id="by day"),
        pytest.param(
            NIGHT,
            datetime(2026, 1, 5, 22, tzinfo=UTC),
            datetime(2026, 1, 6, 7, tzinfo=UTC),
            id="before midnight",
        ),
        pytest.param(
            NIGHT,
            datetime(2026, 1, 6, 3, tzinfo=UTC),
            datetime(2026, 1, 6, 7, tzinfo=UTC),
            id="after midnight",
        ),
        pytest.param(
            NIGHT,
            datetime(2026, 1, 5, 19, tzinfo=UTC),
            datetime(2026, 1, 6, 7, tzinfo=UTC),
            id="at their first instant",
        ),
        pytest.param(NIGHT, datetime(2026, 1, 6, 7, tzinfo=UTC), None, id="at their end"),
        pytest.param(
            NIGHT,
            datetime(2026, 3, 28, 22, tzinfo=UTC),
            datetime(2026, 3, 29, 6, tzinfo=UTC),
            id="the night when summer time begins",
        ),
        pytest.param(
            NOON,
            datetime(2026, 1, 5, 11, 30, tzinfo=UTC),
            datetime(2026, 1, 5, 12, tzinfo=UTC),
            id="within a day",
        ),
    ],
)
def test_quiet_hours_end_at_the_tenants_own_time(
    settings: TenantSettings, now: datetime, until: datetime | None
) -> None:
    assert settings.quiet_until(now) == until
