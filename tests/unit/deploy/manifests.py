"""Manifests as kustomize renders them, each kustomization once a run."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from deploy.check_deploy import K8S, render, with_components
from services.runtime.addresses import Process

Object = Mapping[str, Any]

BASES: Final = tuple(one for one in Process if (K8S / "base" / one.value).is_dir())
SERVICES: Final = tuple(one for one in BASES if one.is_service)
OVERLAYS: Final = ("dev", "staging", "production")


@cache
def base(name: str) -> Sequence[Object]:
    """What `kubectl apply -k deploy/k8s/base/<name>` applies."""
    return render(K8S / "base" / name)


@cache
def overlay(name: str) -> Sequence[Object]:
    """What an overlay applies."""
    return render(K8S / "overlays" / name)


@cache
def component(name: str) -> Sequence[Object]:
    """Every base with one component on top."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        return render(with_components(folder, components=[K8S / "components" / name]))


def one(objects: Sequence[Object], kind: str, name: str) -> Object:
    """Return the one object of a kind and name."""
    (found,) = [it for it in objects if it["kind"] == kind and it["metadata"]["name"] == name]
    return found


def of_kind(objects: Sequence[Object], *kinds: str) -> list[Object]:
    """Return the objects of some kinds."""
    return [it for it in objects if it["kind"] in kinds]


def pods(objects: Sequence[Object]) -> Iterator[tuple[str, Object]]:
    """Each template of a pod, by the name of what makes the pods."""
    for it in of_kind(objects, "Deployment", "StatefulSet", "Job"):
        yield it["metadata"]["name"], it["spec"]["template"]


def pod(objects: Sequence[Object], name: str) -> Object:
    """Return the specification of a Deployment's pods."""
    found: Object = one(objects, "Deployment", name)["spec"]["template"]["spec"]
    return found


def container(objects: Sequence[Object], name: str) -> Object:
    """Return the container of a Deployment that is named like it."""
    (found,) = [it for it in pod(objects, name)["containers"] if it["name"] == name]
    result: Object = found
    return result


def variables(objects: Sequence[Object], name: str) -> dict[str, Any]:
    """Return what a process of ours is told: values, and references as they stand."""
    it = container(objects, name)
    told: dict[str, Any] = {}
    for source in it.get("envFrom", ()):
        for found in of_kind(objects, "ConfigMap"):
            if found["metadata"]["name"] == source.get("configMapRef", {}).get("name"):
                told.update(found["data"])
    for entry in it.get("env", ()):
        told[entry["name"]] = entry.get("value", entry.get("valueFrom"))
    return told
