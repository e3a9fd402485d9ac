"""`svar send` and `svar export` against a gateway that says what a test wants, over real HTTP."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from services.cli.main import build
from services.cli.rest import RestClient
from services.runtime.errors import ConfigurationError

PHONE = "+4790000001"
ACCEPTED = {
    "sessionId": "s-1",
    "status": "active",
    "expiryTime": "2026-12-01T11:00:00Z",
    "warnings": ["The language is not in the survey."],
}


class FakeGateway(ThreadingHTTPServer):
    """Answers every request the same way and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.answer = 200, dict[str, Any]()
        self.asked: list[tuple[str, str, str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: FakeGateway

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        self.server.asked.append((self.command, self.path, self.headers["Authorization"], body))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGateway]:
    with FakeGateway() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("SVAR_URL", server.url)
        monkeypatch.delenv("SVAR_API_KEY", raising=False)
        yield server
        server.shutdown()
        thread.join()


def test_send_asks_the_gateway_with_the_development_key(gateway: FakeGateway) -> None:
    gateway.status, gateway.answer = 202, ACCEPTED

    result = CliRunner().invoke(build(["send"]), ["send", "id 1", PHONE, "--language", "no"])

    assert result.exit_code == 0
    assert result.output.startswith("Session s-1 is active until 2026-12-01T11:00:00Z.\n")
    body = {
        "identifier": PHONE,
        "identifierType": "Phone",
        "channel": "SMS",
        "languageCode": "no",
    }
    assert gateway.asked == [("POST", "/v1/surveys/id%201/send", "Bearer svar-dev-key", body)]


def test_what_the_gateway_refuses_is_said_place_by_place(gateway: FakeGateway) -> None:
    gateway.status = 400
    gateway.answer = {
        "detail": "It cannot be sent.",
        "code": "invalid_identifier",
        "errors": [{"path": "identifier", "message": "is no number"}],
    }

    result = CliRunner().invoke(build(["send"]), ["send", "1", "12"])

    assert result.exit_code == 1
    assert result.stderr == "It cannot be sent. (invalid_identifier)\n  identifier: is no number\n"


def test_a_key_that_is_no_good_is_wrong_configuration(gateway: FakeGateway) -> None:
    gateway.status, gateway.answer = 401, {"detail": "The key is unknown."}

    result = CliRunner().invoke(build(["export"]), ["export", "1"])

    assert isinstance(result.exception, ConfigurationError)
    assert "SVAR_API_KEY: The key is unknown." in str(result.exception)


def test_an_exported_definition_can_be_read_again(gateway: FakeGateway) -> None:
    definition = {"name": "Etter samtalen", "languages": ["no"], "texts": {"error": {"no": "Æ"}}}
    gateway.answer = {"id": "1", "definition": definition}

    result = CliRunner().invoke(build(["export"]), ["export", "1", "--version", "3"])

    assert yaml.safe_load(result.output) == definition
    assert gateway.asked[0][1] == "/v1/surveys/1?version=3"


def test_the_ports_of_this_machine_may_be_moved_by_one_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("SVAR_URL", "SVAR_HTTP_PORT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("SVAR_PORT_BASE", "9000")

    assert RestClient.from_environment().url == "http://127.0.0.1:9080"


def test_an_address_without_a_scheme_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVAR_URL", "localhost:8080")

    with pytest.raises(ConfigurationError, match="begins with http://"):
        RestClient.from_environment()
