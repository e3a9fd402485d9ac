"""What the processes of a running system show at /metrics, read as Prometheus reads it."""

import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

from services.runtime.addresses import LOOPBACK, Addresses, Process


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The series of one process by name and labels."""

    series: Mapping[tuple[str, tuple[tuple[str, str], ...]], float]

    def sum(self, name: str, **labels: str) -> float:
        """Add up the series of a name that have these labels among theirs."""
        wanted = set(labels.items())
        return sum(
            value
            for (its, given), value in self.series.items()
            if its == name and wanted <= {*given}
        )

    def names(self) -> set[str]:
        """Return the name of every series."""
        return {name for name, _ in self.series}

    def values_of(self, label: str, *, of: str) -> set[str]:
        """Return every value that a label has in series whose names end so."""
        return {
            value
            for series, labels in self.series
            for name, value in labels
            if name == label and series.endswith(of)
        }


def figures_of(process: Process, ports: Mapping[str, str]) -> Figures:
    """Read the figures of a process of this machine."""
    own = process.place.metrics_port is not None
    port = Addresses.read(ports).ports[process.metrics_variable if own else process.port_variable]
    with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return Figures(
        series={
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }
    )
