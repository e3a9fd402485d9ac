"""`svar parked` on a database: what it shows, what it gives back, and how it ends."""

import getpass
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from typer.testing import CliRunner, Result

from services.cli.embedded.folder import LONGEST_SOCKET_PATH
from services.cli.embedded.postgres import EmbeddedPostgres, running_url
from services.cli.main import build
from services.cli.parked_items import AllParked, Kind, all_parked
from services.runtime.errors import ConfigurationError
from services.runtime.ids import new_id
from services.runtime.migrate import upgrade
from services.runtime.parked import Became

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


@contextmanager
def all_parked_at(desk: Desk) -> Iterator[AllParked]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SVAR_DATABASE_URL", desk.url)
        with all_parked() as everything:
            yield everything


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
    assert last == (
        "3 items are parked. See one with: svar parked show ID; "
        "give back with: svar parked retry ID, or --all."
    )


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
    given = desk.svar("retry", desk.reply.upper(), desk.delivery, "--wait", "0")

    assert given.exit_code == 0
    first, *rest = given.output.splitlines()
    assert first == "2 items were given back."
    waiting = "waits: no service has taken it yet (svar status)"
    assert sorted(rest) == sorted(f"  {one}  {waiting}" for one in (desk.reply, desk.delivery))
    assert [item["id"] for item in desk.parked()] == [desk.callback]
    with psycopg.connect(desk.url) as connection:
        row = connection.execute(
            "SELECT lease_until = received_at, attempts, reason FROM sms.inbox"
        ).fetchone()
    assert row == (True, 1, "SURVEY_UNREADABLE")


def test_all_of_a_reason_are_given_back(desk: Desk) -> None:
    by_reason = ["retry", "--all", "--reason", "UNREADABLE", "--wait", "0"]
    assert desk.svar(*by_reason).output.startswith("1 item was given back.\n")
    assert [item["id"] for item in desk.parked()] == [desk.reply, desk.callback]

    assert json.loads(desk.svar("retry", "--all", "--json", "--wait", "0").output) == {
        "givenBack": 2,
        "notParked": [],
        "became": {desk.reply: "waits", desk.callback: "waits"},
    }

    nothing = desk.svar()
    assert (nothing.exit_code, nothing.output) == (0, "Nothing is parked.\n")


def test_what_is_not_parked_is_named_and_the_rest_given_back(desk: Desk) -> None:
    stranger = new_id()

    given = desk.svar("retry", stranger, desk.reply, "--wait", "0")

    assert given.exit_code == 1
    assert given.stdout.startswith("1 item was given back.\n")
    assert given.stderr == f"{stranger} is not parked.\n"


def test_it_is_said_what_became_of_what_was_given_back(desk: Desk) -> None:
    """As a service would: one is done, one is parked again."""
    with all_parked_at(desk) as everything:
        everything.retry([desk.reply, desk.delivery, desk.callback])
        desk.execute("DELETE FROM sessions.outbox")
        desk.execute("UPDATE sms.inbox SET lease_until = NULL, parked_at = now()")

        became = everything.became([desk.reply, desk.delivery, desk.callback])

    assert became == {desk.reply: Became.PARKED, desk.callback: Became.WAITS}


def test_one_item_is_shown_with_what_it_holds_and_nothing_of_people_unless_wanted(
    desk: Desk,
) -> None:
    shown, whole = desk.svar("show", desk.callback), desk.svar("show", desk.callback, "--whole")

    assert shown.exit_code == 0
    assert shown.output.startswith(
        f"{desk.callback}  callback, parked for 30 min because of UNREADABLE"
    )
    assert "raw          (24 characters; --whole shows them)" in shown.output
    assert "secret" not in shown.output
    assert f"{PHONE} secret words" in whole.output
    assert "secret" not in desk.svar("show", desk.reply).output
    held = json.loads(desk.svar("show", desk.reply, "--whole", "--json").output)
    assert (held["kind"], held["content"]["text"]) == ("reply", "secret words")


def test_what_is_dropped_is_gone_for_good(desk: Desk) -> None:
    stranger = new_id()

    dropped = desk.svar("drop", desk.reply, desk.delivery, stranger, "--yes")

    assert dropped.exit_code == 1
    assert dropped.stdout == "2 were dropped.\n"
    assert dropped.stderr == f"{stranger} is not parked, or cannot be dropped alone.\n"
    assert [item["id"] for item in desk.parked()] == [desk.callback]
    assert desk.svar("drop", desk.callback).exit_code == 1, "nobody said yes"
    assert [item["id"] for item in desk.parked()] == [desk.callback]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["show", "17"], "17 is no id", id="no id to show"),
        pytest.param(["drop", "17", "--yes"], "17 is no id", id="no id to drop"),
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
