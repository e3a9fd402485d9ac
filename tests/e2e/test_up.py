"""`svar up` as a person uses it: ready, kept alive, stopped in order, gone when killed."""

import os
import select
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.runtime.addresses import LOOPBACK
from tests.e2e.system import System, free_ports, running_system

PARTS = ["Postgres", "Redis", "surveys", "sessions", "sms", "results", "gateway", "console"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("svar")


@pytest.fixture(scope="module")
def system(data: Path) -> Iterator[System]:
    with running_system(data=data) as running:
        yield running


def test_the_demo_survey_is_there_and_published(system: System) -> None:
    survey = f"{system.url}/v1/surveys/11111111-1111-4111-8111-111111111111"
    request = urllib.request.Request(survey, headers={"X-API-Key": system.key})

    with urllib.request.urlopen(request, timeout=30) as answer:
        assert b'"published"' in answer.read()


@pytest.mark.parametrize("part", PARTS)
def test_whatever_dies_is_started_again(system: System, part: str) -> None:
    killed = system.kill(part)

    system.wait_for_restart(part, after=killed)
    system.wait_until_serving()


def test_a_second_one_on_the_same_folder_says_so_and_exits_2(system: System, data: Path) -> None:
    second = _up({"SVAR_DATA_DIR": str(data), **free_ports()})

    assert second.returncode == 2
    assert "Another Svar is running on" in second.stderr


def test_a_port_in_use_is_named_with_its_variable(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = _up({**free_ports(), "SVAR_DATA_DIR": str(tmp_path), "SVAR_SMS_PORT": port})

    assert ended.returncode == 2
    assert f"Port {port} is in use by another program; set SVAR_SMS_PORT" in ended.stderr


def test_a_service_that_is_configured_wrongly_stops_the_start(tmp_path: Path) -> None:
    ended = _up(
        {
            **free_ports(),
            "SVAR_DATA_DIR": str(tmp_path),
            "SVAR_API_KEYS_FILE": str(tmp_path / "missing.yaml"),
        }
    )

    assert ended.returncode == 2
    assert "SVAR_API_KEYS_FILE" in ended.stderr


def test_it_stops_everything_in_order_and_exits_0(tmp_path: Path) -> None:
    with running_system(data=tmp_path) as system:
        code = system.stop(request=signal.SIGINT)

    assert code == 0
    stopped = [line for line in system.lines if line.startswith("stopped ")]
    assert stopped == [
        f"stopped {name}"
        for name in (
            "console",
            "gateway",
            "results",
            "sms",
            "sessions",
            "surveys",
            "Redis",
            "Postgres",
        )
    ]


def test_without_a_port_for_the_console_it_says_so_and_goes_on(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = str(taken.getsockname()[1])
        with running_system(data=tmp_path, environment={"SVAR_CONSOLE_PORT": port}) as system:
            said = f"Port {port} is in use by another program; set SVAR_CONSOLE_PORT to a free one."

            assert f"{said} Going on without the console." in system.lines
            assert "console" not in system.pids()
            assert system.stop() == 0


def test_killing_it_leaves_nothing_running(tmp_path: Path) -> None:
    with running_system(data=tmp_path) as system:
        parts = [os.pidfd_open(pid) for pid in system.pids().values()]

        os.kill(system.pid, signal.SIGKILL)

        left = parts
        while left:
            ended, _, _ = select.select(left, [], [], 30.0)
            assert ended, f"{len(left)} processes outlive their parent"
            left = [descriptor for descriptor in left if descriptor not in ended]
    for descriptor in parts:
        os.close(descriptor)


def _up(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services.cli", "up"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
