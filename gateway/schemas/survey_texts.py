"""One text in several languages, in JSON and in protobuf."""

from typing import Annotated

from pydantic import Field
from svar.surveys.v1.survey_pb2 import Translations as TranslationsMessage

from gateway.schemas.model import Name, Text

Translations = Annotated[
    dict[Name, Text],
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
