"""Bar 6: the memory of the processes, looked at all through a run.

Counted is the proportional set size: what processes share is shared out between them.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from services.runtime.addresses import Process
from tests.benchmarks.bars import Bar
from tests.benchmarks.system_under_load import SystemUnderLoad

SERVICES: Final = tuple(one.value for one in Process)
_MEBIBYTE: Final = 1024 * 1024
_EVERY_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Bytes of each process, and how many sessions were stored by then."""

    seconds: float
    sessions: int
    used: Mapping[str, int]

    @property
    def total(self) -> int:
        """Bytes of all processes."""
        return sum(self.used.values())


class MemorySampler:
    """Looks every five seconds. Use as `async with`."""

    def __init__(self, system: SystemUnderLoad) -> None:
        self.samples: list[Sample] = []
        self._system = system

    async def __aenter__(self) -> "MemorySampler":
        """Begin; the first sample is that of an idle system."""
        self._began = asyncio.get_running_loop().time()
        self.look()
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        """Look a last time."""
        self._task.cancel()
        self.look()

    def look(self) -> None:
        """Add a sample."""
        pids = self._system.processes()
        sample = Sample(
            seconds=asyncio.get_running_loop().time() - self._began,
            sessions=self._system.sessions,
            used={name: proportional_bytes(pids[name]) for name in SERVICES},
        )
        self.samples.append(sample)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_EVERY_SECONDS)
            self.look()


def proportional_bytes(pid: int) -> int:
    """Return the proportional set size of a process."""
    return pss_of(Path(f"/proc/{pid}/smaps_rollup").read_text())


def pss_of(rollup: str) -> int:
    r"""Return the bytes that a smaps_rollup names.

    >>> pss_of("00-ff [rollup]\nRss:  9 kB\nPss:                 100 kB\nPss_Dirty: 5 kB\n")
    102400
    """
    lines = dict(line.split(":", 1) for line in rollup.splitlines() if ":" in line)
    return int(lines["Pss"].split()[0]) * 1024


def memory_bars(samples: list[Sample]) -> list[Bar]:
    """Return the first and the last sample, and the one with the most."""
    idle, last = samples[0], samples[-1]
    most = max(samples, key=lambda one: one.total)
    whens = {
        "idle": idle,
        f"after {last.sessions:,} sessions": last,
        f"at most, at {most.sessions:,} sessions": most,
    }
    return [_bar(when, sample) for when, sample in whens.items()]


def memory_written(samples: list[Sample]) -> list[dict[str, Any]]:
    """Return the samples for JSON."""
    return [asdict(one) for one in samples]


def _bar(when: str, sample: Sample) -> Bar:
    each = (f"{name} {used / _MEBIBYTE:.0f}" for name, used in sample.used.items())
    return Bar(
        number=6,
        what=f"memory of the four processes, {when}, MiB",
        measured=sample.total / _MEBIBYTE,
        detail=", ".join(each),
    )
