"""The gateway as a process of its own: how it starts, how it stops, and why it does not start."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def run(**environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "gateway"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(**environment: str) -> str:
    """Start it, expect exit code 2, and return what it says."""
    process = run(**environment)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2, said
    return said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_when_it_is_ready_and_stops_cleanly(number: signal.Signals) -> None:
    process = run(SVAR_HTTP_PORT="0", SVAR_LOG_FORMAT="json")
    assert process.stderr is not None
    try:
        assert '"ready"' in process.stderr.readline()
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()

    assert process.returncode == 0, said
    assert '"stopped"' in said


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        said = refusal(SVAR_HTTP_PORT=str(port))

    assert f"SVAR_HTTP_PORT is {port}" in said
    assert "in use by another program" in said


def test_the_development_key_is_not_offered_to_the_world() -> None:
    said = refusal(SVAR_HTTP_PORT="0", SVAR_HTTP_HOST="0.0.0.0")

    assert "SVAR_API_KEYS_FILE" in said
    assert "SVAR_HTTP_HOST" in said


def test_every_mistake_of_the_keys_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text("- {name: a, tenant: t, scopes: [fly], hash: x}\n")

    said = refusal(SVAR_HTTP_PORT="0", SVAR_API_KEYS_FILE=str(path))

    assert "[0].scopes[0]" in said
    assert "[0].hash" in said


def test_a_setting_that_is_no_port_is_named() -> None:
    assert "SVAR_HTTP_PORT" in refusal(SVAR_HTTP_PORT="eighty")
