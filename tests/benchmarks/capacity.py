"""What machines a load needs, computed from the costs that a run of `make bench` has measured. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.runtime.addresses import Process
from tests.benchmarks.questionnaire import QUESTIONS

SESSIONS: Final = 1_000_000
"""A day."""
BUSIEST_HOUR: Final = 0.1
"""The share of a day's sessions that falls into its busiest hour."""
BUSY: Final = 0.7
"""How busy a processor may be kept; beyond it those who wait become many."""
_GIGABYTE: Final = 1e9
_SECONDS: Final = 3600

_REPLICAS: Final = frozenset(one.value for one in Process)
_DATABASE: Final = "Postgres"

Costs = Mapping[str, Any]


def capacity(result: Mapping[str, Any]) -> str:
    """Return the figures of the capacity page, as Markdown."""
    costs: Costs = result["costs"]
    machine = result["machine"]
    return "\n".join(
        [
            f"Measured on {machine['processors']} processors ({machine['system']}, "
            f"Python {machine['python']}), everything on the same machine.\n",
            _table(_NODES, _nodes(costs)),
            _first(costs),
            _table(_LOADS, _loads(result["curve"])),
            _table(_DAY, _day(costs)),
        ]
    )


_NODES: Final = (
    "process",
    "µs a reply",
    "replies a second",
    "µs a survey sent",
    "surveys sent a second",
    "connections to Postgres",
)
_LOADS: Final = (
    "share of saturation",
    "replies a second",
    "µs a reply, all together",
    "processors busy",
    "p99 to the next SMS, ms",
)
_DAY: Final = ("a million sessions a day", "")


def processors(costs: Costs, name: str) -> float:
    """Return how many processors a process keeps busy in the busiest hour of a million sessions a day."""
    a_second = SESSIONS * BUSIEST_HOUR / _SECONDS
    session = costs["send_microseconds"][name] + QUESTIONS * costs["reply_microseconds"][name]
    return float(a_second * session / 1e6)


def journal_bytes(costs: Costs) -> float:
    """Return the bytes of write-ahead log of one session whose every question is answered."""
    return float(costs["send_journal"] + QUESTIONS * costs["reply_journal"])


def _nodes(costs: Costs) -> list[Sequence[str]]:
    return [
        (
            name,
            f"{costs['reply_microseconds'][name]:,.0f}",
            _rate(costs["reply_microseconds"][name]),
            f"{costs['send_microseconds'][name]:,.0f}",
            _rate(costs["send_microseconds"][name]),
            str(costs["connections"].get(f"svar-{name}", "")),
        )
        for name in _dearest_first(costs)
    ]


def _rate(microseconds: float) -> str:
    return "any" if microseconds < 10 else f"{BUSY * 1e6 / microseconds:,.0f}"


def _first(costs: Costs) -> str:
    each = costs["reply_microseconds"]
    first, second, third, *_ = (name for name in _dearest_first(costs) if name in _REPLICAS)
    return (
        f"So `{first}` is the first to get a replica, then `{second}`, then `{third}`; meanwhile "
        f"Postgres needs {each[_DATABASE] / each[first]:.1f} times the processor time of `{first}`.\n"
    )


def _dearest_first(costs: Costs) -> list[str]:
    each: Mapping[str, float] = costs["reply_microseconds"]
    return sorted(each, key=lambda name: each[name], reverse=True)


def _loads(curve: Sequence[Mapping[str, float]]) -> list[Sequence[str]]:
    return [
        (
            f"{point['share']:.0%}",
            f"{point['offered']:,.0f}",
            f"{point['microseconds']:,.0f}",
            f"{point['offered'] * point['microseconds'] / 1e6:.2f}",
            f"{point['slow'] * 1000:,.0f}",
        )
        for point in curve
    ]


def _day(costs: Costs) -> list[Sequence[str]]:
    names = _dearest_first(costs)
    busy = {name: processors(costs, name) for name in names}
    each = ", ".join(f"{name} {busy[name]:.2f}" for name in names if busy[name] >= 0.005)
    a_second = SESSIONS * BUSIEST_HOUR / _SECONDS
    rows: list[Sequence[str]] = [
        (
            "in the busiest hour",
            f"{a_second:.0f} surveys and {QUESTIONS * a_second:.0f} replies a second",
        ),
        ("processors that takes at least, as at saturation", f"{sum(busy.values()):.2f}: {each}"),
        ("processors to have for that", f"{sum(busy.values()) / BUSY:.1f}"),
        ("write-ahead log a reply", f"{costs['reply_journal'] / 1000:.1f} kB"),
        ("write-ahead log a survey sent", f"{costs['send_journal'] / 1000:.1f} kB"),
        ("write-ahead log a day", f"{SESSIONS * journal_bytes(costs) / _GIGABYTE:.1f} GB"),
    ]
    if costs["session_bytes"] is not None:
        size = costs["session_bytes"]
        rows += [
            ("tables and indexes a session", f"{size / 1000:.1f} kB"),
            ("tables and indexes a day", f"{SESSIONS * size / _GIGABYTE:.1f} GB"),
        ]
    return rows


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
