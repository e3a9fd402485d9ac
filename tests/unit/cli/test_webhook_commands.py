"""`svar webhooks` against a gateway that says what a test wants, over real HTTP."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.cli.main import build

ID = "0198f000-0000-7000-8000-000000000001"
WEBHOOK = {
    "id": ID,
    "url": "https://example.com/svar",
    "events": ["session.completed"],
    "state": "failing",
    "createdAt": "2026-12-01T11:00:00Z",
    "failingSince": "2026-12-01T11:00:00Z",
    "failure": "HTTP_500",
    "previousSecretUntil": None,
}
DELIVERY = {
    "id": ID,
    "eventId": ID,
    "type": "session.completed",
    "sessionId": ID,
    "state": "parked",
    "attempts": 9,
    "reason": "TIMEOUT",
    "createdAt": "2026-12-01T11:00:00Z",
    "nextTryAt": None,
    "deliveredAt": None,
}


class FakeGateway(ThreadingHTTPServer):
    """Answers by the path, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, Any]] = []
        self.status = 200


class _Handler(BaseHTTPRequestHandler):
    server: FakeGateway

    def _answer(self) -> None:
        length = int(self.headers["Content-Length"] or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.server.asked.append((self.command, self.path, body))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(json.dumps(self._said()).encode())

    def __getattr__(self, name: str) -> Any:
        # Every method is answered alike.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _said(self) -> dict[str, Any]:
        if self.server.status >= 400:
            return {"detail": "There is no such webhook.", "code": "webhook_not_found"}
        if "/deliveries?" in self.path:
            return {"deliveries": [DELIVERY], "nextPageToken": None}
        if self.path == "/v1/webhooks" and self.command == "GET":
            return {"webhooks": [WEBHOOK]}
        return {**WEBHOOK, "secret": "whsec_AAAA", "deliveryId": ID}

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeGateway]:
    with FakeGateway() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("SVAR_URL", f"http://127.0.0.1:{server.server_address[1]}")
        yield server
        server.shutdown()
        thread.join()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(["webhooks"]), ["webhooks", *arguments])


def test_whoever_subscribes_is_shown_the_secret(gateway: FakeGateway) -> None:
    result = run("add", "https://example.com/svar", "session.completed", "reply.late")

    assert result.exit_code == 0
    assert "whsec_AAAA" in result.output
    body = {"url": "https://example.com/svar", "events": ["session.completed", "reply.late"]}
    assert gateway.asked == [("POST", "/v1/webhooks", body)]


def test_without_events_it_is_all_of_them(gateway: FakeGateway) -> None:
    run("add", "https://example.com/svar")

    assert len(gateway.asked[0][2]["events"]) == 8


def test_a_list_says_which_one_fails_and_exits_1(gateway: FakeGateway) -> None:
    result = run("list")

    assert result.exit_code == 1
    for said in (ID, "failing", "HTTP_500", "2026-12-01 11:00:00Z", "session.completed"):
        assert said in result.output
    assert json.loads(run("list", "--json").output) == {"webhooks": [WEBHOOK]}


def test_what_is_parked_is_sent_again_once_the_webhook_is_active(gateway: FakeGateway) -> None:
    result = run("redeliver", ID, "--parked")

    assert (result.exit_code, result.output) == (0, "Queued: 1.\n")
    assert [(method, path.partition("?")[0]) for method, path, _ in gateway.asked] == [
        ("PATCH", f"/v1/webhooks/{ID}"),
        ("GET", f"/v1/webhooks/{ID}/deliveries"),
        ("POST", f"/v1/webhooks/{ID}/deliveries/{ID}/redeliver"),
    ]
    assert gateway.asked[0][2] == {"state": "active"}


@pytest.mark.parametrize("arguments", [(ID,), (ID, ID, "--parked")])
def test_whoever_names_no_delivery_or_too_much_is_told(
    gateway: FakeGateway, arguments: tuple[str, ...]
) -> None:
    result = run("redeliver", *arguments)

    assert result.exception is not None
    assert "--parked" in str(result.exception)
    assert gateway.asked == []


@pytest.mark.parametrize(
    ("arguments", "asked", "said"),
    [
        (("test", ID), ("POST", f"/v1/webhooks/{ID}/test"), "Queued."),
        (("rotate", ID), ("POST", f"/v1/webhooks/{ID}/rotate-secret"), "whsec_AAAA"),
        (("remove", ID), ("DELETE", f"/v1/webhooks/{ID}"), "is removed"),
        (("remove", "a/b"), ("DELETE", "/v1/webhooks/a%2Fb"), "is removed"),
        (
            ("deliveries", ID, "--state", "parked"),
            ("GET", f"/v1/webhooks/{ID}/deliveries?state=parked&pageSize=50"),
            "TIMEOUT",
        ),
    ],
)
def test_each_command_asks_for_what_it_says(
    gateway: FakeGateway, arguments: tuple[str, ...], asked: tuple[str, str], said: str
) -> None:
    result = run(*arguments)

    assert result.exit_code == 0
    assert said in result.output
    assert [one[:2] for one in gateway.asked] == [asked]


def test_a_refusal_is_told_and_exits_1(gateway: FakeGateway) -> None:
    gateway.status = 404

    result = run("test", ID)

    assert (result.exit_code, "There is no such webhook." in result.output) == (1, True)
