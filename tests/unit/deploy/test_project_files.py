"""What other people's machines do is what `.ci/run` does, with the tools of the lock."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]


def test_the_workflow_runs_what_ci_runs() -> None:
    workflow: Any = yaml.safe_load((ROOT / ".github/workflows/check.yaml").read_text())
    jobs = workflow["jobs"]

    assert {"run": ".ci/run"} in jobs["check"]["steps"]
    assert jobs["images"]["needs"] == "check"
    assert workflow["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job for job in jobs.values())


def test_hooks_use_the_tools_of_the_lock() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert hook["entry"].startswith(".venv/bin/")
