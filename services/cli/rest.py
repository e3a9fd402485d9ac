"""Calls the REST interface of a running system for the commands that need one. Not for services."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from services.access.keys import DEVELOPMENT_KEY
from services.cli.system_file import running_addresses
from services.runtime.addresses import LOOPBACK, Process
from services.runtime.errors import ConfigurationError

_TIMEOUT_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the gateway said. `body` is its JSON, for errors an RFC 9457 problem."""

    status: int
    body: dict[str, Any]

    @property
    def ok(self) -> bool:
        """Whether it did what it was asked."""
        return self.status < HTTPStatus.BAD_REQUEST

    def problem(self) -> str:
        """Return what went wrong in sentences, one line for each place."""
        said = self.body.get("detail") or self.body.get("title") or f"HTTP {self.status}"
        places = [f"  {error['path']}: {error['message']}" for error in self.body.get("errors", [])]
        return "\n".join([f"{said} ({self.body.get('code', self.status)})", *places])


@dataclass(frozen=True, slots=True, kw_only=True)
class RestClient:
    """Where the gateway is and with what key it is asked."""

    url: str
    key: str

    @classmethod
    def from_environment(cls) -> "RestClient":
        """Read SVAR_URL and SVAR_API_KEY; the defaults suit `svar up` on this machine.

        Raises ConfigurationError for an address without http:// or https://.
        """
        url = os.environ.get("SVAR_URL") or _of_this_machine()
        if not url.startswith(("http://", "https://")):
            raise ConfigurationError(
                [f"SVAR_URL is {url!r}: an address begins with http:// or https://."]
            )
        return cls(
            url=url.rstrip("/"),
            key=os.environ.get("SVAR_API_KEY") or DEVELOPMENT_KEY,
        )

    def get(self, path: str) -> Answer:
        """GET a path; raises ConfigurationError when nobody answers or the key is no good."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: dict[str, Any], *, once: str = "") -> Answer:
        """POST a JSON body; raises ConfigurationError when nobody answers or the key is no good.

        With the same `once`, it is done once however often it is asked for.
        """
        headers = {"Idempotency-Key": once} if once else {}
        return self._ask("POST", path, json.dumps(body).encode(), headers=headers)

    def put(self, path: str, body: dict[str, Any], *, etag: str) -> Answer:
        """PUT a JSON body in the place of what has this etag; 412 when that has changed."""
        return self._ask("PUT", path, json.dumps(body).encode(), headers={"If-Match": f'"{etag}"'})

    def patch(self, path: str, body: dict[str, Any]) -> Answer:
        """PATCH a JSON body into what is at a path; raises ConfigurationError as `get` does."""
        return self._ask("PATCH", path, json.dumps(body).encode())

    def delete(self, path: str) -> Answer:
        """DELETE what is at a path; raises ConfigurationError when nobody answers or the key is no good."""
        return self._ask("DELETE", path, None)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            **(headers or {}),
        }
        try:
            request = urllib.request.Request(self.url + path, body, headers, method=method)
            with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
                return Answer(status=answer.status, body=_json(answer.read()))
        except urllib.error.HTTPError as error:
            return refusal_of(error)
        except (OSError, ValueError) as exc:
            raise ConfigurationError(
                [f"Nobody answers at {self.url}. Is `svar up` running? Set SVAR_URL if elsewhere."]
            ) from exc


def _of_this_machine() -> str:
    return f"http://{LOOPBACK}:{running_addresses().port(Process.GATEWAY)}"


def survey_path(survey_id: str) -> str:
    """Return the path of a survey, whatever characters its id has.

    >>> survey_path("a/b")
    '/v1/surveys/a%2Fb'
    """
    return f"/v1/surveys/{quote(survey_id, safe='')}"


def refusal_of(error: urllib.error.HTTPError) -> Answer:
    """Return what the gateway said against a request; raises ConfigurationError for a key that is no good."""
    return _refused(Answer(status=error.code, body=_json(error.read())))


def _refused(answer: Answer) -> Answer:
    if answer.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise ConfigurationError([f"SVAR_API_KEY: {answer.problem()}"])
    return answer


def _json(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
