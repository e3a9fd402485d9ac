"""New API keys: shown once, kept as a hash, in an entry that the gateway reads."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from services.access.keys import digest_of
from services.access.keys_file import read_keys
from services.access.rates import Rate
from services.access.scopes import Scope
from services.cli.key import key_app
from services.runtime.errors import ConfigurationError

ARGUMENTS = ["new", "--tenant", "acme", "--scopes", "send,results"]


def test_the_gateway_takes_the_printed_entry_for_the_printed_key(tmp_path: Path) -> None:
    printed = CliRunner().invoke(key_app, ARGUMENTS).output
    key = next(line.strip() for line in printed.splitlines() if line.startswith("  svar_"))
    file = tmp_path / "keys.yaml"
    file.write_text(printed[printed.index("- name:") :])

    found = read_keys(file)[digest_of(key.encode())]

    assert (found.tenant, found.scopes) == ("acme", frozenset({Scope.SEND, Scope.RESULTS}))


def test_json_has_the_key_and_its_entry() -> None:
    printed = json.loads(CliRunner().invoke(key_app, [*ARGUMENTS, "--json"]).output)

    assert printed["hash"] == digest_of(printed["key"].encode())
    assert printed["name"] == "acme"


def test_no_key_is_made_twice() -> None:
    outputs = {CliRunner().invoke(key_app, ARGUMENTS).output for _ in range(5)}

    assert len(outputs) == 5


@pytest.mark.parametrize(
    ("options", "rate"),
    [
        ([], None),
        (["--rate", "20"], Rate(per_second=20, burst=20)),
        (["--rate", "0.5", "--burst", "3"], Rate(per_second=0.5, burst=3)),
        (["--rate", "0"], Rate(per_second=0, burst=1)),
    ],
    ids=["the default of all keys", "a rate", "a rate and a burst", "no limit"],
)
def test_the_gateway_holds_a_key_to_the_limits_asked_for(
    tmp_path: Path, options: list[str], rate: Rate | None
) -> None:
    printed = CliRunner().invoke(key_app, [*ARGUMENTS, *options]).output
    file = tmp_path / "keys.yaml"
    file.write_text(printed[printed.index("- name:") :])

    (key,) = read_keys(file).values()

    assert key.rate == rate


@pytest.mark.parametrize(
    "options",
    [["--rate", "-1"], ["--rate", "1000001"], ["--rate", "1", "--burst", "0"], ["--rate", "nan"]],
    ids=["below zero", "too high", "no burst", "no number"],
)
def test_a_limit_that_the_gateway_would_refuse_is_wrong_usage(options: list[str]) -> None:
    assert CliRunner().invoke(key_app, [*ARGUMENTS, *options]).exit_code == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--tenant", "acme", "--scopes", "send,everything"], "everything is none of send"),
        (["--tenant", "acme", "--scopes", " , "], "nothing is none of send"),
        (["--tenant", "a b", "--scopes", "send"], "--tenant"),
        (["--tenant", "a", "--scopes", "send", "--name", "n" * 65], "--name"),
        (["--tenant", "a", "--scopes", "send", "--burst", "5"], "--burst: needs --rate"),
    ],
    ids=["unknown scope", "no scope", "no tenant's name", "a long name", "a burst alone"],
)
def test_a_key_that_the_gateway_would_refuse_is_not_made(options: list[str], said: str) -> None:
    result = CliRunner().invoke(key_app, ["new", *options])

    assert isinstance(result.exception, ConfigurationError)
    assert said in str(result.exception)


def test_the_entry_is_one_item_of_a_yaml_list() -> None:
    printed = CliRunner().invoke(key_app, ARGUMENTS).output

    entries = yaml.safe_load(printed[printed.index("- name:") :])

    assert [sorted(entry) for entry in entries] == [["hash", "made", "name", "scopes", "tenant"]]
