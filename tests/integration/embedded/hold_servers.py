"""Not a test: a program that starts embedded servers on a folder and holds them until it dies.

The tests kill it. It prints one line of JSON when both servers answer.
"""

import json
import signal
import sys
from pathlib import Path

from services.cli.embedded.postgres import EmbeddedPostgres
from services.cli.embedded.redis import EmbeddedRedis


def main() -> None:
    """Start both, say where they are, wait."""
    folder = Path(sys.argv[1])
    with (
        EmbeddedPostgres(folder / "postgres") as postgres,
        EmbeddedRedis(folder / "redis") as redis,
    ):
        where = {"postgres": postgres.pid, "redis": redis.pid, "url": postgres.url}
        print(json.dumps(where), flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
