"""Finds the database that a command works on, whether or not the system runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.cli.embedded.postgres import EmbeddedPostgres, running_url
from services.runtime.config import ProcessSettings, load_settings
from services.runtime.errors import ConfigurationError


class DatabaseSettings(ProcessSettings):
    """Where the database is: a server that exists, or one of our own in a folder."""

    data_dir: Path = Path(".svar")
    database_url: str = ""


@contextmanager
def reachable_database() -> Iterator[str]:
    """Yield the URL of the database: of SVAR_DATABASE_URL, else of the folder SVAR_DATA_DIR.

    The server that `svar up` runs on that folder is used; while none runs, one is started for the
    time of the block. Raises ConfigurationError when there is no such folder.
    """
    settings = load_settings(DatabaseSettings)
    folder = settings.data_dir / "postgres"
    url = settings.database_url or running_url(folder)
    if url:
        yield url
        return
    if not folder.is_dir():
        raise ConfigurationError(
            [
                f"There is no data in {settings.data_dir}. Set SVAR_DATABASE_URL, or SVAR_DATA_DIR "
                "to the folder of `svar up`."
            ]
        )
    with EmbeddedPostgres(folder) as server:
        yield server.url
