"""What a reply and a sent survey cost: the figures that `deploy/CAPACITY.md` is computed from."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import psycopg

from tests.benchmarks.figures import median
from tests.benchmarks.growth import Grown
from tests.benchmarks.rounds import Round
from tests.benchmarks.sending_rates import SendingRates
from tests.benchmarks.system_under_load import LOAD, SystemUnderLoad

_CONNECTIONS: Final = """
    SELECT application_name, count(*) FROM pg_stat_activity
    WHERE application_name LIKE 'svar-%' GROUP BY application_name ORDER BY application_name
"""


async def costs(
    system: SystemUnderLoad,
    rounds: Sequence[Round],
    *,
    sent: Sequence[SendingRates],
    grown: Sequence[Grown],
) -> dict[str, Any]:
    """Return medians: microseconds of each process, bytes written, bytes stored, connections held."""
    replies = [one.saturation.microseconds_per_reply() for one in rounds]
    sends = [one.many_microseconds for one in sent]
    return {
        "reply_microseconds": _medians(replies),
        "send_microseconds": _medians(sends),
        "reply_journal": median(
            [one.saturation.journal.written / one.saturation.replies for one in rounds]
        ),
        "send_journal": median([one.many_journal for one in sent]),
        "session_bytes": grown[-1].stored.bytes_per_session if grown else None,
        "connections": await asyncio.to_thread(connections, system.postgres.url),
    }


def connections(database_url: str) -> dict[str, int]:
    """Return how many connections each service holds."""
    with psycopg.connect(database_url) as connection:
        return {name: int(count) for name, count in connection.execute(_CONNECTIONS)}


def _medians(each: Sequence[Any]) -> dict[str, float]:
    return {name: median([one[name] for one in each]) for name in each[0] if name != LOAD}
