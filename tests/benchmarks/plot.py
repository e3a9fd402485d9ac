"""The plot of a run: throughput and latency against load, and against the number of stored sessions."""

from collections.abc import Mapping
from typing import Any

from tests.benchmarks.svg import Chart, Line, drawing


def plot(result: Mapping[str, Any]) -> str:
    """Return the plot of a result of `make bench` as an SVG document."""
    return drawing([*_against_load(result), *_against_stored(result)])


def _against_load(result: Mapping[str, Any]) -> tuple[Chart, Chart]:
    curve = result["curve"]
    throughput = Chart(
        title="Replies carried a second",
        across="replies offered a second",
        lines=[
            Line(name="offered", points=[(one["offered"], one["offered"]) for one in curve]),
            Line(name="carried", points=[(one["offered"], one["carried"]) for one in curve]),
        ],
    )
    latency = Chart(
        title="From a reply to the next SMS, ms",
        across="replies offered a second",
        lines=[
            Line(name="median", points=[(one["offered"], one["median"] * 1000) for one in curve]),
            Line(name="p99", points=[(one["offered"], one["slow"] * 1000) for one in curve]),
        ],
    )
    return throughput, latency


def _against_stored(result: Mapping[str, Any]) -> tuple[Chart, Chart]:
    growth = result["growth"]
    throughput = Chart(
        title="Replies a second / T1",
        across="sessions stored",
        lines=[Line(name="bar 1", points=[(one["sessions"], one["speed"]) for one in growth])],
        powers=True,
    )
    waits = {"median": "next_message_median", "p99": "next_message"}
    latency = Chart(
        title="The same at a quarter of the load, ms",
        across="sessions stored",
        lines=[
            Line(name=name, points=[(one["sessions"], one[figure] * 1000) for one in growth])
            for name, figure in waits.items()
        ],
        powers=True,
    )
    return throughput, latency
