"""OIDC tokens over real HTTP, with an issuer that really answers: who gets in, and what the others are told."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import jwt
import pytest
from svar.surveys.v1 import survey_service_pb2

from services.access.access import Access
from services.access.keys import DevelopmentKeys
from services.access.oidc.issuer import fetch_keys
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.tokens import OidcTokens, TokenRules
from tests.fakes.grpc_services import FakeServices
from tests.fakes.http_gateway import Gateway, HttpAnswer, running_gateway
from tests.fakes.manual_seconds import Seconds
from tests.fakes.oidc_issuer import FakeIssuer, running_issuer

SURVEYS = "/v1/surveys"


@pytest.fixture
def seconds() -> Seconds:
    """The clock by which the gateway asks the issuer again."""
    return Seconds()


@pytest.fixture
def issuer() -> Iterator[FakeIssuer]:
    """An issuer with one RSA key."""
    with running_issuer() as issuer:
        yield issuer


@pytest.fixture
def gateway(services: FakeServices, issuer: FakeIssuer, seconds: Seconds) -> Iterator[Gateway]:
    """A gateway that takes the issuer's tokens beside the development key."""
    services.surveys.will("ListSurveys", survey_service_pb2.ListSurveysResponse())
    rules = TokenRules(
        issuer=issuer.url, audience="svar", tenant_claim="tenant", scopes_claim="svar_scopes"
    )
    keys = SigningKeys(partial(fetch_keys, issuer.url), monotonic=seconds)
    access = Access(keys=DevelopmentKeys(), tokens=OidcTokens(rules, keys))
    with running_gateway(services.addresses, access) as gateway:
        yield gateway


def call(gateway: Gateway, token: str) -> HttpAnswer:
    return gateway.call("GET", SURVEYS, headers={"Authorization": f"Bearer {token}"})


def refusal(gateway: Gateway, token: str) -> str:
    """Expect that the token lets nobody in, and return what is said."""
    answer = call(gateway, token)
    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="svar", error="invalid_token"'
    return str(answer.json["detail"])


def test_a_good_token_acts_for_its_tenant(
    gateway: Gateway, issuer: FakeIssuer, services: FakeServices
) -> None:
    assert call(gateway, issuer.token()).status == 200
    assert call(gateway, issuer.token(aud=["other", "svar"], tenant="beta")).status == 200

    assert [request.tenant for request in services.surveys.requests] == ["acme", "beta"]
    assert issuer.reads == 1


def test_a_key_works_beside_tokens(gateway: Gateway) -> None:
    assert gateway.call("GET", SURVEYS).status == 200
    assert gateway.call("GET", SURVEYS, headers={"X-API-Key": "wrong"}).status == 401


def test_an_elliptic_key_signs_as_well(gateway: Gateway, issuer: FakeIssuer) -> None:
    issuer.rotate("curve", kind="EC")

    assert call(gateway, issuer.token(key_id="curve")).status == 200


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"svar_scopes": "openid surveys"}, 200),
        ({"svar_scopes": ["surveys", 5]}, 200),
        ({"svar_scopes": "admin"}, 200),
        ({"svar_scopes": "send"}, 403),
        ({"svar_scopes": "surveys2 SURVEYS"}, 403),
        ({"svar_scopes": {"surveys": True}}, 403),
        ({"without": "svar_scopes"}, 403),
        # What another product of the same company means by these is not for us.
        ({"without": "svar_scopes", "roles": ["admin"]}, 403),
        ({"without": "svar_scopes", "scope": "admin", "scp": ["admin"]}, 403),
    ],
)
def test_scopes_come_from_a_claim_of_our_own(
    claims: dict[str, Any], status: int, gateway: Gateway, issuer: FakeIssuer
) -> None:
    assert call(gateway, issuer.token(**claims)).status == status


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"exp": -31}, "The token has expired."),
        ({"nbf": 60}, "The token is not valid yet."),
        ({"aud": "other"}, "The token is for another audience."),
        ({"iss": "https://other.example"}, "The token is from another issuer."),
        ({"without": "exp"}, "The token lacks the claim 'exp'."),
        ({"without": "aud"}, "The token lacks the claim 'aud'."),
        ({"without": "iss"}, "The token lacks the claim 'iss'."),
        ({"without": "tenant"}, "The token names no tenant in its claim 'tenant'."),
        ({"tenant": "a b"}, "The token names no tenant in its claim 'tenant'."),
        ({"tenant": ["acme"]}, "The token names no tenant in its claim 'tenant'."),
    ],
)
def test_a_token_that_is_not_for_here_is_told_why(
    claims: dict[str, Any], sentence: str, gateway: Gateway, issuer: FakeIssuer
) -> None:
    assert refusal(gateway, issuer.token(**claims)) == sentence


@pytest.mark.parametrize("claims", [{"exp": -10}, {"nbf": 10}])
def test_clocks_may_be_a_little_apart(
    claims: dict[str, Any], gateway: Gateway, issuer: FakeIssuer
) -> None:
    assert call(gateway, issuer.token(**claims)).status == 200


@pytest.mark.parametrize(
    ("kind", "claims"),
    [
        ("at+jwt", {}),
        ("application/at+jwt", {}),
        ("AT+JWT", {"nonce": "n"}),
        ("JWT", {"scope": "openid"}),
        (None, {"scp": ["user_impersonation"]}),
        ("JWT", {"typ": "Bearer", "nonce": "n"}),
        ("JWT", {"token_use": "access"}),
        ("JWT", {"idtyp": "app"}),
    ],
    ids=[
        "RFC 9068",
        "RFC 9068 in full",
        "RFC 9068 in capitals",
        "Auth0",
        "Okta",
        "Keycloak",
        "Cognito",
        "Entra",
    ],
)
def test_an_access_token_of_any_issuer_gets_in(
    kind: str | None, claims: dict[str, Any], gateway: Gateway, issuer: FakeIssuer
) -> None:
    assert call(gateway, issuer.token(kind=kind, **claims)).status == 200


@pytest.mark.parametrize(
    ("kind", "claims", "sentence"),
    [
        ("JWT", {"nonce": "n", "scope": "openid"}, "This is an ID token; give the access token."),
        ("JWT", {"at_hash": "h"}, "This is an ID token; give the access token."),
        (None, {"c_hash": "h"}, "This is an ID token; give the access token."),
        ("JWT", {"typ": "ID"}, "The token says in 'typ' that it is no access token."),
        ("JWT", {"typ": "Refresh"}, "The token says in 'typ' that it is no access token."),
        ("JWT", {"token_use": "id"}, "The token says in 'token_use' that it is no access token."),
        ("JWT", {"events": {}, "scope": "x"}, "This is a logout token; give the access token."),
        ("logout+jwt", {}, "The token's type is 'logout+jwt', not that of an access token."),
        (
            "JWT",
            {},
            "The token does not show that it is an access token: its type is not 'at+jwt', "
            "and it has no claim 'scope' or 'scp'.",
        ),
    ],
)
def test_what_is_no_access_token_is_refused(
    kind: str | None,
    claims: dict[str, Any],
    sentence: str,
    gateway: Gateway,
    issuer: FakeIssuer,
) -> None:
    assert refusal(gateway, issuer.token(kind=kind, **claims)) == sentence


def test_an_unsigned_token_is_refused(gateway: Gateway, issuer: FakeIssuer) -> None:
    token = jwt.encode(issuer.claims(), "", "none", headers={"kid": "first"})

    assert refusal(gateway, token) == "The token must be signed with RS256 or ES256."


def test_the_public_key_is_no_shared_secret(gateway: Gateway, issuer: FakeIssuer) -> None:
    # The library refuses to sign so, hence its parts by hand.
    header = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"first"}')
    body = jwt.encode(issuer.claims(), "x" * 32, "HS256").split(".")[1].encode()
    algorithm = jwt.get_algorithm_by_name("HS256")
    signature = algorithm.sign(header + b"." + body, issuer.public_pem("first"))
    token = b".".join((header, body, jwt.utils.base64url_encode(signature))).decode()

    assert refusal(gateway, token) == "The token must be signed with RS256 or ES256."


def test_another_key_with_a_known_id_is_refused(gateway: Gateway, issuer: FakeIssuer) -> None:
    forged = FakeIssuer()
    forged.url = issuer.url

    assert refusal(gateway, forged.token()) == "The token's signature is wrong."


@pytest.mark.parametrize(
    "token",
    ["eyJ.e.e", "e..", "ey" + "W" * 20_000 + ".e30.e", "eyJhbGciOiJSUzI1NiIsImtpZCI6NX0.e30.e"],
    ids=["no JSON", "nothing", "long", "the key's id is a number"],
)
def test_what_only_looks_like_a_token_is_401(token: str, gateway: Gateway) -> None:
    answer = call(gateway, token)

    assert (answer.status, answer.json["code"]) == (401, "unauthenticated")


def test_a_new_key_of_the_issuer_is_found(
    gateway: Gateway, issuer: FakeIssuer, seconds: Seconds
) -> None:
    assert call(gateway, issuer.token()).status == 200

    issuer.rotate("second")
    seconds.now = 10

    assert call(gateway, issuer.token(key_id="second")).status == 200
    assert "does not name" in refusal(gateway, issuer.token(key_id="first"))
    assert issuer.reads == 2


def test_unknown_keys_make_the_gateway_ask_once_a_minute(
    gateway: Gateway, issuer: FakeIssuer, seconds: Seconds
) -> None:
    call(gateway, issuer.token())
    issuer.rotate("hidden")
    token, issuer.shown = issuer.token(key_id="hidden"), ["first"]

    for now in (10, 20, 69):
        seconds.now = now
        assert "does not name" in refusal(gateway, token)
    assert issuer.reads == 2

    seconds.now = 70
    refusal(gateway, token)
    assert issuer.reads == 3


def test_the_known_keys_hold_while_the_issuer_is_down(
    gateway: Gateway, issuer: FakeIssuer, seconds: Seconds
) -> None:
    call(gateway, issuer.token())

    issuer.down = True
    for now in (100, 1_000, 100_000):
        seconds.now = now
        assert call(gateway, issuer.token()).status == 200


def test_keys_that_were_never_had_are_503_and_asked_for_again(
    gateway: Gateway, issuer: FakeIssuer, seconds: Seconds
) -> None:
    issuer.down = True
    answer = call(gateway, issuer.token())
    issuer.down = False
    seconds.now = 5

    assert (answer.status, answer.json["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    assert gateway.call("GET", SURVEYS).status == 200
    assert call(gateway, issuer.token()).status == 200


def test_an_issuer_that_names_itself_otherwise_is_not_believed(
    gateway: Gateway, issuer: FakeIssuer
) -> None:
    issuer.named = "https://other.example"

    assert call(gateway, issuer.token()).status == 503
