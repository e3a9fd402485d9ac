"""What is answered on a phone is in the figures, the files and the feed within seconds."""

import json
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from services.runtime.addresses import SERVICES
from services.runtime.database import Database
from tests.e2e.system import System, running_system
from tests.fakes.searching import places_of

SURVEY = "/v1/surveys/11111111-1111-4111-8111-111111111111"
PHONE = "+4790000077"
SECONDS = 30.0


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    with running_system() as running:
        yield running


def call(system: System, method: str, path: str, body: object = None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    headers = {"X-API-Key": system.key, "Content-Type": "application/json"}
    request = urllib.request.Request(system.url + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        content: bytes = answer.read()
        return content


def figures_when(system: System, **wanted: int) -> dict[str, Any]:
    """Ask for figures until they say what is wanted."""
    deadline = time.monotonic() + SECONDS
    while True:
        found: dict[str, Any] = json.loads(call(system, "GET", f"{SURVEY}/results?groupBy=agentId"))
        if wanted.items() <= found.items():
            return found
        assert time.monotonic() < deadline, found
        time.sleep(0.2)  # figures can only be asked for again


def test_an_answer_from_a_phone_is_in_everything_until_the_phone_is_forgotten(
    system: System,
) -> None:
    variables = [{"key": "agentId", "value": "1234"}]
    body = {"identifier": PHONE, "identifierType": "Phone", "channel": "SMS"}
    call(
        system,
        "POST",
        f"{SURVEY}/send",
        {**body, "userSessionVariables": variables, "clientReference": "call-4711"},
    )
    figures_when(system, sent=1, answered=0)
    # As soon as the question can have been read.
    deadline = time.monotonic() + SECONDS
    while b"1-10?" not in call(system, "GET", f"/v1/handset/{PHONE}"):
        assert time.monotonic() < deadline
        time.sleep(0.2)  # a phone can only be looked at again
    time.sleep(1.5)  # nobody reads and answers within thinkSeconds

    call(system, "POST", f"/v1/handset/{PHONE}", {"text": "8"})
    found = figures_when(system, sent=1, answered=1)

    assert found["groups"][0]["key"] == "1234"
    exported = call(system, "GET", f"{SURVEY}/responses?format=csv").decode()
    assert f",{PHONE},en," in exported
    changes = json.loads(call(system, "GET", f"{SURVEY}/responses/changes"))
    assert [one["answers"][0]["value"] for one in changes["responses"]] == [8]

    asked = json.loads(call(system, "POST", f"/v1/contacts/{PHONE}/erase"))

    deadline = time.monotonic() + SECONDS
    while PHONE.encode() in call(system, "GET", f"{SURVEY}/responses?format=csv"):
        assert time.monotonic() < deadline
        time.sleep(0.2)  # a file can only be asked for again

    assert b"1234" not in call(system, "GET", f"{SURVEY}/responses?format=json")
    assert figures_when(system, answered=1)["questions"][0]["mean"] == 8
    path = f"/v1/erasures/{asked['erasure']['id']}"
    while json.loads(call(system, "GET", path))["waiting"]:
        assert time.monotonic() < deadline
        time.sleep(0.2)  # an erasure can only be looked at again
    # The erasure itself lets go of it after its second look.
    assert set(everywhere(system, PHONE, "call-4711")) <= {f"erasures.phone: {PHONE}"}


def everywhere(system: System, *words: str) -> Iterator[str]:
    """Yield where the words stand, in every column of every table."""
    line = next(one for one in system.lines if one.strip().startswith("Postgres "))
    database = Database(line.split()[1], connections=1, application="test")
    try:
        for schema in SERVICES:
            yield from places_of(database, schema, words)
    finally:
        database.close()
