"""Who reaches whom: the policies of an overlay walked as Kubernetes walks them, against one table."""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest

from services.runtime.addresses import Process
from tests.unit.deploy.manifests import BASES, OVERLAYS, SERVICES, of_kind, overlay, pods

PROCESSES = tuple(map(str, BASES))
MIGRATIONS = tuple(f"{one}-migration" for one in SERVICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a connection: a pod, or an address outside the cluster."""

    labels: Mapping[str, str] = field(default_factory=dict)
    namespace: Mapping[str, str] | None = None
    """Labels of another namespace; None for the one that Svar is in."""
    address: str = ""


INSIDE = {
    **{name: End(labels={"app.kubernetes.io/name": name}) for name in (*PROCESSES, *MIGRATIONS)},
    "postgres": End(labels={"app.kubernetes.io/name": "postgres"}),
    "redis": End(labels={"app.kubernetes.io/name": "redis"}),
    "a stranger's pod": End(labels={"app.kubernetes.io/name": "stranger"}),
}
OUTSIDE = {
    "ingress": End(namespace={"svar-ingress": "allowed"}),
    "monitoring": End(namespace={"svar-monitoring": "allowed"}),
    "another namespace": End(namespace={"kubernetes.io/metadata.name": "other"}),
    "dns": End(namespace={"kubernetes.io/metadata.name": "kube-system"}),
    "a provider": End(address="203.0.112.7"),
    "a provider by IPv6": End(address="2a01:4f8::1"),
    "the cloud's own page": End(address="169.254.169.254"),
    "a machine beside": End(address="10.1.2.3"),
    "another beside": End(address="192.168.1.9"),
}
ENDS = {**INSIDE, **OUTSIDE}
PORTS = {
    **{str(one): one.place.port for one in BASES},
    "postgres": 5432,
    "redis": 6379,
}


def allowed() -> set[tuple[str, str, int]]:
    """Who may reach whom at which port; nothing else is."""
    calls = {
        (str(caller), str(called), called.place.port)
        for caller in BASES
        for called in caller.called()
        if called in BASES
    }
    metrics = {("monitoring", str(one), one.place.metrics_port or one.place.port) for one in BASES}
    database = {(name, "postgres", 5432) for name in (*map(str, SERVICES), *MIGRATIONS)}
    names = {(name, "dns", 53) for name in (*PROCESSES, *MIGRATIONS)}
    return (
        calls
        | metrics
        | database
        | names
        | {("ingress", it.value, it.place.port) for it in (Process.GATEWAY, Process.CONSOLE)}
        | {("sessions", "redis", 6379), ("sms", "redis", 6379)}
        | {("sms", "a provider", 443), ("sms", "a provider by IPv6", 443)}
        # Subscribers to events are out there, too.
        | {("results", "a provider", 443), ("results", "a provider by IPv6", 443)}
    )


@pytest.mark.parametrize("name", OVERLAYS)
def test_everybody_reaches_whom_the_table_names_and_nobody_else(name: str) -> None:
    policies = of_kind(overlay(name), "NetworkPolicy")
    sources = {who: end for who, end in ENDS.items() if who not in ("postgres", "redis")}
    every_port = {port for _, _, port in allowed()} | {22, 80, 8000}

    reached = {
        (source, target, port)
        for source, target, port in product(sources, ENDS, every_port)
        if source != target
        # What is outside, and who reaches what there, is not ours.
        and (source in INSIDE or target in INSIDE)
        and reaches(policies, ENDS[source], ENDS[target], port)
    }

    assert reached - _of_no_meaning() == allowed()


def _of_no_meaning() -> set[tuple[str, str, int]]:
    """Ports that nobody listens on there."""
    return {
        (source, target, port)
        for source, target, port in product(ENDS, ENDS, (8000, 9187))
        if target == "postgres"
    }


@pytest.mark.parametrize("name", OVERLAYS)
def test_a_policy_is_about_every_pod(name: str) -> None:
    policies = of_kind(overlay(name), "NetworkPolicy")

    (everything,) = [it for it in policies if it["spec"]["podSelector"] == {}]
    assert set(everything["spec"]["policyTypes"]) == {"Ingress", "Egress"}
    assert "ingress" not in everything["spec"]
    for made_by, template in pods(overlay(name)):
        end = End(labels=template["metadata"]["labels"])
        assert [it for it in policies if it["spec"]["podSelector"] and _is_about(it, end)], made_by


def reaches(policies: Sequence[Any], source: End, target: End, port: int) -> bool:
    """Say whether a connection is let through at both of its ends."""
    return _lets(policies, source, "Egress", target, port) and _lets(
        policies, target, "Ingress", source, port
    )


def _lets(policies: Sequence[Any], end: End, direction: str, other: End, port: int) -> bool:
    if end.namespace is not None or end.address:
        return True
    about = [it for it in policies if _is_about(it, end) and direction in it["spec"]["policyTypes"]]
    if not about:
        return True
    peers = "to" if direction == "Egress" else "from"
    return any(
        _rule_lets(rule, peers, other, port)
        for it in about
        for rule in it["spec"].get(direction.lower()) or ()
    )


def _rule_lets(rule: Any, peers: str, other: End, port: int) -> bool:
    ports = [it["port"] for it in rule.get("ports", ())]
    if ports and port not in ports:
        return False
    return peers not in rule or any(_is_peer(peer, other) for peer in rule[peers])


def _is_peer(peer: Any, end: End) -> bool:
    if "ipBlock" in peer:
        return bool(end.address) and _in_block(peer["ipBlock"], end.address)
    if end.address:
        return False
    if "namespaceSelector" in peer:
        return end.namespace is not None and _fits(peer["namespaceSelector"], end.namespace)
    return end.namespace is None and _fits(peer["podSelector"], end.labels)


def _in_block(block: Any, address: str) -> bool:
    it = ipaddress.ip_address(address)
    excepted = any(it in ipaddress.ip_network(one) for one in block.get("except", ()))
    return it in ipaddress.ip_network(block["cidr"]) and not excepted


def _is_about(policy: Any, end: End) -> bool:
    return (
        end.namespace is None
        and not end.address
        and _fits(policy["spec"]["podSelector"], end.labels)
    )


def _fits(selector: Any, labels: Mapping[str, str]) -> bool:
    return all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items())
