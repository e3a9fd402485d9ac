"""Dashboards and alerts look at figures that there are, and draw the alerts' own limits."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.check_deploy import DASHBOARDS, OBSERVABILITY, ROOT, queries

BOARDS: dict[str, dict[str, Any]] = {
    one.stem: json.loads(one.read_text()) for one in sorted(DASHBOARDS.iterdir())
}
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((OBSERVABILITY / "rules.yaml").read_text())["spec"]["groups"]
    for rule in group["rules"]
]
_METRIC = re.compile(r"\bsvar_[a-z_]+")
_MADE = re.compile(r'(Counter|Gauge|Histogram)\(\s*"(svar_[a-z_]+)"')


def made() -> set[str]:
    """Every series that the code makes."""
    found: set[str] = set()
    for folder in ("services", "gateway"):
        for source in (ROOT / folder).rglob("*.py"):
            for kind, name in _MADE.findall(source.read_text()):
                found |= _series(kind, name)
    return found


def _series(kind: str, name: str) -> set[str]:
    match kind:
        case "Counter":
            return {name.removesuffix("_total") + "_total"}
        case "Histogram":
            return {f"{name}_{end}" for end in ("bucket", "sum", "count")}
        case _:
            return {name}


def test_there_are_the_three_dashboards() -> None:
    assert set(BOARDS) == {"svar-flow", "svar-providers", "svar-sessions"}
    assert {board["uid"] for board in BOARDS.values()} == set(BOARDS)


def test_what_is_looked_at_is_made_somewhere() -> None:
    looked_at = set(_METRIC.findall(" ".join([*queries(), *(rule["expr"] for rule in RULES)])))

    assert looked_at <= made()


@pytest.mark.parametrize("name", BOARDS)
def test_every_query_is_about_the_cell_that_was_chosen(name: str) -> None:
    board = BOARDS[name]

    assert "cell" in {variable["name"] for variable in board["templating"]["list"]}
    for panel in board["panels"]:
        for target in panel.get("targets", ()):
            metrics = len(_METRIC.findall(target["expr"]))
            assert target["expr"].count('{namespace=~"$cell"') == metrics, panel["title"]


def test_the_limit_of_every_alert_is_drawn_where_it_is_one_of_a_panel() -> None:
    panels = [panel for board in BOARDS.values() for panel in board["panels"]]
    about = " ".join(panel.get("description", "") for panel in panels)

    named = {rule["alert"] for rule in RULES if rule["alert"] in about}
    assert {rule["alert"] for rule in RULES} - named <= {"SvarHandoffBraked", "SvarKeysFileWrong"}
    for panel in panels:
        for alert in re.findall(r"Alerts? (Svar\w+)", panel.get("description", "")):
            (rule,) = [rule for rule in RULES if rule["alert"] == alert]
            limit = re.search(r"> ([0-9.]+)$", rule["expr"])
            if limit and panel["type"] == "timeseries" and alert != "SvarItemsParked":
                steps = panel["fieldConfig"]["defaults"]["thresholds"]["steps"]
                assert steps[-1]["value"] == float(limit[1]), panel["title"]


def test_dashboards_come_with_the_monitoring() -> None:
    kustomization = yaml.safe_load((OBSERVABILITY / "kustomization.yaml").read_text())
    (generated,) = kustomization["configMapGenerator"]

    assert {Path(one).stem for one in generated["files"]} == set(BOARDS)
