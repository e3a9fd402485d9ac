"""Downloads the responses of a survey as a file: what `svar export --format` does."""

import shutil
import sys
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from services.cli.rest import Answer, RestClient, refusal_of, survey_path
from services.runtime.errors import ConfigurationError

FORMATS: Final = ("json", "jsonl", "csv", "xlsx", "parquet")
_BINARY: Final = ("xlsx", "parquet")
_TIMEOUT_SECONDS: Final = 300.0


def parameter_of(written: str) -> tuple[str, str]:
    """Read one `name=value` of --where; raises ConfigurationError for anything else.

    >>> parameter_of("answer.score=0..6")
    ('answer.score', '0..6')
    """
    name, equals, value = written.partition("=")
    if not equals:
        raise ConfigurationError([f"--where {written}: write it as name=value."])
    return name, value


def download(
    client: RestClient,
    survey_id: str,
    *,
    format: str,
    where: list[tuple[str, str]],
    out: Path | None,
) -> Answer | None:
    """Write the file to a path, or to the standard output; returns what was refused, if it was.

    A file appears under its name only when all of it has come. Raises ConfigurationError when nobody
    answers, or the download breaks off.
    """
    if out is None and format in _BINARY and sys.stdout.isatty():
        raise ConfigurationError(
            [f"A file of type {format} is not for a terminal; give --out FILE."]
        )
    query = urlencode([("format", format), *where])
    address = f"{client.url}{survey_path(survey_id)}/responses?{query}"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {client.key}"})
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            if out is None:
                shutil.copyfileobj(answer, sys.stdout.buffer)
            else:
                unfinished = out.with_name(f"{out.name}.part")
                with unfinished.open("wb") as file:
                    shutil.copyfileobj(answer, file)
                unfinished.replace(out)
    except urllib.error.HTTPError as error:
        return refusal_of(error)
    except (OSError, HTTPException) as exc:
        raise ConfigurationError(
            [f"The download from {client.url} did not come to its end. Is `svar up` running?"]
        ) from exc
    return None
