"""What stands before every page: sign-in, rights, tokens, foreign sites, headers, failures."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as pb

from services.access.access import Access
from services.access.keys_file import FileKeys
from services.access.rates import RateLimits, rate_of
from services.access.scopes import Scope, granted
from services.console.http.headers import POLICY
from services.console.routes import PAGES
from services.runtime.errors import unavailable
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console, running_console

HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} \u202eabc"
_ID = "11111111-1111-4111-8111-111111111111"


def keys_file(path: Path, **scopes: list[str]) -> Path:
    """Write a file of keys, each named after its key."""
    entries = [
        f"- {{name: {name}, tenant: acme, scopes: [{', '.join(named)}], made: 2026-11-29, "
        f"hash: {sha256(name.encode()).hexdigest()}}}"
        for name, named in scopes.items()
    ]
    path.write_text("\n".join(entries), encoding="utf-8")
    return path


def test_nobody_gets_in_without_a_key_and_comes_back_to_the_page_wanted(
    console: Console, services: FakeServices
) -> None:
    services.surveys.will("ListSurveys", pb.ListSurveysResponse())

    away = console.get("/surveys?state=draft")
    refused = console.post("/sign-in", {"key": "no such key", "next": "/surveys?state=draft"})
    let_in = console.post("/sign-in", {"key": "svar-dev-key", "next": "/surveys?state=draft"})

    assert away.headers["location"] == "/sign-in?next=/surveys%3Fstate%3Ddraft"
    assert (refused.status, refused.cookies) == (401, {})
    assert 'aria-invalid="true"' in refused.text
    assert (let_in.status, let_in.headers["location"]) == (303, "/surveys?state=draft")
    assert console.get("/surveys").status == 200


def test_the_cookie_is_for_the_server_alone_and_says_nothing(console: Console) -> None:
    answer = console.sign_in()

    written = answer.headers["set-cookie"]
    assert "HttpOnly" in written
    assert "SameSite=lax" in written
    assert len(written) < 2_048
    assert "svar-dev-key" not in written


def test_signing_out_takes_the_cookie_away(console: Console) -> None:
    console.sign_in()

    answer = console.post("/sign-out")

    assert answer.headers["location"] == "/sign-in"
    assert answer.cookies["svar-visit"] == ""


def test_a_visit_ends_when_its_key_leaves_the_file(tmp_path: Path, services: FakeServices) -> None:
    path = keys_file(tmp_path / "keys.yaml", author=["surveys"], other=["surveys"])
    seconds = iter(range(0, 10_000, 2))
    access = Access(keys=FileKeys(path, monotonic=lambda: next(seconds)))
    services.surveys.will("ListSurveys", pb.ListSurveysResponse())

    with running_console(services.addresses, access) as console:
        console.sign_in("author")
        before = console.get("/surveys").status
        keys_file(path, other=["surveys"])
        after = console.get("/surveys")

    assert before == 200
    assert after.headers["location"] == "/sign-in?next=/surveys"


def test_after_ten_failures_a_right_key_is_not_even_tried(console: Console) -> None:
    statuses = [console.sign_in(f"wrong {number}").status for number in range(10)]
    answer = console.sign_in()

    assert statuses == [401] * 10
    assert answer.status == 429
    assert int(answer.headers["retry-after"]) > 0
    assert answer.cookies == {}


def test_every_answer_has_the_policy(console: Console, services: FakeServices) -> None:
    services.surveys.will("ListSurveys", pb.ListSurveysResponse())
    console.sign_in()
    page = console.get("/surveys")
    (asset,) = re.findall(r'href="(/assets/\w+/svar\.css)"', page.text)

    for path in ("/surveys", "/nowhere", "/sign-in", "/healthz", asset, "/surveys/new"):
        headers = console.get(path).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        kept = "public, max-age=31536000, immutable" if path == asset else "no-store"
        assert headers["cache-control"] == kept


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site", "Origin": "null"},
    ],
)
def test_what_another_site_sends_is_refused(console: Console, headers: dict[str, str]) -> None:
    console.sign_in()
    token = console.get("/surveys/new").token
    fields = {"token": token, "name": "x", "language": "en"}

    assert console.post("/surveys/new", fields, **headers).status == 403
    assert console.post("/sign-in", {"key": "svar-dev-key"}, **headers).status == 403


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_change_without_the_visits_token_is_refused(
    console: Console, services: FakeServices, token: str
) -> None:
    console.sign_in()

    for page in PAGES:
        if page.method == "POST":
            answer = console.post(_filled(page.path), {"token": token})
            assert answer.status == 403, page.path
    assert services.surveys.requests == []


@pytest.mark.parametrize("scope", [one for one in Scope if one is not Scope.ADMIN])
def test_an_address_says_which_right_is_missing(
    tmp_path: Path, services: FakeServices, scope: Scope
) -> None:
    """Of every address of the table, for somebody with one right only."""
    path = keys_file(tmp_path / "keys.yaml", somebody=[scope.value])

    with running_console(services.addresses, Access(keys=FileKeys(path))) as console:
        console.sign_in("somebody")
        for page in PAGES:
            if not page.rights or not granted({scope}).isdisjoint(page.rights):
                continue
            send = console.post if page.method == "POST" else console.get
            answer = send(_filled(page.path))
            assert answer.status == 403, page.path
            assert f"({page.rights[0]})" in answer.text


def test_a_service_that_is_down_takes_down_its_part_only(
    console: Console, services: FakeServices
) -> None:
    services.surveys.will("ListSurveys", unavailable("SERVICE_UNAVAILABLE", "x"))
    console.sign_in()

    answer = console.get("/surveys")

    assert (answer.status, answer.headers["retry-after"]) == (503, "1")
    assert "does not answer" in answer.text
    assert console.get("/surveys/new").status == 200


def test_an_address_that_leads_nowhere_says_so_in_the_readers_language(console: Console) -> None:
    assert "Ikke funnet" in console.get("/nowhere", Accept_Language="nb-NO").text
    console.post("/language", {"language": "en", "back": "//evil.example"})
    assert "Not found" in console.get("/nowhere", Accept_Language="nb-NO").text


def test_somebody_who_asks_too_often_is_told_to_wait(services: FakeServices) -> None:
    from services.access.keys import DevelopmentKeys

    services.surveys.will("ListSurveys", pb.ListSurveysResponse())
    rates = RateLimits(default=rate_of(0.001, 1))
    access = Access(keys=DevelopmentKeys(), rates=rates)
    with running_console(services.addresses, access) as console:
        console.sign_in()
        statuses = [console.get("/surveys").status for _ in range(2)]

    assert statuses == [200, 429]


def test_a_form_beyond_a_mebibyte_is_refused(console: Console) -> None:
    console.sign_in()

    assert console.post("/surveys/new", {"name": "x" * 1_100_000}).status == 413


def test_what_others_have_written_is_shown_as_written(
    console: Console, services: FakeServices
) -> None:
    definition = survey_pb2.SurveyDefinition(name=HOSTILE, languages=["en"])
    survey = survey_pb2.Survey(id=_ID, state=survey_pb2.SURVEY_STATE_DRAFT, definition=definition)
    services.surveys.will("ListSurveys", pb.ListSurveysResponse(surveys=[survey]))
    console.sign_in()

    text = console.get("/surveys").text

    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt; {{7*7}} \u202eabc" in text


def test_the_key_that_somebody_signed_in_with_is_who_acts(
    console: Console, services: FakeServices
) -> None:
    made = pb.CreateSurveyResponse(survey=survey_pb2.Survey(id=_ID))
    services.surveys.will("CreateSurvey", made)
    console.sign_in()
    token = console.get("/surveys/new").token

    answer = console.post(
        "/surveys/new",
        [("token", token), ("name", " Mine "), ("language", "no"), ("language", "en")],
    )

    (request,), (actor,) = services.surveys.requests, services.surveys.actors
    assert (request.tenant, request.definition.name) == ("default", "Mine")
    assert list(request.definition.languages) == ["en", "no"]
    assert actor is not None
    assert (actor.kind, actor.name, actor.address) == ("key", "development", "127.0.0.1")
    assert answer.status == 303


def _filled(path: str) -> str:
    return re.sub(r"{[^}]+}", _ID, path)
