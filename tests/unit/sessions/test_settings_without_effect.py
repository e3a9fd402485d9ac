"""Whoever sets a retention time learns at the start that nothing is deleted by it yet."""

from structlog.testing import capture_logs

from services.sessions.main import warn_of_what_has_no_effect
from services.settings.tenants_section import read_tenants


def test_the_start_names_the_settings_that_do_nothing_and_whose_they_are() -> None:
    section = {
        "acme": {"retention_months": 25, "anonymise_months": 1},
        "other": {"anonymise_months": 4, "quarantine_days": 3},
        "default": {"quarantine_days": 3},
        "empty": None,
    }
    tenants = read_tenants(section, problems=[])

    with capture_logs() as lines:
        warn_of_what_has_no_effect(tenants)

    assert [(line["log_level"], line["tenant"], line["settings"]) for line in lines] == [
        ("warning", "acme", ("anonymise_months", "retention_months")),
        ("warning", "other", ("anonymise_months",)),
    ]
