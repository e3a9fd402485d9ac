"""`svar parked` on a database: what it shows, what it gives back, and how it ends."""

import getpass
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner, Result

from services.cli.embedded.folder import LONGEST_SOCKET_PATH
from services.cli.embedded.postgres import EmbeddedPostgres, running_url
from services.cli.main import build
from services.cli.parked_items import Kind, all_parked
from services.runtime.errors import ConfigurationError
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade

PHONE = "+4790000001"


class Desk:
    """Where somebody sits who has to do with parked items."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.reply = self._add(
            "INSERT INTO sms.inbox (id, tenant, provider, sender, subnumber, phone, text,"
            " received_at, attempts, reason, parked_at) VALUES (%s, 'acme', 'plain', '1960', '',"
            f" '{PHONE}', 'secret words', now(), 1, 'SURVEY_UNREADABLE', now() - interval '2 hours')"
        )
        self.delivery = self._add(
            "INSERT INTO sessions.outbox (id, delivery, attempts, reason, parked_at) VALUES"
            f""" (%s, '{{"tenant": "acme", "address": ["1960", "", "{PHONE}"]}}', 3, 'UNREADABLE',"""
            " now() - interval '1 hour')"
        )
        self.callback = self._add(
            "INSERT INTO sms.unreadable_callbacks (id, provider, reason, raw, received_at) VALUES"
            f" (%s, 'plain', 'not JSON', '{PHONE} secret words',"
            " now() - interval '30 minutes')"
        )

    def svar(self, *arguments: str) -> Result:
        """Run `svar parked` with arguments."""
        runner = CliRunner(env={"SVAR_DATABASE_URL": self.url})
        return runner.invoke(build(["parked"]), ["parked", *arguments])

    def parked(self, *arguments: str) -> list[dict[str, Any]]:
        """List items."""
        items: list[dict[str, Any]] = json.loads(self.svar("--json", *arguments).output)["items"]
        return items

    def execute(self, statement: str, *values: object) -> None:
        """Change the database."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode(), values)

    def _add(self, statement: str) -> str:
        made = new_id()
        self.execute(statement, made)
        return made


@pytest.fixture
def desk(database_url: str) -> Desk:
    """A desk with a parked item of three kinds."""
    for schema in ("sms", "sessions"):
        upgrade(database_url, schema=schema)
    return Desk(database_url)


def test_a_person_sees_items_by_their_reason(desk: Desk) -> None:
    shown = desk.svar()

    assert shown.exit_code == 1
    *lines, last = [line for line in shown.output.splitlines() if line]
    assert [line.split() for line in lines] == [
        ["UNREADABLE"],
        [desk.delivery, "message", "1", "h", "+47******01", "3", "attempts"],
        ["UNREADABLE:", "SURVEY_UNREADABLE"],
        [desk.reply, "reply", "2", "h", "+47******01", "1", "attempt"],
        ["UNREADABLE:", "not", "JSON"],
        [desk.callback, "callback", "30", "min", "0", "attempts"],
    ]
    assert last == "3 items are parked. Give back with: svar parked retry ID, or --all."


def test_nothing_shown_holds_a_phone_or_a_text(desk: Desk) -> None:
    shown = desk.svar().output + desk.svar("--json").output

    assert PHONE not in shown
    assert "secret" not in shown


def test_a_program_is_told_the_same(desk: Desk) -> None:
    answer = json.loads(desk.svar("--json").output)

    assert [item["id"] for item in answer["items"]] == [desk.reply, desk.delivery, desk.callback]
    assert answer["items"][0] | {"since": ""} == {
        "kind": "reply",
        "id": desk.reply,
        "tenant": "acme",
        "phone": "+47******01",
        "since": "",
        "because": "UNREADABLE",
        "reason": "SURVEY_UNREADABLE",
        "attempts": 1,
    }
    assert answer["items"][0]["since"].endswith("Z")
    assert {(one["kind"], one["items"]) for one in answer["counts"]} == {
        ("reply", 1),
        ("message", 1),
        ("callback", 1),
    }


def test_items_are_chosen_by_kind_reason_and_number(desk: Desk) -> None:
    assert [item["id"] for item in desk.parked("--kind", "message")] == [desk.delivery]
    assert [item["id"] for item in desk.parked("--reason", "not JSON")] == [desk.callback]
    assert len(desk.parked("--because", "UNREADABLE")) == 3
    assert desk.parked("--because", "FAULT") == []
    assert [item["id"] for item in desk.parked("--limit", "2")] == [desk.reply, desk.delivery]
    assert "3 items are parked. 2 of them are shown" in desk.svar("--limit", "2").output
    assert desk.svar("--kind", "report").exit_code == 0


def test_every_kind_that_a_service_parks_can_be_chosen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVAR_DATABASE_URL", desk.url)

    with all_parked() as everything:
        kinds = {kind for place in everything.places for kind in place.kinds()}

    assert kinds == set(Kind)


def test_items_are_given_back_by_their_ids(desk: Desk) -> None:
    given = desk.svar("retry", desk.reply.upper(), desk.delivery)

    assert (given.exit_code, given.output) == (0, "2 items were given back.\n")
    assert [item["id"] for item in desk.parked()] == [desk.callback]
    with psycopg.connect(desk.url) as connection:
        row = connection.execute(
            "SELECT lease_until = received_at, attempts, reason FROM sms.inbox"
        ).fetchone()
    assert row == (True, 1, "SURVEY_UNREADABLE")


def test_all_of_a_reason_are_given_back(desk: Desk) -> None:
    assert (
        desk.svar("retry", "--all", "--reason", "UNREADABLE").output == "1 item was given back.\n"
    )
    assert [item["id"] for item in desk.parked()] == [desk.reply, desk.callback]

    assert json.loads(desk.svar("retry", "--all", "--json").output) == {
        "givenBack": 2,
        "notParked": [],
    }

    nothing = desk.svar()
    assert (nothing.exit_code, nothing.output) == (0, "Nothing is parked.\n")


def test_what_is_not_parked_is_named_and_the_rest_given_back(desk: Desk) -> None:
    stranger = new_id()

    given = desk.svar("retry", stranger, desk.reply)

    assert given.exit_code == 1
    assert given.stdout == "1 item was given back.\n"
    assert given.stderr == f"{stranger} is not parked.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["retry"], "Which items", id="nothing named"),
        pytest.param(["retry", new_id(), "--all"], "Which items", id="both"),
        pytest.param(["retry", new_id(), "--kind", "reply"], "Which items", id="narrowed ids"),
        pytest.param(["retry", "17"], "17 is no id", id="no id"),
    ],
)
def test_unclear_wishes_are_a_sentence(desk: Desk, arguments: list[str], said: str) -> None:
    error = desk.svar(*arguments).exception

    assert isinstance(error, ConfigurationError)
    assert said in str(error)
    assert len(desk.parked()) == 3


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("postgresql://svar@127.0.0.1:1/svar", "does not answer", id="nobody there"),
        pytest.param("no url", "SVAR_DATABASE_URL is no URL", id="no URL"),
    ],
)
def test_a_database_that_cannot_be_reached_is_a_sentence(url: str, said: str) -> None:
    error = (
        CliRunner(env={"SVAR_DATABASE_URL": url}).invoke(build(["parked"]), ["parked"]).exception
    )

    assert isinstance(error, ConfigurationError)
    assert said in str(error)


def test_tables_of_another_release_are_a_sentence(database_url: str) -> None:
    runner = CliRunner(env={"SVAR_DATABASE_URL": database_url})

    error = runner.invoke(build(["parked"]), ["parked"]).exception

    assert isinstance(error, ConfigurationError)
    assert "svar migrate" in str(error)


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="svar-parked-") as place:
        yield Path(place)


def test_without_a_database_the_folder_of_svar_up_is_used(folder: Path) -> None:
    data = folder / ("long" * 30)
    assert len(os.fsencode(data)) > LONGEST_SOCKET_PATH
    runner = CliRunner(env={"SVAR_DATABASE_URL": "", "SVAR_DATA_DIR": str(data)})
    error = runner.invoke(build(["parked"]), ["parked"]).exception
    assert isinstance(error, ConfigurationError)
    assert f"There is no data in {data}" in str(error)

    with EmbeddedPostgres(data / "postgres", durable=False) as server:
        for schema in ("sms", "sessions"):
            upgrade(server.url, schema=schema)
        desk = Desk(server.url)
        while_it_runs = runner.invoke(build(["parked"]), ["parked", "--json"])
        assert running_url(data / "postgres") == server.url
    while_it_does_not = runner.invoke(build(["parked"]), ["parked", "--json"])

    assert running_url(data / "postgres") is None
    assert while_it_does_not.output == while_it_runs.output
    assert desk.reply in while_it_runs.output


def test_who_gives_items_back_is_written_down(desk: Desk) -> None:
    desk.svar("retry", desk.reply, desk.delivery, desk.reply.replace("0", "1"))

    with psycopg.connect(desk.url) as connection:
        written = [
            connection.execute(
                f"SELECT operation, object, tenant, actor_kind, actor_name FROM {schema}.audit".encode()
            ).fetchall()
            for schema in ("sms", "sessions")
        ]
    name = getpass.getuser()
    assert written == [
        [("parked.retry", f"reply/{desk.reply}", "acme", "person", name)],
        [("parked.retry", f"message/{desk.delivery}", "acme", "person", name)],
    ]
