"""What is taken from an issuer's key set; no token makes reading it fail otherwise than with a sentence."""

import asyncio
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_encode

from services.access.oidc.issuer import IssuerError, read_key_set
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.tokens import OidcTokens, TokenRules
from services.access.refusals import RefusedError
from tests.fakes.oidc_issuer import FakeIssuer

ISSUER = FakeIssuer()
RULES = TokenRules(
    issuer="https://login.example",
    audience="svar",
    tenant_claim="tenant",
    scopes_claim="svar_scopes",
)
GOOD = ISSUER.key_set()["keys"][0]


@pytest.mark.parametrize(
    "entry",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "shared"},
        GOOD | {"use": "enc"},
        GOOD | {"alg": "RS512"},
        GOOD | {"kid": 5},
        GOOD | {"n": "!"},
        {"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA"},
        {"kty": "riddle"},
        {},
        "text",
        RSAAlgorithm.to_jwk(
            rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key(),
            as_dict=True,
        ),
    ],
)
def test_a_key_of_another_kind_is_left_out(entry: Any) -> None:
    assert list(read_key_set({"keys": [entry, GOOD]})) == ["first"]


@pytest.mark.parametrize("document", [None, [], {}, {"keys": None}, {"keys": []}, {"keys": [{}]}])
def test_a_set_without_a_usable_key_is_an_error(document: Any) -> None:
    with pytest.raises(IssuerError, match="RS256 or ES256"):
        read_key_set(document)


async def fetch() -> Any:
    return read_key_set(ISSUER.key_set())


ALPHABET = "eyJhbGciOiJSUzI1NiJ9.-_0"


@given(st.text(ALPHABET, max_size=80) | st.text(max_size=20).map(lambda text: f"ey.{text}.e"))
def test_no_token_makes_it_fail_otherwise(token: str) -> None:
    tokens = OidcTokens(RULES, SigningKeys(fetch))

    with pytest.raises(RefusedError):
        asyncio.run(tokens.caller_of(token))


def test_a_header_nested_deeply_is_refused() -> None:
    nested = base64url_encode(b"[" * 11_000).decode()
    tokens = OidcTokens(RULES, SigningKeys(fetch))

    with pytest.raises(RefusedError, match="cannot be read"):
        asyncio.run(tokens.caller_of(f"{nested}.e30.e"))
