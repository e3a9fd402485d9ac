"""Surveys that the end-to-end tests send."""

from typing import Any

SETTINGS = {"thinkSeconds": 0, "delaySeconds": 0}
"""Machines answer at once."""


def three_questions(**settings: Any) -> dict[str, Any]:
    """Make a survey with a greeting, a scale, a choice and an open question."""
    return {
        "name": "Three questions",
        "defaultLanguage": "en",
        "languages": ["en", "no"],
        "elements": [
            {"id": "hello", "type": "text", "text": {"en": "Hello.", "no": "Hei."}},
            {
                "id": "score",
                "type": "scale",
                "min": 1,
                "max": 10,
                "text": {"en": "How satisfied are you, 1-10?", "no": "Hvor fornøyd er du, 1-10?"},
                "error": {"en": "A number from 1 to 10.", "no": "Et tall fra 1 til 10."},
            },
            {
                "id": "why",
                "type": "multipleChoice",
                "text": {"en": "What mattered most?", "no": "Hva betydde mest?"},
                "options": [
                    {"id": "wait", "text": {"en": "Waiting time", "no": "Ventetid"}},
                    {"id": "help", "text": {"en": "The help I got", "no": "Hjelpen jeg fikk"}},
                ],
            },
            {"id": "more", "type": "open", "text": {"en": "Anything else?", "no": "Noe mer?"}},
            {"id": "done", "type": "completion", "text": {"en": "Thank you!", "no": "Takk!"}},
            {"id": "over", "type": "unavailable", "text": {"en": "It is over.", "no": "Slutt."}},
        ],
        "settings": {**SETTINGS, **settings},
    }
