"""What the manifests hold beside pods: every process, its ports, its secrets, its migrations in order."""

import re
from typing import Any

import pytest

from gateway.config import GatewaySettings
from services.console.settings import ConsoleSettings
from services.results.settings import ResultsSettings
from services.runtime.addresses import Addresses, Process
from services.runtime.config import ServiceSettings
from services.runtime.grants import ROLE_VARIABLE
from services.runtime.known_variables import known_variables
from services.sessions.settings import SessionsSettings
from services.sms.settings import SmsSettings
from services.surveys.settings import SurveysSettings
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
    variables,
)

HOST = ["console.svar.example.com"]
WAVE = "argocd.argoproj.io/sync-wave"
SETTINGS: dict[str, Any] = {
    "surveys": SurveysSettings,
    "sessions": SessionsSettings,
    "sms": SmsSettings,
    "results": ResultsSettings,
    "gateway": GatewaySettings,
    "console": ConsoleSettings,
}


def wave(it: Any) -> int:
    return int(it["metadata"].get("annotations", {}).get(WAVE, "0"))


def ports(process: Process) -> dict[str, int]:
    return {it["name"]: it["containerPort"] for it in container(base(process), process)["ports"]}


@pytest.mark.parametrize("process", BASES)
def test_a_base_deploys_one_process_and_nothing_of_the_others(process: Process) -> None:
    names = {it["metadata"]["name"] for it in base(process)}

    assert names <= {process.value, f"{process}-migration"}
    assert [it["metadata"]["name"] for it in of_kind(base(process), "Deployment")] == [process]


@pytest.mark.parametrize("process", BASES)
def test_a_process_listens_where_the_others_call_it(process: Process) -> None:
    place = process.place
    expected = {"grpc" if process.is_service else "http": place.port}
    if place.metrics_port is not None:
        expected["metrics"] = place.metrics_port

    assert ports(process) == expected
    for called in process.called():
        addresses = Addresses.read(
            {k: v for k, v in variables(overlay("dev"), process).items() if k.endswith("_ADDRESS")}
        )
        assert addresses.of(called) == f"{called}:{called.place.port}"


@pytest.mark.parametrize("process", SERVICES)
def test_callers_of_grpc_see_every_pod(process: Process) -> None:
    spec = one(base(process), "Service", process)["spec"]

    assert spec["clusterIP"] == "None"
    assert spec["publishNotReadyAddresses"] is False
    assert [it["appProtocol"] for it in spec["ports"]] == ["kubernetes.io/h2c"]


@pytest.mark.parametrize("process", [it for it in BASES if it not in SERVICES])
def test_what_speaks_http_has_an_ordinary_service(process: Process) -> None:
    assert "clusterIP" not in one(base(process), "Service", process)["spec"]


@pytest.mark.parametrize("process", BASES)
@pytest.mark.parametrize("name", OVERLAYS)
def test_a_process_is_told_nothing_that_means_nothing(name: str, process: Process) -> None:
    """It would refuse to start."""
    told = {it for it in variables(overlay(name), process) if it.startswith("SVAR_")}

    assert told
    assert told <= known_variables()


@pytest.mark.parametrize("process", BASES)
@pytest.mark.parametrize("name", OVERLAYS)
def test_a_process_is_told_everything_that_it_needs(name: str, process: Process) -> None:
    fields = SETTINGS[process].model_fields.items()
    needed = {f"SVAR_{field}".upper() for field, about in fields if about.is_required()}

    assert needed <= variables(overlay(name), process).keys()


@pytest.mark.parametrize("name", OVERLAYS)
def test_grpc_is_meant_as_it_is(name: str) -> None:
    """Without TLS nobody listens beyond loopback unless told so; with TLS nobody is told so."""
    tls = name != "dev"

    for process in BASES:
        told = variables(overlay(name), process)
        assert told["SVAR_GRPC_PLAINTEXT"] == ("0" if tls else "1")
        assert ("SVAR_TLS_KEY" in told) == tls


@pytest.mark.parametrize("process", BASES)
def test_a_certificate_holds_the_name_that_the_others_look_for(process: Process) -> None:
    objects = component("mutual-tls")
    certificate = one(objects, "Certificate", process)["spec"]

    assert certificate["dnsNames"] == [process.value]
    (volume,) = [it for it in pod(objects, process)["volumes"] if it["name"] == "tls"]
    assert volume["secret"]["secretName"] == certificate["secretName"]


@pytest.mark.parametrize("name", ["staging", "production"])
def test_secrets_are_named_and_never_written_down(name: str) -> None:
    assert of_kind(overlay(name), "Secret") == []
    filled = {it["spec"]["target"]["name"] for it in of_kind(overlay(name), "ExternalSecret")}

    for process in BASES:
        named = set(re.findall(r"'secretName': '([^']+)'", str(pod(overlay(name), process))))
        named |= set(
            re.findall(
                r"'secretKeyRef': {'key': '[^']+', 'name': '([^']+)'",
                str(pod(overlay(name), process)),
            )
        )
        assert named - {f"{process}-tls"} <= filled


@pytest.mark.parametrize("process", BASES)
def test_a_process_gets_only_the_secrets_that_it_reads(process: Process) -> None:
    spec = pod(base(process), process)
    references = {
        it["valueFrom"]["secretKeyRef"]["name"]
        for it in container(base(process), process)["env"]
        if "valueFrom" in it
    }
    (volume,) = [it for it in spec["volumes"] if "secret" in it]

    files = [it["key"] for it in volume["secret"]["items"]]
    assert files == (["sms.yaml"] if process.is_service else ["keys.yaml"])
    its_own = {f"{process}-database"} if process.is_service else set()
    its_own |= {"redis"} if process in (Process.SESSIONS, Process.SMS) else set()
    its_own |= {"console"} if process is Process.CONSOLE else set()
    its_own |= {"webhooks"} if process is Process.RESULTS else set()
    assert references == its_own
    providers = "sms-providers" in str(container(base(process), process)["envFrom"])
    assert providers == (process is Process.SMS)


@pytest.mark.parametrize("process", SERVICES)
def test_a_migration_runs_before_its_deployment_and_after_what_it_needs(process: Process) -> None:
    objects = base(process)
    job = one(objects, "Job", f"{process}-migration")

    assert wave(job) == -1
    assert job["metadata"]["annotations"]["argocd.argoproj.io/hook"] == "Sync"
    assert (
        job["metadata"]["annotations"]["argocd.argoproj.io/hook-delete-policy"]
        == "BeforeHookCreation"
    )
    assert job["metadata"]["annotations"]["kustomize.toolkit.fluxcd.io/force"] == "enabled"
    assert wave(one(objects, "Deployment", process)) == 0
    for it in of_kind(objects, "ServiceAccount", "NetworkPolicy"):
        assert wave(it) == -2
    for it in of_kind(component("external-secrets"), "ExternalSecret"):
        assert wave(it) == -2


@pytest.mark.parametrize("process", SERVICES)
def test_a_migration_has_a_role_and_an_end(process: Process) -> None:
    spec = one(base(process), "Job", f"{process}-migration")["spec"]
    (it,) = spec["template"]["spec"]["containers"]
    told = {entry["name"]: entry["valueFrom"]["secretKeyRef"] for entry in it["env"]}

    assert it["args"] == ["svar", "migrate", process]
    assert told["SVAR_DATABASE_URL"] == {"name": f"{process}-migration-database", "key": "url"}
    assert told[ROLE_VARIABLE] == {"name": f"{process}-database", "key": "username"}
    assert {"backoffLimit", "activeDeadlineSeconds", "ttlSecondsAfterFinished"} <= spec.keys()


def test_postgres_has_room_for_every_replica_that_there_may_be() -> None:
    objects = [*component("postgres"), *of_kind(overlay("production"), "ScaledObject")]
    limit = one(objects, "Cluster", "svar-postgres")["spec"]["postgresql"]["parameters"]
    each = ServiceSettings.model_fields["database_connections"].default
    most = dict.fromkeys(map(str, SERVICES), 0)
    for it in of_kind(objects, "HorizontalPodAutoscaler", "ScaledObject"):
        name, spec = it["metadata"]["name"], it["spec"]
        if name in most:
            most[name] = max(most[name], spec.get("maxReplicas", spec.get("maxReplicaCount")))

    # One more of each while it rolls, two for its migration, and those that Postgres keeps for itself.
    wanted = sum((replicas + 1) * each + 2 for replicas in most.values()) + 13

    assert all(most.values())
    assert wanted <= int(limit["max_connections"])


@pytest.mark.parametrize("name", OVERLAYS)
def test_the_namespace_is_of_the_strictest_kind(name: str) -> None:
    (namespace,) = of_kind(overlay(name), "Namespace")

    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert {it["metadata"].get("namespace") for it in of_kind(overlay(name), "Deployment")} == {
        namespace["metadata"]["name"]
    }


def test_production_names_images_by_digest() -> None:
    for process in BASES:
        assert "@sha256:" in container(overlay("production"), process)["image"]


def test_the_world_is_led_to_rest_documentation_and_pages_only() -> None:
    routes = of_kind(component("gateway-api"), "HTTPRoute")
    to_rest = {
        match["path"]["value"]
        for route in routes
        for rule in route["spec"]["rules"]
        for match in rule["matches"]
        if {"name": "gateway", "port": 8080} in rule.get("backendRefs", ())
    }

    assert to_rest == {"/v1", "/docs", "/openapi.json"}
    (people,) = [route["spec"]["rules"] for route in routes if route["spec"]["hostnames"] == HOST]
    redirected = [match["path"]["value"] for match in people[0]["matches"]]
    assert redirected == ["/healthz", "/readyz"]
    assert "backendRefs" not in people[0]


def test_every_process_that_keeps_figures_is_scraped() -> None:
    (monitor,) = of_kind(component("monitoring"), "PodMonitor")
    (names,) = [
        it["values"]
        for it in monitor["spec"]["selector"]["matchExpressions"]
        if it["key"] == "app.kubernetes.io/name"
    ]

    assert set(names) == set(BASES)


def test_every_process_has_manifests() -> None:
    assert set(BASES) == set(Process)
