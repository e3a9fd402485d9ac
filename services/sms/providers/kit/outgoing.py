"""Requests as most providers want them: JSON or a form, and who we are in a header."""

import base64
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec
from pydantic import SecretStr

from services.sms.domain.http import Endpoint, Headers, HttpRequest, endpoint


def basic(user: str, password: SecretStr) -> str:
    """Return a user and a password as the value of `Authorization`.

    >>> basic("user", SecretStr("pass"))
    'Basic dXNlcjpwYXNz'
    """
    both = f"{user}:{password.get_secret_value()}".encode()
    return "Basic " + base64.b64encode(both).decode("ascii")


def json_endpoint(url: str, authorization: str, **headers: str) -> Endpoint:
    """Return where JSON is posted to."""
    return _endpoint(url, authorization, "application/json", headers)


def form_endpoint(url: str, authorization: str, **headers: str) -> Endpoint:
    """Return where forms are posted to."""
    return _endpoint(url, authorization, "application/x-www-form-urlencoded", headers)


def json_request(to: Endpoint, content: object, headers: Headers = ()) -> HttpRequest:
    """Write an object without those of its fields that are None."""
    if isinstance(content, dict):
        content = {name: value for name, value in content.items() if value is not None}
    return HttpRequest(to=to, headers=headers, body=msgspec.json.encode(content))


def form_request(to: Endpoint, fields: Mapping[str, str | None]) -> HttpRequest:
    """Write a form without those of its fields that are None."""
    given: Sequence[tuple[str, str]] = [
        (name, value) for name, value in fields.items() if value is not None
    ]
    return HttpRequest(to=to, body=urlencode(given).encode("ascii"))


def without_plus(number: str) -> str:
    """Return a number as digits; a name stays as it is.

    >>> without_plus("+4790000001"), without_plus("Acme")
    ('4790000001', 'Acme')
    """
    return number.removeprefix("+")


def _endpoint(
    url: str, authorization: str, content_type: str, headers: Mapping[str, str]
) -> Endpoint:
    ours = {
        "Authorization": authorization,
        "Content-Type": content_type,
        "Accept": "application/json",
        "User-Agent": "svar",
    }
    return endpoint(url, {name: value for name, value in {**ours, **headers}.items() if value})
