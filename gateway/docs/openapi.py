"""Describes the interface for programs, in OpenAPI. The page for people is `page`."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from gateway.schemas.answer import Problem
from gateway.schemas.callbacks import add_callbacks
from gateway.schemas.webhook_events import add_events

_DESCRIPTION = """\
Surveys held as conversations over SMS.

JSON is UTF-8 with camelCase names; property names are matched without case. Times are RFC 3339, in UTC
on the way out. Every error is `application/problem+json` (RFC 9457) with a stable `code`. Give the API key
as `Authorization: Bearer <key>` or `X-API-Key: <key>`; the first may also carry an OIDC access token, where
an issuer is configured.
"""
_TAGS = [
    {"name": "Send", "description": "Send surveys to phones. Scope `send`."},
    {
        "name": "Sessions",
        "description": "Follow what people answer. Scope `results`; `send` to cancel.",
    },
    {
        "name": "Results",
        "description": "Figures, what people wrote, exports, the feed of changes. Scope `results`; `numbers` to "
        "see phone numbers whole.",
    },
    {
        "name": "Surveys",
        "description": "Write, check and publish surveys. Scope `surveys`; `publish`, which it holds, to publish.",
    },
    {
        "name": "Contacts",
        "description": "Who wants no messages, and forgetting somebody. Scope `contacts`.",
    },
    {
        "name": "Webhooks",
        "description": "Have what happens to sessions sent to you, signed as the [Standard Webhooks]"
        "(https://www.standardwebhooks.com) specification says. Scope `admin`.",
    },
    {
        "name": "Handset",
        "description": "Phones on this machine, for trying things out. Scope `send`.",
    },
    {
        "name": "Provider callbacks",
        "description": "What companies that carry SMS call. The provider's own proof in the place of a key.",
    },
    {"name": "Health", "description": "For those who keep it running. No key."},
]


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title="Svar",
            version="1",
            description=_DESCRIPTION,
            routes=app.routes,
            tags=_TAGS,
        )
        _add_problem(schema)
        add_callbacks(schema)
        add_events(schema)
        _name_successes(schema)
        app.openapi_schema = schema
    return app.openapi_schema


def _add_problem(schema: dict[str, Any]) -> None:
    template = "#/components/schemas/{model}"
    problem = Problem.model_json_schema(ref_template=template, mode="serialization")
    schemas = schema["components"]["schemas"]
    schemas.update(problem.pop("$defs"))
    schemas["Problem"] = problem


def _name_successes(schema: dict[str, Any]) -> None:
    """Say "Accepted" where FastAPI has the same words for every success."""
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if response["description"] == "Successful Response":
                    response["description"] = f"{HTTPStatus(int(status)).phrase}."
