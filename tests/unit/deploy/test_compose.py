"""The compose file: every process, told where the others are, and nothing that its image forbids."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.runtime.addresses import SERVICES, Addresses, Process

FILE = Path(__file__).parents[3] / "deploy" / "compose" / "compose.yaml"


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())["services"]
    return found


@pytest.mark.parametrize("process", Process)
def test_a_process_runs_its_image_on_a_read_only_file_system(process: Process) -> None:
    service = services()[process]

    assert service["image"] == f"${{SVAR_IMAGES:-}}svar-{process}:${{SVAR_TAG:-latest}}"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("process", Process)
def test_a_process_starts_when_the_tables_are_up_to_date(process: Process) -> None:
    wanted = services()[process]["depends_on"]

    assert wanted == {"migrate": {"condition": "service_completed_successfully"}}
    assert services()["migrate"]["command"] == ["svar", "migrate"]


def test_everybody_is_told_the_ports_that_are_listened_on() -> None:
    environment = services()["gateway"]["environment"]
    addresses = Addresses()

    for service in SERVICES:
        assert environment[service.address_variable] == f"{service}:{addresses.port(service)}"
    (published,) = services()["gateway"]["ports"]
    assert published.endswith(f":{addresses.port(Process.GATEWAY)}")


@pytest.mark.parametrize("process", Process)
def test_every_process_is_told_that_plain_text_is_meant(process: Process) -> None:
    """Without that, none of them starts on any other address than this machine's."""
    assert services()[process]["environment"]["SVAR_GRPC_PLAINTEXT"] == "1"


def test_only_the_gateway_and_the_console_are_reachable_from_outside() -> None:
    reachable = [name for name, service in services().items() if "ports" in service]

    assert reachable == ["gateway", "console"]


def test_only_what_faces_the_world_is_on_the_network_that_leads_there() -> None:
    file = yaml.safe_load(FILE.read_text())

    assert file["networks"] == {"inside": {"internal": True}, "outside": None}
    assert {name for name, one in services().items() if "outside" in one["networks"]} == {
        Process.GATEWAY,
        Process.CONSOLE,
        Process.SMS,
        Process.RESULTS,
    }
    assert all("inside" in one["networks"] for one in services().values())


def test_redis_wants_a_password_that_no_list_of_processes_shows() -> None:
    redis = services()["redis"]

    assert "requirepass $$REDIS_PASSWORD" in redis["command"][-1]
    assert "<<END" in redis["command"][-1]
    for process in Process:
        assert "SVAR_REDIS_PASSWORD:?" in services()[process]["environment"]["SVAR_REDIS_URL"]


def test_no_password_is_written_down() -> None:
    text = FILE.read_text()

    assert text.count("SVAR_DATABASE_PASSWORD:?") == 2
    assert "svar-dev-key" not in text


def _can_compose() -> bool:
    try:
        done = subprocess.run(["docker", "compose", "version"], capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@pytest.mark.skipif(not _can_compose(), reason="needs docker compose")
def test_compose_itself_takes_it() -> None:
    environment = {**os.environ, "SVAR_DATABASE_PASSWORD": "secret", "SVAR_REDIS_PASSWORD": "s"}

    command = ["docker", "compose", "--file", str(FILE), "config", "--quiet"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
