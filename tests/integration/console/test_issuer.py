"""Signing in with an OpenID Connect issuer: there and back, and whom that lets in."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from svar.surveys.v1 import survey_service_pb2 as pb

from services.access.access import Access
from services.access.keys import NoKeys
from services.access.oidc.id_tokens import IdTokens
from services.access.oidc.issuer import fetch_keys
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.tokens import TokenRules
from services.console.sign_in.issuer import Client, IssuerSignIn
from services.console.sign_in.seals import Seals
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_console import Console, Page, running_console
from tests.fakes.oidc_issuer import FakeIssuer, running_issuer

URL = "http://console.example"


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def console(services: FakeServices, issuer: FakeIssuer) -> Iterator[Console]:
    """A console where nobody signs in by a key."""
    services.surveys.will("ListSurveys", pb.ListSurveysResponse())

    def sign_in(seals: Seals) -> IssuerSignIn:
        rules = TokenRules(
            issuer=issuer.url, audience="", tenant_claim="tenant", scopes_claim="svar_scopes"
        )
        keys = SigningKeys(partial(fetch_keys, issuer.url))
        client = Client(issuer=issuer.url, id="console", secret="s", url=URL)
        return IssuerSignIn(client, IdTokens(rules, keys, client_id="console"), seals)

    access = Access(keys=NoKeys())
    with running_console(services.addresses, access, issuer=sign_in, by_key=False) as console:
        yield console


def there(console: Console) -> str:
    """Go to the issuer; returns its address."""
    return console.get("/sign-in/issuer?next=/surveys%3Fstate%3Ddraft").headers["location"]


def back(console: Console, state: str, code: str) -> Page:
    return console.get(f"/sign-in/back?state={state}&code={code}")


def test_somebody_whom_the_issuer_knows_is_let_in_with_the_rights_of_their_claims(
    console: Console, issuer: FakeIssuer, services: FakeServices
) -> None:
    address = there(console)
    asked = dict(parse_qsl(urlsplit(address).query))
    answer = back(console, *issuer.agree(address, preferred_username="Kari", sub="k-1"))

    assert asked["redirect_uri"] == f"{URL}/sign-in/back"
    assert asked["code_challenge_method"] == "S256"
    assert answer.headers["location"] == "/surveys?state=draft"
    page = console.get("/surveys")
    assert "Kari · acme" in page.text
    assert console.get("/results").status == 403
    (actor,) = services.surveys.actors
    assert actor is not None
    assert (actor.kind, actor.id, actor.name) == ("person", "k-1", "Kari")
    assert all(len(value) < 1_500 for value in console.cookies.values())


def test_no_key_lets_anybody_in(console: Console) -> None:
    assert console.sign_in().status == 401
    assert "svar-visit" not in console.cookies
    assert 'name="key"' not in console.get("/sign-in").text


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"azp": "another"},
        {"exp": -100},
        {"tenant": "not a tenant"},
        {"iss": "https://elsewhere.example"},
    ],
)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(
    console: Console, issuer: FakeIssuer, claims: dict[str, object]
) -> None:
    address = there(console)
    asked, (state, code) = dict(parse_qsl(urlsplit(address).query)), issuer.agree(address)
    whole: dict[str, Any] = {"nonce": asked["nonce"], "aud": "console", **claims}
    issuer.codes[code] = asked, issuer.token(kind="JWT", **whole)

    answer = back(console, state, code)

    assert answer.status == 401
    assert "svar-visit" not in console.cookies


def test_nobody_comes_back_who_did_not_leave_from_this_browser(
    console: Console, issuer: FakeIssuer
) -> None:
    state, code = issuer.agree(there(console))

    assert back(console, "another", code).status == 401
    console.cookies.clear()
    assert back(console, state, code).status == 401


def test_a_code_counts_once(console: Console, issuer: FakeIssuer) -> None:
    state, code = issuer.agree(there(console))
    begun = dict(console.cookies)

    assert back(console, state, code).status == 303
    console.cookies |= begun
    assert back(console, state, code).status == 401


def test_an_issuer_that_is_down_is_said(console: Console, issuer: FakeIssuer) -> None:
    issuer.down = True

    answer = console.get("/sign-in/issuer")

    assert answer.status == 503
    assert "does not answer" in answer.text
