"""Every alert says how bad it is, what it saw, and where to read on; `promtool` runs them in `make check`."""

from typing import Any

import pytest
import yaml

from deploy.check_deploy import OBSERVABILITY, ROOT

RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((OBSERVABILITY / "rules.yaml").read_text())["spec"]["groups"]
    for rule in group["rules"]
]
CASES: list[dict[str, Any]] = yaml.safe_load((OBSERVABILITY / "alerts.test.yaml").read_text())[
    "tests"
]
BY_NAME = [pytest.param(rule, id=rule["alert"]) for rule in RULES]


@pytest.mark.parametrize("rule", BY_NAME)
def test_an_alert_has_a_severity_a_summary_and_a_pause(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("critical", "warning")
    assert rule["annotations"]["summary"].endswith(".")
    assert "for" in rule


@pytest.mark.parametrize("rule", BY_NAME)
def test_an_alert_has_a_page_of_its_name(rule: dict[str, Any]) -> None:
    page = ROOT / rule["annotations"]["runbook"]

    assert page.name == f"{rule['alert']}.md"
    text = page.read_text()
    assert text.startswith(f"# {rule['alert']}\n")
    look = text.partition("## Look\n\n```\n")[2].partition("\n```")[0]
    assert len(look.splitlines()) == 3
    assert "\n## Do\n" in text
    assert "\n## Wake\n" in text


def test_every_page_is_of_an_alert() -> None:
    pages = {one.stem for one in (OBSERVABILITY / "runbooks").iterdir()}

    assert pages == {rule["alert"] for rule in RULES}


@pytest.mark.parametrize("rule", BY_NAME)
def test_an_alert_is_seen_firing_and_seen_silent(rule: dict[str, Any]) -> None:
    expected = [
        bool(test["exp_alerts"])
        for case in CASES
        for test in case["alert_rule_test"]
        if test["alertname"] == rule["alert"]
    ]

    assert sorted(expected) == [False, True]
