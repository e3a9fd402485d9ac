"""One text in several languages, in JSON and in protobuf."""

import json
from typing import Annotated

from pydantic import BeforeValidator, Field
from svar.surveys.v1.survey_pb2 import Translations as TranslationsMessage

from gateway.schemas.model import Name, Text
from services.text.storable import storable

_MOST_SHOWN = 40
"""Characters of a text that is quoted."""


def _by_language(written: object) -> object:
    if isinstance(written, str):
        shown = written if len(written) <= _MOST_SHOWN else f"{written[:_MOST_SHOWN]}…"
        said = json.dumps(storable(shown), ensure_ascii=False)
        raise ValueError(f'must say the text in each language: {{"en": {said}}}')
    return written


Translations = Annotated[
    dict[Name, Text],
    BeforeValidator(_by_language),
    Field(
        description="One text by language code.",
        examples=[{"en": "Thank you!", "no": "Tusen takk!"}],
    ),
]


def texts_to_proto(texts: Translations) -> TranslationsMessage | None:
    """Return the texts as protobuf, None when there are none."""
    return TranslationsMessage(by_language=texts) if texts else None


def texts_from_proto(texts: TranslationsMessage) -> dict[str, str]:
    """Read texts from protobuf, in the order of their language codes."""
    return dict(sorted(texts.by_language.items()))
