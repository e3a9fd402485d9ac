"""Examples that the description of the interface shows."""

from typing import Any, Final

SURVEY: Final[dict[str, Any]] = {
    "name": "After the call",
    "defaultLanguage": "en",
    "languages": ["en", "no"],
    "elements": [
        {
            "id": "hello",
            "type": "text",
            "text": {"en": "Thank you for calling Acme.", "no": "Takk for at du ringte Acme."},
        },
        {
            "id": "score",
            "type": "scale",
            "min": 1,
            "max": 10,
            "metric": "csat",
            "text": {
                "en": "How satisfied are you, 1-10?",
                "no": "Hvor fornøyd er du, 1-10?",
            },
        },
        {
            "id": "comment",
            "type": "open",
            "optional": True,
            "text": {"en": "Anything to add?", "no": "Noe å legge til?"},
        },
        {"id": "done", "type": "completion", "text": {"en": "Thank you!", "no": "Tusen takk!"}},
    ],
    "rules": [
        {
            "id": "happy",
            "if": {"all": [{"element": "score", "op": "gte", "value": 9}]},
            "then": {"goTo": "done"},
        }
    ],
}

SEND_SURVEY: Final[dict[str, Any]] = {
    "identifier": "+4790000001",
    "identifierType": "Phone",
    "channel": "SMS",
    "languageCode": "no",
    "expiryTime": "2026-12-01T12:00:00+01:00",
    "clientReference": "call-81",
    "content": "Takk for samtalen.",
    "userSessionVariables": [
        {"key": "agentId", "value": "1234"},
        {"key": "queueKey", "value": "q_support"},
    ],
}
