"""New API keys: shown once, kept as a hash, in an entry that the gateway reads."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from gateway.keys import Scope, digest_of, read_keys
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
    ("options", "said"),
    [
        (["--tenant", "acme", "--scopes", "send,everything"], "everything is none of send"),
        (["--tenant", "acme", "--scopes", " , "], "nothing is none of send"),
        (["--tenant", "a b", "--scopes", "send"], "--tenant"),
    ],
    ids=["unknown scope", "no scope", "no tenant's name"],
)
def test_a_key_that_the_gateway_would_refuse_is_not_made(options: list[str], said: str) -> None:
    result = CliRunner().invoke(key_app, ["new", *options])

    assert isinstance(result.exception, ConfigurationError)
    assert said in str(result.exception)


def test_the_entry_is_one_item_of_a_yaml_list() -> None:
    printed = CliRunner().invoke(key_app, ARGUMENTS).output

    entries = yaml.safe_load(printed[printed.index("- name:") :])

    assert [sorted(entry) for entry in entries] == [["hash", "name", "scopes", "tenant"]]
