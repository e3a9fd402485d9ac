"""The fault suite's command: breaks a running system from a seed, checks everything, writes what came out.

Ends with 1 when a single thing is wrong.
"""

import argparse
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import uvloop
from rich.console import Console

from services.runtime.addresses import Process
from tests.benchmarks.saturation import Load
from tests.faults.bad_release import bad_release
from tests.faults.catalogue import FAULTS
from tests.faults.checker import Verdict
from tests.faults.outcome import print_outcome, write_outcome
from tests.faults.overload import overload
from tests.faults.run import Outcome, Plan, run
from tests.faults.small_disk import can_mount

RESULTS: Final = Path("build/faults")
_KILLS_AN_ACT: Final = 10
_CONNECTIONS: Final = 1000
"""More than a provider keeps open, so that what waits, waits in Svar."""


def main() -> None:
    """Run the long form."""
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--seed", default=secrets.token_hex(4))
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--people", type=int, default=300, help="conversations at a time")
    parser.add_argument("--only", default="", help="only faults whose name holds this")
    parser.add_argument("--alone", action="store_true", help="one process of each service")
    parser.add_argument(
        "--bad-release", type=float, default=60.0, help="seconds of it; 0 leaves it out"
    )
    parser.add_argument("--overload", type=float, default=60.0, help="seconds; 0 leaves it out")
    given = parser.parse_args()
    plan = _plan(given, small_disk=can_mount())
    raise SystemExit(uvloop.run(_run(plan, given)))


def _plan(given: argparse.Namespace, *, small_disk: bool) -> Plan:
    faults = [
        one
        for one in FAULTS
        if given.only in one.name
        and (small_disk or not one.needs_small_disk)
        and not (given.alone and one.needs_second)
    ]
    return Plan(
        seed=given.seed,
        kills=given.kills,
        acts=max(1, given.kills // _KILLS_AN_ACT),
        people=given.people,
        faults=faults,
        second=() if given.alone else tuple(Process),
        small_disk=small_disk,
        logs=RESULTS,
    )


async def _run(plan: Plan, given: argparse.Namespace) -> int:
    console = Console(width=160)
    console.print(f"Seed {plan.seed}: give it as --seed to break the same things again.")
    outcome = await run(plan, say=console.print)
    if given.bad_release:
        released = await bad_release(
            seconds=given.bad_release, people=given.people, seed=f"{plan.seed}/release"
        )
        outcome = _with(outcome, released.verdicts(), released.told())
    if given.overload:
        overloaded = await overload(
            seconds=given.overload, load=Load(connections=_CONNECTIONS, seconds=10)
        )
        outcome = _with(outcome, overloaded.verdicts(), overloaded.told())
    print_outcome(outcome, console)
    paths = write_outcome(RESULTS, outcome)
    console.print(f"Written to {' and '.join(map(str, paths))}.")
    return 1 if outcome.broken else 0


def _with(outcome: Outcome, verdicts: Sequence[Verdict], remark: str) -> Outcome:
    return replace(
        outcome, verdicts=[*outcome.verdicts, *verdicts], remarks=[*outcome.remarks, remark]
    )
