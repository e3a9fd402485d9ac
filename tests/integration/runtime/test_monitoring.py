"""What a probe and a scraper get."""

import http.client
import json
from collections.abc import Iterator

import pytest

from services.runtime.health import Health
from services.runtime.monitoring import MonitoringServer


class Switch:
    """Something that is on or off."""

    on = True


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def port(switch: Switch) -> Iterator[int]:
    health = Health(required={"postgres": lambda: switch.on}, optional={"redis": lambda: False})
    server = MonitoringServer(health, host="127.0.0.1", port=0)
    yield server.port
    server.close()


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, body


def test_a_process_that_runs_is_healthy_even_without_its_database(
    port: int, switch: Switch
) -> None:
    switch.on = False

    assert get(port, "/healthz")[0] == 200


def test_readiness_says_which_check_failed(port: int, switch: Switch) -> None:
    ready = get(port, "/readyz")
    switch.on = False
    not_ready = get(port, "/readyz")

    assert (ready[0], not_ready[0]) == (200, 503)
    assert json.loads(ready[1])["checks"] == {"postgres": True, "redis": False}
    assert json.loads(not_ready[1]) == {
        "ready": False,
        "checks": {"postgres": False, "redis": False},
    }


def test_metrics_are_there_for_a_scraper(port: int) -> None:
    get(port, "/readyz")

    status, body = get(port, "/metrics")

    assert status == 200
    assert 'svar_healthy{check="postgres"} 1.0' in body


def test_anything_else_is_not_found(port: int) -> None:
    assert get(port, "/")[0] == 404
