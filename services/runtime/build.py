"""Which release this process is of, for its figures and its log."""

import os
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import prometheus_client
from prometheus_client import Gauge

VERSION_VARIABLE: Final = "SVAR_VERSION"
REVISION_VARIABLE: Final = "SVAR_REVISION"
"""What the recipe of the images sets; nothing is installed there that could be asked."""
UNKNOWN: Final = "unknown"

BUILD: Final = Gauge(
    "svar_build_info", "1, by what this process is of", ["service", "version", "revision"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A release: what people call it, and the commit that it was made of."""

    version: str
    revision: str


@cache
def this_build() -> Build:
    """Return what this process is of; `unknown` for what nobody said."""
    return Build(
        version=os.environ.get(VERSION_VARIABLE) or _installed(),
        revision=os.environ.get(REVISION_VARIABLE) or UNKNOWN,
    )


def report_build(service: str) -> None:
    """Say in the figures what this process is of, and keep them to what somebody looks at.

    When each series began is not reported: that would be a quarter of all series.
    """
    prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # untyped there
    build = this_build()
    BUILD.labels(service, build.version, build.revision).set(1)


def _installed() -> str:
    try:
        return version("svar")
    except PackageNotFoundError:
        return UNKNOWN
