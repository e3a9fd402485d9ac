"""What every pod holds, whatever overlay it comes from: it may do little, stops in order, and is spread."""

from typing import Any

import pytest

from services.runtime.addresses import Process
from services.runtime.config import ProcessSettings
from tests.unit.deploy.manifests import (
    BASES,
    OVERLAYS,
    SERVICES,
    base,
    component,
    container,
    of_kind,
    one,
    overlay,
    pod,
    pods,
)

PAUSE_SECONDS = 10
EVERY_POD = [
    pytest.param(template, id=f"{name}-{made_by}")
    for name in OVERLAYS
    for made_by, template in pods(overlay(name))
]


@pytest.mark.parametrize("template", EVERY_POD)
def test_a_pod_holds_what_the_strictest_namespace_asks_for(template: dict[str, Any]) -> None:
    spec = template["spec"]

    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["securityContext"]["runAsUser"] > 0
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    for it in spec["containers"]:
        context = it["securityContext"]
        assert context["allowPrivilegeEscalation"] is False
        assert context["readOnlyRootFilesystem"] is True
        assert context["capabilities"] == {"drop": ["ALL"]}


@pytest.mark.parametrize("template", EVERY_POD)
def test_a_pod_gets_no_token_and_no_variables_of_other_services(template: dict[str, Any]) -> None:
    assert template["spec"]["automountServiceAccountToken"] is False
    assert template["spec"]["enableServiceLinks"] is False


@pytest.mark.parametrize("template", EVERY_POD)
def test_memory_is_bounded_and_processor_time_is_not(template: dict[str, Any]) -> None:
    for it in template["spec"]["containers"]:
        assert set(it["resources"]["requests"]) == {"cpu", "memory"}
        assert set(it["resources"]["limits"]) == {"memory"}


@pytest.mark.parametrize("template", EVERY_POD)
def test_a_folder_that_is_written_to_has_a_size(template: dict[str, Any]) -> None:
    for volume in template["spec"].get("volumes", ()):
        assert volume.get("emptyDir", {"sizeLimit": "none"}).get("sizeLimit")


@pytest.mark.parametrize("process", BASES)
def test_a_process_runs_as_the_user_of_its_image_with_an_account_of_its_own(
    process: Process,
) -> None:
    objects = base(process)

    assert pod(objects, process)["securityContext"]["runAsUser"] == 10001
    assert pod(objects, process)["serviceAccountName"] == process
    account = one(objects, "ServiceAccount", process)
    assert account["automountServiceAccountToken"] is False


@pytest.mark.parametrize("process", BASES)
def test_a_process_has_the_time_that_stopping_takes(process: Process) -> None:
    spec = pod(base(process), process)
    grace = ProcessSettings().shutdown_grace_seconds

    pause = container(base(process), process)["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pause == PAUSE_SECONDS
    assert spec["terminationGracePeriodSeconds"] >= pause + grace + 5


@pytest.mark.parametrize("process", BASES)
def test_a_roll_takes_no_replica_away_before_its_successor_is_ready(process: Process) -> None:
    spec = one(base(process), "Deployment", process)["spec"]

    assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    assert spec["minReadySeconds"] == 5
    assert "replicas" not in spec


@pytest.mark.parametrize("process", BASES)
def test_replicas_are_spread_over_machines_and_zones(process: Process) -> None:
    rules = pod(base(process), process)["topologySpreadConstraints"]

    keys = [rule["topologyKey"] for rule in rules]
    assert keys == ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]
    for rule in rules:
        assert rule["whenUnsatisfiable"] == "ScheduleAnyway"
        assert rule["matchLabelKeys"] == ["pod-template-hash"]


@pytest.mark.parametrize("process", BASES)
def test_one_replica_at_most_is_taken_away_on_purpose(process: Process) -> None:
    spec = one(base(process), "PodDisruptionBudget", process)["spec"]

    assert spec["maxUnavailable"] == 1
    assert spec["unhealthyPodEvictionPolicy"] == "AlwaysAllow"


@pytest.mark.parametrize("process", BASES)
def test_a_scaler_keeps_two_at_least(process: Process) -> None:
    spec = one(base(process), "HorizontalPodAutoscaler", process)["spec"]

    assert spec["minReplicas"] == 2
    assert spec["scaleTargetRef"]["name"] == process


def test_only_dev_has_one_of_each_and_no_scaler() -> None:
    scalers = ("HorizontalPodAutoscaler", "ScaledObject")

    assert of_kind(overlay("dev"), *scalers) == []
    for name in ("staging", "production"):
        scaled = {it["spec"]["scaleTargetRef"]["name"] for it in of_kind(overlay(name), *scalers)}
        assert scaled == set(BASES)


@pytest.mark.parametrize("process", BASES)
def test_no_probe_asks_a_page_that_asks_others(process: Process) -> None:
    it = container(base(process), process)
    times = {
        "startupProbe": (2, 60),
        "readinessProbe": (5, 2),
        "livenessProbe": (10, 6),
    }

    for probe, (period, threshold) in times.items():
        assert (it[probe]["periodSeconds"], it[probe]["failureThreshold"]) == (period, threshold)
        assert it[probe].get("httpGet", {}).get("path", "/healthz") == "/healthz"


@pytest.mark.parametrize("process", SERVICES)
def test_a_service_is_asked_by_grpc_whether_it_takes_work(process: Process) -> None:
    it = container(base(process), process)

    assert it["startupProbe"]["grpc"] == {"port": process.place.port}
    assert it["readinessProbe"]["grpc"] == {"port": process.place.port}
    assert it["livenessProbe"]["httpGet"]["port"] == "metrics"


@pytest.mark.parametrize("process", SERVICES)
def test_with_mutual_tls_no_probe_needs_a_certificate(process: Process) -> None:
    it = container(component("mutual-tls"), process)

    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert "grpc" not in it[probe]
        assert it[probe]["httpGet"] == {"path": "/healthz", "port": "metrics"}
