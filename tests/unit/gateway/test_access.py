"""Who the settings let in: keys of a file, the development key, tokens, and what cannot be meant."""

from typing import Any

import pytest

from gateway.config import GatewaySettings
from gateway.main import access_of
from services.access.keys import DEVELOPMENT_KEY, digest_of
from services.runtime.errors import ConfigurationError

DEVELOPMENT = digest_of(DEVELOPMENT_KEY.encode())


def settings(**values: Any) -> GatewaySettings:
    return GatewaySettings(**values)


def test_without_settings_the_development_key_works_and_no_token() -> None:
    access = access_of(settings())

    assert access.keys.find(DEVELOPMENT) is not None
    assert access.tokens is None
    assert access.rates.charge("a", None) is None


def test_an_issuer_lets_tokens_in_beside_the_keys() -> None:
    access = access_of(settings(oidc_issuer="https://login.example/realm"))

    assert access.tokens is not None
    assert access.keys.find(DEVELOPMENT) is not None


def test_with_an_issuer_no_keys_are_needed_to_serve_others() -> None:
    access = access_of(settings(oidc_issuer="https://login.example", http_host="0.0.0.0"))

    assert access.tokens is not None
    assert access.keys.find(DEVELOPMENT) is None


@pytest.mark.parametrize(
    "issuer", ["http://login.example", "login.example", "https://", "ftp://localhost", "https://[x"]
)
def test_an_issuer_that_cannot_be_trusted_is_a_mistake(issuer: str) -> None:
    with pytest.raises(ConfigurationError, match="SVAR_OIDC_ISSUER"):
        access_of(settings(oidc_issuer=issuer))


@pytest.mark.parametrize(
    ("values", "at_once"),
    [
        ({}, 1_000),
        ({"requests_per_second": 0.1}, 1),
        ({"requests_per_second": 5}, 50),
        ({"requests_per_second": 5, "requests_burst": 7}, 7),
    ],
)
def test_everybody_has_a_rate_and_may_save_some_up(values: dict[str, Any], at_once: int) -> None:
    rates = access_of(settings(**values)).rates

    assert rates.charge("a", None, cost=at_once) is None
    assert rates.charge("a", None, cost=at_once) is not None


def test_a_rate_of_nothing_is_no_limit() -> None:
    rates = access_of(settings(requests_per_second=0)).rates

    assert [rates.charge("a", None, cost=1_000_000) for _ in range(9)] == [None] * 9
