"""`svar send` and `svar show` against a gateway that says what a test wants, over real HTTP."""

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


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_definition_that_is_shown_can_be_read_again(gateway: FakeGateway, command: str) -> None:
    definition = {"name": "Etter samtalen", "languages": ["no"], "texts": {"error": {"no": "Æ"}}}
    gateway.answer = {"id": "1", "definition": definition}

    result = CliRunner().invoke(build([command]), [command, "1", "--version", "3"])

    assert yaml.safe_load(result.output) == definition
    assert gateway.asked[0][1] == "/v1/surveys/1?version=3"


QUEUE = {
    "elementId": "why",
    "type": "multipleChoice",
    "text": "[queue]",
    "reason": "not_a_choice",
    "count": 2,
    "newestAt": "2026-11-01T11:00:00Z",
    "alias": "queue",
}
RIDDLE = QUEUE | {"elementId": "score", "text": "8 zzz", "reason": "unsure", "alias": None}


def test_what_was_not_understood_is_shown_by_question(gateway: FakeGateway) -> None:
    gateway.answer = {"replies": [QUEUE, RIDDLE]}

    result = CliRunner().invoke(build(["misunderstood"]), ["misunderstood", "1"])

    assert result.exit_code == 0
    assert gateway.asked[0][:2] == ("GET", "/v1/surveys/1/misunderstood")
    score, why = result.output.strip().split("\n\n")
    assert score.startswith("score\n")
    assert "8 zzz" in score
    assert why.startswith("why\n")
    assert why.split()[-4:] == ["2026-11-01T11:00:00Z", "[queue]", "not_a_choice", "queue"]


def test_what_was_not_understood_is_printed_as_json(gateway: FakeGateway) -> None:
    gateway.answer = {"replies": [QUEUE]}

    result = CliRunner().invoke(build(["misunderstood"]), ["misunderstood", "1", "--json"])

    assert json.loads(result.output) == [QUEUE]


def test_that_everything_was_understood_is_said(gateway: FakeGateway) -> None:
    gateway.answer = {"replies": []}

    result = CliRunner().invoke(build(["misunderstood"]), ["misunderstood", "1"])

    assert result.output == "Everything was understood.\n"


def test_misunderstood_of_no_survey_is_refused_with_the_reason(gateway: FakeGateway) -> None:
    gateway.status, gateway.answer = 404, {"detail": "There is no such survey."}

    result = CliRunner().invoke(build(["misunderstood"]), ["misunderstood", "1"])

    assert result.exit_code == 1
    assert result.stderr.startswith("There is no such survey.")


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


def test_variables_go_with_a_survey(gateway: FakeGateway) -> None:
    gateway.status, gateway.answer = 202, ACCEPTED

    typed = ["send", "1", PHONE, "--variable", "agentId=1234", "--variable", "note=a=b"]
    result = CliRunner().invoke(build(["send"]), typed)

    assert result.exit_code == 0
    assert gateway.asked[0][3]["userSessionVariables"] == [
        {"key": "agentId", "value": "1234"},
        {"key": "note", "value": "a=b"},
    ]


@pytest.mark.parametrize("typed", ["agentId", "=1234", f"a={'x' * 513}", f"{'k' * 65}=1"])
def test_a_variable_that_is_none_is_a_sentence(gateway: FakeGateway, typed: str) -> None:
    result = CliRunner().invoke(build(["send"]), ["send", "1", PHONE, "--variable", typed])

    assert "write KEY=VALUE" in str(result.exception)
    assert gateway.asked == []


SURVEY = {
    "id": "id-1",
    "name": "Clinic",
    "state": "published",
    "latestVersion": 3,
    "hasUnpublishedChanges": True,
    "languages": ["en", "no"],
    "updatedAt": "2026-12-01T11:00:00.123Z",
}
SESSION: dict[str, Any] = {
    "sessionId": "s-1",
    "surveyId": "id-1",
    "surveyVersion": 3,
    "identifier": PHONE,
    "languageCode": "en",
    "state": "active",
    "currentElement": "why",
    "createdAt": "2026-12-01T11:00:00Z",
    "expiryTime": "2026-12-04T11:00:00Z",
    "warnings": ["A note."],
    "variables": [{"key": "agentId", "value": "1234"}],
}
MESSAGES = [
    {"direction": "out", "kind": "question", "status": "delivered", "text": "How was [it]?"},
    {"direction": "in", "kind": "reply", "status": "received", "text": "8, but slow"},
]
ANSWER = {"elementId": "score", "value": 8, "label": None, "comment": "but slow", "attempts": 1}
DETAILS = {
    **SESSION,
    "answers": [ANSWER],
    "messages": [{**one, "at": "2026-12-01T11:00:02.5Z"} for one in MESSAGES],
    "nextMessagesPageToken": None,
}


def test_surveys_are_listed_in_one_line_each(gateway: FakeGateway) -> None:
    gateway.answer = {"surveys": [SURVEY], "nextPageToken": None}

    result = CliRunner().invoke(build(["surveys"]), ["surveys"])

    assert result.exit_code == 0
    head, line = result.output.splitlines()
    assert head.split() == ["survey", "name", "state", "version", "languages", "changed"]
    assert line.startswith("id-1    Clinic  published  3 and a changed draft  en, no")


def test_lists_are_read_page_by_page_as_far_as_they_are_wanted(gateway: FakeGateway) -> None:
    gateway.answer = {"surveys": [SURVEY, SURVEY], "nextPageToken": "more"}

    result = CliRunner().invoke(build(["surveys"]), ["surveys", "--limit", "3", "--json"])

    assert len(json.loads(result.output)) == 3
    paths = [path for _, path, _, _ in gateway.asked]
    assert paths == ["/v1/surveys?pageSize=3", "/v1/surveys?pageSize=3&pageToken=more"]


def test_sessions_are_found_by_what_is_known_of_them(gateway: FakeGateway) -> None:
    gateway.answer = {"sessions": [SESSION], "nextPageToken": None}

    typed = ["sessions", "id-1", "--phone", PHONE, "--state", "active", "--since", "2026-12-01"]
    result = CliRunner().invoke(build(["sessions"]), typed)

    assert result.exit_code == 0
    assert "s-1      2026-12-01 11:00:00Z  +4790000001  active  why  id-1" in result.output
    wishes = "surveyId=id-1&identifier=%2B4790000001&state=active&from=2026-12-01&pageSize=50"
    assert gateway.asked[0][1] == f"/v1/sessions?{wishes}"


def test_a_session_is_shown_as_a_conversation(gateway: FakeGateway) -> None:
    gateway.answer = DETAILS

    result = CliRunner().invoke(build(["session"]), ["session", "s-1"])

    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert lines[0] == f"Session s-1 with {PHONE} is active."
    assert "It waits for an answer to why, until 2026-12-04 11:00:00Z." in lines
    assert "agentId = 1234" in lines
    (ours,) = [line for line in lines if "How was [it]?" in line]
    (theirs,) = [line for line in lines if "8, but slow" in line]
    assert ours.startswith("│")
    assert theirs.startswith(" " * 20)
    assert lines[-1].split() == ["score", "8", "but", "slow", "1"]


def test_a_session_that_is_none_is_exit_code_1(gateway: FakeGateway) -> None:
    gateway.status, gateway.answer = 404, {"detail": "There is no such session."}

    result = CliRunner().invoke(build(["session"]), ["session", "s-1"])

    assert (result.exit_code, result.stderr) == (1, "There is no such session. (404)\n")


@pytest.mark.parametrize("well", [True, False])
def test_the_status_names_each_service(gateway: FakeGateway, well: bool) -> None:
    gateway.status = 200 if well else 503
    gateway.answer = {"ready": well, "checks": {"sms": well}, "warnings": ["The keys file."]}

    result = CliRunner().invoke(build(["status"]), ["status"])

    assert result.exit_code == (0 if well else 1)
    first, sms, note = result.output.splitlines()
    assert first == f"Svar at {gateway.url} {'takes work' if well else 'does not take work'}."
    assert sms.split() == ["sms", *(["well"] if well else ["does", "not", "answer"])]
    assert note == "Note: The keys file."


def test_of_a_phone_that_gets_nothing_it_is_said_why_and_until_when(gateway: FakeGateway) -> None:
    until = "A survey went to the phone on 2026-12-01; for 30 days, until 2026-12-31T11:00:00Z, no other does."
    suppressed = {"status": "suppressed", "reason": "quarantined", "warnings": [until]}
    gateway.status, gateway.answer = 202, {**ACCEPTED, **suppressed}

    result = CliRunner().invoke(build(["send"]), ["send", "1", PHONE])

    assert result.exit_code == 0
    assert result.output == f"Nothing is sent: quarantined (session s-1).\nNote: {until}\n"
