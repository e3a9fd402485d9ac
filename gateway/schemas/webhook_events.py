"""The events that webhooks get, for the description of the interface; nothing is parsed with these.

The results service writes them (`services/results/domain/events.py`); a test holds both together.
"""

from datetime import datetime
from typing import Any, Final

from pydantic import Field
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from gateway.schemas.answer import AnswerModel
from services.contracts.event_types import TEST_TYPE, EventType

_TEMPLATE: Final = "#/components/schemas/{model}"


class EventVariable(AnswerModel):
    """A variable, as it was given."""

    key: str
    value: str


class EventAnswer(AnswerModel):
    """An answer to a question."""

    element_id: str
    type: str
    value: Any = Field(description="For choices the index from 0, or several.")
    option_id: str | None
    label: str | None
    comment: str | None
    text: str = Field(description="What the person wrote.")
    received_at: datetime
    attempts: int
    understood_by: str | None
    reminder: int | None = Field(description="Which reminder it followed, from 1; null for none.")


class EventReply(AnswerModel):
    """A reply that came when the session was over."""

    text: str
    received_at: datetime


class SessionEvent(AnswerModel):
    """What every event says of its session."""

    session_id: str
    survey_id: str
    survey_version: int
    identifier: str | None = Field(description="The phone; null once the person is forgotten.")
    language_code: str
    client_reference: str | None
    reason: str | None
    test: bool
    variables: list[EventVariable]
    shortened: bool = Field(
        default=False,
        description="True where answers and variables are left out, because the event would have "
        "more than 256 KiB; read the session instead.",
    )


class AnswerEvent(SessionEvent):
    """An answer was received."""

    answer: EventAnswer


class EndEvent(SessionEvent):
    """A session has ended, with what was answered until then."""

    answers: list[EventAnswer]


class LateEvent(SessionEvent):
    """A reply came when the session was over."""

    reply: EventReply


class TestEvent(AnswerModel):
    """What `test` sends."""

    __test__ = False

    webhook_id: str


EVENTS: Final[dict[str, tuple[type[AnswerModel], str]]] = {
    EventType.STARTED: (SessionEvent, "A survey was sent to somebody."),
    EventType.ANSWERED: (AnswerEvent, "A reply was understood as an answer."),
    EventType.COMPLETED: (EndEvent, "Somebody came to the end."),
    EventType.EXPIRED: (EndEvent, "The time was up."),
    EventType.STOPPED: (EndEvent, "Too many replies were no answers."),
    EventType.OPTED_OUT: (EndEvent, "Somebody wants no more surveys."),
    EventType.UNDELIVERABLE: (EndEvent, "The first message did not arrive."),
    EventType.LATE: (LateEvent, "A reply came when the session was over."),
    TEST_TYPE: (TestEvent, "Somebody tried the webhook."),
}

_HEADERS: Final = {
    "webhook-id": "The event's id; the same one again is the same event.",
    "webhook-timestamp": "When it was sent, in seconds since 1970; older than five minutes is none of ours.",
    "webhook-signature": "`v1,` and HMAC-SHA-256 in base64 over id, timestamp and body with points between; "
    "two of them, with a blank between, for 24 hours after the secret was changed.",
}


def add_events(schema: dict[str, Any]) -> None:
    """Add every event to a description of the interface, as OpenAPI 3.1 has it."""
    models: list[tuple[type[AnswerModel], JsonSchemaMode]] = [
        (model, "serialization") for model in {model for model, _ in EVENTS.values()}
    ]
    models.sort(key=lambda one: one[0].__name__)
    _, defined = models_json_schema(models, ref_template=_TEMPLATE)
    schema["components"]["schemas"].update(defined["$defs"])
    schema["webhooks"] = {
        str(name): {"post": _operation(str(name), model, summary)}
        for name, (model, summary) in EVENTS.items()
    }


def _operation(name: str, model: type[AnswerModel], summary: str) -> dict[str, Any]:
    body = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": name},
            "timestamp": {
                "type": "string",
                "format": "date-time",
                "description": "When it happened.",
            },
            "data": {"$ref": _TEMPLATE.format(model=model.__name__)},
        },
    }
    return {
        "tags": ["Webhooks"],
        "operationId": f"event_{name}",
        "summary": summary,
        "description": "At least once, and in order within a session. Verify the signature over the bytes "
        "as they came.",
        "security": [],
        "parameters": [
            {
                "name": header,
                "in": "header",
                "required": True,
                "description": description,
                "schema": {"type": "string"},
            }
            for header, description in _HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "2XX": {"description": "Taken, within 10 seconds."},
            "410": {"description": "Nothing more is wanted: the webhook is disabled."},
            "default": {"description": "Sent again, with growing pauses, for 24 hours."},
        },
    }
