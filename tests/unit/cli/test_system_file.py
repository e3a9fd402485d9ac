"""Commands find the system of a data folder by the file that `svar up` keeps there."""

from pathlib import Path

import pytest

from services.cli.rest import RestClient
from services.cli.system_file import NAME, running_addresses, system_file
from services.runtime.addresses import Addresses, Process


def test_a_command_finds_the_system_while_it_runs(tmp_path: Path) -> None:
    environment = {"SVAR_DATA_DIR": str(tmp_path)}

    with system_file(tmp_path, Addresses.read({"SVAR_PORT_BASE": "9000"})):
        assert running_addresses(environment).port(Process.GATEWAY) == 9080
        assert (
            running_addresses(environment)
            .ready_url(Process.SMS)
            .startswith("http://127.0.0.1:9103")
        )

    assert running_addresses(environment).port(Process.GATEWAY) == 8080
    assert list(tmp_path.iterdir()) == []


def test_ports_in_the_environment_go_first(tmp_path: Path) -> None:
    with system_file(tmp_path, Addresses.read({"SVAR_PORT_BASE": "9000"})):
        for name, port in (("SVAR_HTTP_PORT", "5000"), ("SVAR_PORT_BASE", "4920")):
            given = {"SVAR_DATA_DIR": str(tmp_path), name: port}

            assert running_addresses(given).port(Process.GATEWAY) == 5000


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"ports": []}', b'{"ports": {"SVAR_HTTP_PORT": "x"}}', b"\xff"]
)
def test_a_file_of_another_sort_is_passed_over(content: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(content)

    found = running_addresses({"SVAR_DATA_DIR": str(tmp_path)})

    assert found.port(Process.GATEWAY) == 8080


def test_rest_commands_ask_the_system_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("SVAR_URL", "SVAR_HTTP_PORT", "SVAR_PORT_BASE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SVAR_DATA_DIR", str(tmp_path))

    with system_file(tmp_path, Addresses.read({"SVAR_HTTP_PORT": "9876"})):
        assert RestClient.from_environment().url == "http://127.0.0.1:9876"
