"""The example of a receiver takes what is proven, and nothing else."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from socket import create_server

import pytest
from standardwebhooks import Webhook

EXAMPLE = Path(__file__).parents[3] / "services" / "results" / "examples" / "receiver.py"
SECRET = "whsec_" + "QUFB" * 8


@pytest.fixture
def receiver() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "WEBHOOK_SECRET": SECRET, "PORT": str(port)}
    with subprocess.Popen(
        [sys.executable, str(EXAMPLE)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"Listening on 127.0.0.1:{port}\n"
        yield f"http://127.0.0.1:{port}/", process
        process.terminate()


def post(url: str, body: str, signature: str, at: datetime) -> int:
    headers = {
        "webhook-id": "1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
    request = urllib.request.Request(url, body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_the_example_takes_what_is_proven_and_prints_it(
    receiver: tuple[str, "subprocess.Popen[str]"],
) -> None:
    url, process = receiver
    body, now = '{"type": "webhook.test", "data": {}}', datetime.now(UTC).replace(microsecond=0)
    signature = Webhook(SECRET).sign("1", now, body)

    assert post(url, body, signature, now) == 204
    assert post(url, body.replace("test", "tost"), signature, now) == 401

    assert process.stdout is not None
    assert process.stdout.readline() == "1 webhook.test {}\n"
