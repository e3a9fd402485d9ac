"""`svar takeout` writes all of a tenant, and says at the end that it is whole."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from services.cli.main import build
from services.runtime.errors import ConfigurationError

SURVEYS = [
    {"id": "s-1", "name": "After the call", "latestVersion": 2},
    {"id": "s-2", "name": "Draft only", "latestVersion": None},
]


class _Gateway(BaseHTTPRequestHandler):
    """A tenant with two surveys, listed one a page."""

    broken = False

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        match asked.path.removeprefix("/v1/").split("/"):
            case ["surveys"]:
                at = int(query.get("pageToken", "0"))
                following = str(at + 1) if at + 1 < len(SURVEYS) else None
                self._say({"surveys": SURVEYS[at : at + 1], "nextPageToken": following})
            case ["surveys", name, "responses"]:
                lines = 3 if name == "s-1" and query["includeTests"] == "true" else 0
                self._send(b'{"sessionId": "x"}\n' * lines)
            case ["surveys", name]:
                self._say({"definition": {"name": name, "version": query["version"]}})
            case _:
                self._say({"optOuts": [{"phone": "+4790000001"}], "nextPageToken": None})

    def _say(self, answer: object) -> None:
        self._send(json.dumps(answer).encode())

    def _send(self, content: bytes) -> None:
        self.send_response(403 if self.broken and b"optOuts" in content else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Gateway) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("SVAR_URL", f"http://127.0.0.1:{server.server_address[1]}")
        yield
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("gateway")
def test_every_version_every_response_and_every_opt_out_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "acme"

    result = CliRunner().invoke(build(["takeout"]), ["takeout", str(folder)])

    assert result.exit_code == 0, result.output
    written = sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
    assert written == [
        "contents.json",
        "opt-outs.jsonl",
        "s-1/draft.json",
        "s-1/responses.jsonl",
        "s-1/version-1.json",
        "s-1/version-2.json",
        "s-2/draft.json",
        "s-2/responses.jsonl",
    ]
    assert json.loads((folder / "s-1" / "version-2.json").read_text())["version"] == "2"
    contents = json.loads((folder / "contents.json").read_text())
    assert [one["responses"] for one in contents["surveys"]] == [3, 0]
    assert contents["optOuts"] == 1


@pytest.mark.usefixtures("gateway")
def test_what_is_refused_leaves_a_folder_that_does_not_say_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Gateway, "broken", True)

    result = CliRunner().invoke(build(["takeout"]), ["takeout", str(tmp_path)])

    assert result.exit_code == 1 or isinstance(result.exception, ConfigurationError)
    assert not (tmp_path / "contents.json").exists()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    result = CliRunner().invoke(build(["takeout"]), ["takeout", str(tmp_path)])

    assert isinstance(result.exception, ConfigurationError)
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
