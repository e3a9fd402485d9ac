"""What a person does about parked items: looks, mends the database, gives them back."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from services.cli.embedded.postgres import running_url


class Operator:
    """Somebody with a shell on the machine of a system, whose data are in `data`."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def svar(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `svar` as that person would."""
        environment = {name: value for name, value in os.environ.items() if "SVAR" not in name}
        return subprocess.run(
            [sys.executable, "-m", "services.cli", *arguments],
            env={**environment, "SVAR_DATA_DIR": str(self._data)},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def parked(self, *arguments: str) -> list[dict[str, Any]]:
        """List what is parked."""
        ended = self.svar("parked", "--json", *arguments)
        assert ended.returncode in (0, 1), ended.stderr
        items: list[dict[str, Any]] = json.loads(ended.stdout)["items"]
        return items

    def retry(self, *arguments: str) -> int:
        """Give items back; returns how many."""
        ended = self.svar("parked", "retry", "--json", "--wait", "0", *arguments)
        assert ended.returncode == 0, ended.stderr
        given_back: int = json.loads(ended.stdout)["givenBack"]
        return given_back

    def spoil(self, column: str, row: str) -> Any:
        """Put rubbish into a JSON column `schema.table.column` of a row; returns what was there."""
        table, name = column.rsplit(".", 1)
        with self._connection() as connection:
            found = connection.execute(f"SELECT {name} FROM {table} WHERE {row}").fetchone()
            assert found is not None
            connection.execute(
                f"UPDATE {table} SET {name} = %s WHERE {row}", [Jsonb({"elements": "rubbish"})]
            )
            return found[0]

    def mend(self, column: str, row: str, value: Any) -> None:
        """Put back what was there."""
        table, name = column.rsplit(".", 1)
        with self._connection() as connection:
            connection.execute(f"UPDATE {table} SET {name} = %s WHERE {row}", [Jsonb(value)])

    def _connection(self) -> psycopg.Connection[Any]:
        url = running_url(self._data / "postgres")
        assert url is not None
        return psycopg.connect(url, autocommit=True)
