"""`svar publish` against the real gateway and the real surveys service, with a store in memory."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from svar.surveys.v1.survey_service_pb2_grpc import add_SurveyServiceServicer_to_server
from typer.testing import CliRunner

from services.access.access import Access
from services.access.keys import DEVELOPMENT_KEY, DevelopmentKeys
from services.cli.main import build
from services.cli.publication import NotPublishedError, Publisher
from services.cli.publication_file import Publication
from services.cli.rest import Answer, RestClient
from services.cli.survey_file import load_survey_file
from services.runtime.errors import ConfigurationError
from services.runtime.server import GrpcServer, Servicer
from services.surveys.adapters.bulkhead import Bulkhead
from services.surveys.adapters.tenant_styles import ConfiguredTenantStyles
from services.surveys.adapters.xlsforms import read_xlsform
from services.surveys.main import NAME
from services.surveys.servicer import SurveyServicer
from tests.fakes.fake_surveys import FakeSurveys
from tests.fakes.http_gateway import Gateway, running_gateway
from tests.fakes.manual_clock import ManualClock

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOBODY = "127.0.0.1:1"
SURVEY = """
name: Short
defaultLanguage: en
languages: [en, no]
elements:
  - {id: score, type: scale, min: 1, max: 5, text: {en: "How was it?", no: "Hvordan var det?"}}
  - {id: done, type: completion, text: {en: Bye., no: Ha det.}}
"""


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    styles = ConfiguredTenantStyles("")
    servicer = SurveyServicer(
        FakeSurveys(), styles=styles, clock=ManualClock(NOON), turns=Bulkhead(), forms=read_xlsform
    )
    served = Servicer(name=NAME, register=add_SurveyServiceServicer_to_server, servicer=servicer)
    server = GrpcServer([served], threads=4)
    surveys = f"127.0.0.1:{server.start(host='127.0.0.1', port=0)}"
    addresses = {"surveys": surveys, "sessions": NOBODY, "sms": NOBODY, "results": NOBODY}
    with running_gateway(addresses, Access(keys=DevelopmentKeys())) as gateway:
        monkeypatch.setenv("SVAR_URL", gateway.url)
        monkeypatch.delenv("SVAR_API_KEY", raising=False)
        yield gateway
    server.stop(grace=0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "short.yaml"
    path.write_text(SURVEY)
    return path


def publish(file: Path, *options: str) -> dict[str, Any]:
    """What `svar publish --json` says, with its exit code."""
    arguments = ["publish", str(file), "--json", *options]
    result = CliRunner().invoke(build(["publish"]), arguments)
    said: dict[str, Any] = json.loads(result.stdout)
    return said | {"code": result.exit_code, "said": result.stderr}


def edit(file: Path, text: str = "And how was it?") -> None:
    file.write_text(file.read_text().replace("How was it?", text))


def surveys_of(gateway: Gateway) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = gateway.call("GET", "/v1/surveys").json["surveys"]
    return listed


def test_a_file_is_published_as_a_new_survey_which_is_remembered(
    gateway: Gateway, file: Path
) -> None:
    result = CliRunner().invoke(build(["publish"]), ["publish", str(file)])

    (survey,) = surveys_of(gateway)
    assert (survey["name"], survey["state"], survey["latestVersion"]) == ("Short", "published", 1)
    assert result.exit_code == 0
    assert result.output.startswith(f"Published version 1 of survey {survey['id']} ")
    remembered = yaml.safe_load(file.with_suffix(".published").read_text())
    assert remembered == {survey["id"]: {"version": 1, "at": gateway.url}}


def test_publishing_an_unchanged_file_again_changes_nothing(gateway: Gateway, file: Path) -> None:
    first = publish(file)
    before = surveys_of(gateway)

    again = CliRunner().invoke(build(["publish"]), ["publish", str(file)])

    assert (first["version"], first["new"]) == (1, True)
    assert again.exit_code == 0
    assert "nothing to publish" in again.output
    assert surveys_of(gateway) == before


def test_a_changed_file_is_the_next_version_of_the_same_survey(
    gateway: Gateway, file: Path
) -> None:
    first = publish(file)
    edit(file)

    second = publish(file)

    assert (second["id"], second["version"], second["new"]) == (first["id"], 2, True)
    assert len(surveys_of(gateway)) == 1


def test_what_is_published_is_what_the_file_says(gateway: Gateway, file: Path) -> None:
    published = publish(file)

    exported = CliRunner().invoke(build(["export"]), ["export", str(file), "--version", "1"])

    assert published["warnings"] == []
    said = yaml.safe_load(exported.output)
    written = yaml.safe_load(SURVEY.replace("no:", "'no':").replace("no]", "'no']"))
    assert {name: said[name] for name in written} == written


def test_a_survey_with_problems_changes_nothing(gateway: Gateway, file: Path) -> None:
    publish(file)
    before = surveys_of(gateway)
    file.write_text(SURVEY.replace("id: done", "id: score"))

    refused = publish(file)

    assert (refused["code"], refused["published"]) == (1, False)
    assert refused["said"].startswith(f"problem  {file}:7 score (elements[1].id): ")
    assert [one["path"] for one in refused["problems"]] == ["elements[1].id"]
    assert surveys_of(gateway) == before


def test_a_survey_that_somebody_else_has_changed_is_left_alone(
    gateway: Gateway, file: Path
) -> None:
    survey = publish(file)["id"]
    gateway.call("PUT", f"/v1/surveys/{survey}", json={"name": "Theirs"})
    edit(file)

    refused = publish(file)

    assert refused["code"] == 1
    assert "Somebody else has changed survey" in refused["said"]
    assert [one["name"] for one in surveys_of(gateway)] == ["Theirs"]


def test_a_survey_that_somebody_else_has_published_is_left_alone_unless_asked(
    gateway: Gateway, file: Path, tmp_path: Path
) -> None:
    survey = publish(file)["id"]
    (tmp_path / "theirs").mkdir()
    theirs = tmp_path / "theirs" / "short.yaml"
    theirs.write_text(SURVEY)
    edit(theirs, "Was it good?")
    assert publish(theirs, "--survey", survey)["version"] == 2
    edit(file)

    refused, overwritten = publish(file), publish(file, "--overwrite")

    assert refused["code"] == 1
    assert "version 1 came from this file, the newest is 2" in refused["said"]
    assert (overwritten["id"], overwritten["version"]) == (survey, 3)


class HurriedColleague(RestClient):
    """Sees to it that somebody else changes a survey just before we do."""

    def put(self, path: str, body: dict[str, Any], *, etag: str) -> Answer:
        super().put(path, {"name": "Theirs"}, etag=etag)
        return super().put(path, body, etag=etag)


def test_a_change_by_somebody_else_at_the_same_moment_is_not_lost(
    gateway: Gateway, file: Path
) -> None:
    survey = publish(file)["id"]
    edit(file)
    client = HurriedColleague(url=gateway.url, key=DEVELOPMENT_KEY)
    publisher = Publisher(client=client, source="here", remember=print)

    with pytest.raises(NotPublishedError, match="Somebody else has changed survey"):
        publisher.publish(load_survey_file(file), Publication(id=survey, version=1))

    assert [one["name"] for one in surveys_of(gateway)] == ["Theirs"]


def test_pausing_and_resuming_is_no_change_of_the_survey(gateway: Gateway, file: Path) -> None:
    survey = publish(file)["id"]
    gateway.call("POST", f"/v1/surveys/{survey}/pause")
    edit(file)

    assert publish(file)["version"] == 2
    assert [one["state"] for one in surveys_of(gateway)] == ["paused"]


def test_an_attempt_that_was_cut_short_is_taken_up_and_makes_no_second_survey(
    gateway: Gateway, file: Path
) -> None:
    created = gateway.call("POST", "/v1/surveys", json={"name": "Begun"}).json["id"]
    remembered = {gateway.url: {"id": created, "version": 0}}
    file.with_suffix(".published").write_text(yaml.safe_dump(remembered))

    published = publish(file)

    assert (published["id"], published["version"]) == (created, 1)
    assert len(surveys_of(gateway)) == 1


class BrokenLine(RestClient):
    """Loses every answer about publishing, and so leaves a draft behind."""

    def post(self, path: str, body: dict[str, Any], *, once: str = "") -> Answer:
        if path.endswith("/publish"):
            raise ConfigurationError(["Nobody answers."])
        return super().post(path, body, once=once)


def test_a_survey_whose_answer_was_lost_is_taken_up(gateway: Gateway, file: Path) -> None:
    client = BrokenLine(url=gateway.url, key=DEVELOPMENT_KEY)
    cut_short = Publisher(client=client, source=str(file.resolve()), remember=print)
    with pytest.raises(ConfigurationError):
        cut_short.publish(load_survey_file(file), None)

    published = publish(file)

    assert published["version"] == 1
    assert len(surveys_of(gateway)) == 1


def test_one_system_may_have_two_addresses(
    gateway: Gateway, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(file)
    monkeypatch.setenv("SVAR_URL", gateway.url.replace("127.0.0.1", "localhost"))
    edit(file)

    second = publish(file)

    assert (second["id"], second["version"]) == (first["id"], 2)


def test_a_second_survey_of_one_name_is_made_only_when_asked(gateway: Gateway, file: Path) -> None:
    copy = file.with_name("copy.yaml")
    copy.write_text(file.read_text())
    first = publish(file)

    refused, another = publish(copy), publish(copy, "--new")

    assert refused["code"] == 1
    assert (
        f'There is a survey named "Short" at {gateway.url} already: {first["id"]}'
        in refused["said"]
    )
    assert another["id"] != first["id"]
    assert publish(copy)["id"] == another["id"]


def test_a_survey_that_is_gone_is_published_anew_only_when_asked(
    gateway: Gateway, file: Path
) -> None:
    gone = {gateway.url: {"id": "11111111-1111-4111-8111-111111111111", "version": 4}}
    file.with_suffix(".published").write_text(yaml.safe_dump(gone))

    refused, anew = publish(file), publish(file, "--new")

    assert refused["code"] == 1
    assert "use --new" in refused["said"]
    assert (anew["code"], anew["version"]) == (0, 1)
    assert publish(file)["id"] == anew["id"]


def test_each_system_has_a_survey_of_its_own(gateway: Gateway, file: Path) -> None:
    elsewhere = {"https://svar.example.com": {"id": "another", "version": 7}}
    file.with_suffix(".published").write_text(yaml.safe_dump(elsewhere))

    published = publish(file)

    assert published["version"] == 1
    remembered = yaml.safe_load(file.with_suffix(".published").read_text())
    assert remembered == {
        "another": {"version": 7, "at": "https://svar.example.com"},
        published["id"]: {"version": 1, "at": gateway.url},
    }


def test_an_archived_survey_cannot_be_published(gateway: Gateway, file: Path) -> None:
    survey = publish(file)["id"]
    gateway.call("POST", f"/v1/surveys/{survey}/archive")
    edit(file)

    refused = publish(file)

    assert (refused["code"], refused["detail"]) == (1, "An archived survey cannot be changed.")


@pytest.mark.parametrize(
    ("written", "options", "said"),
    [
        ("http://a: 7", [], "short.published: must say for each survey id"),
        ("{", [], "short.published: must say for each survey id"),
        ("{}", ["--new", "--survey", "1"], "--new and --survey exclude each other."),
    ],
    ids=["another shape", "no YAML", "two wishes at once"],
)
def test_what_cannot_be_meant_is_wrong_usage(
    gateway: Gateway, file: Path, written: str, options: list[str], said: str
) -> None:
    file.with_suffix(".published").write_text(written)

    result = CliRunner().invoke(build(["publish"]), ["publish", str(file), *options])

    assert isinstance(result.exception, ConfigurationError)
    assert said in str(result.exception)
    assert surveys_of(gateway) == []


def test_a_file_that_is_not_published_cannot_be_sent(gateway: Gateway, file: Path) -> None:
    result = CliRunner().invoke(build(["send"]), ["send", str(file), "+4790000001"])

    assert isinstance(result.exception, ConfigurationError)
    assert f"svar publish {file}" in str(result.exception)
