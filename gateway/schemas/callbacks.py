"""Callbacks of providers of type `http`, for the description of the interface (`gateway/README.md`).

They are read by the sms service, whose provider says what it takes; nothing is parsed with these.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

_TEMPLATE: Final = "#/components/schemas/{model}"


class _Described(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class InboundCallback(_Described):
    """A message from a phone."""

    message_id: str = Field(description="The provider's; the same one again is dropped.")
    from_: str = Field(alias="from", description="The phone.", examples=["+4790000001"])
    to: str = Field(
        description="Our sender, followed by the subnumber's digits where there is one.",
        examples=["19600000000042"],
    )
    text: str = Field(examples=["8"])
    received_at: str | None = Field(default=None, description="RFC 3339; else when it came.")


class StatusCallback(_Described):
    """What became of a message, by the provider's id of it or by ours."""

    message_id: str | None = Field(default=None, description="The provider's id.")
    id: str | None = Field(default=None, description="Ours, as it was sent.")
    status: Literal["delivered", "failed", "expired", "rejected"]
    error_code: str | None = Field(default=None, description="The provider's.")


class CallbackAccepted(_Described):
    """The items are durable."""

    accepted: Annotated[int, Field(ge=0)]


def add_callbacks(schema: dict[str, Any]) -> None:
    """Add the two addresses to a description of the interface."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (kind, "validation") for kind in (InboundCallback, StatusCallback, CallbackAccepted)
    ]
    _, defined = models_json_schema(models, ref_template=_TEMPLATE)
    schema["components"]["schemas"].update(defined["$defs"])
    schema["paths"]["/v1/providers/{name}/inbound"] = {
        "post": _operation("Take messages from phones", "InboundCallback")
    }
    schema["paths"]["/v1/providers/{name}/status"] = {
        "post": _operation("Take delivery reports", "StatusCallback")
    }


def _operation(summary: str, model: str) -> dict[str, Any]:
    item = {"$ref": f"#/components/schemas/{model}"}
    body = {"oneOf": [item, {"type": "array", "items": item}]}
    return {
        "tags": ["Provider callbacks"],
        "summary": summary,
        "description": "As providers of type `http` send it; other types have their own form and proof. "
        "Answered when it is durable, before the survey goes on.",
        "operationId": f"receive_{model}",
        "parameters": [
            {
                "name": "name",
                "in": "path",
                "required": True,
                "description": "The provider's name in the SMS configuration.",
                "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
            },
            {
                "name": "X-Webhook-Token",
                "in": "header",
                "required": True,
                "description": "The provider's `webhook_token`.",
                "schema": {"type": "string"},
            },
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "200": {
                "description": "Durable.",
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/CallbackAccepted"}
                    }
                },
            },
            "401": {"description": "The token is missing or wrong; nothing is stored."},
            "404": {"description": "There is no such provider."},
            "413": {"description": "More than 64 KiB."},
            "503": {"description": "Not durable; send it again."},
        },
    }
