"""Whoever sets a quarantine that cannot be kept learns so at the start."""

from structlog.testing import capture_logs

from services.sessions.main import warn_of_long_quarantines
from services.settings.tenants_section import read_tenants


def test_a_quarantine_longer_than_the_phone_is_kept_is_named() -> None:
    section = {
        "acme": {"quarantine_days": 57, "anonymise_months": 2},
        "other": {"quarantine_days": 56, "anonymise_months": 2},
        "default": {"quarantine_days": 113},
        "empty": None,
    }
    tenants = read_tenants(section, problems=[])

    with capture_logs() as lines:
        warn_of_long_quarantines(tenants)

    assert [(line["log_level"], line["tenant"]) for line in lines] == [
        ("warning", "acme"),
        ("warning", "default"),
    ]
