"""Reading the language that a caller asks for (`services/sessions/README.md`)."""

import re
from typing import Final

from services.engine.language_codes import base_language
from services.runtime.errors import Problem, invalid

_is_language_tag: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*").fullmatch


def language_asked_for(code: str) -> str:
    """Return the language of a code, empty when none is asked for.

    Raises INVALID INVALID_REQUEST for what is no language tag.

    >>> [language_asked_for(code) for code in ("nb-NO", "en-GB", "sv", "")]
    ['no', 'en', 'sv', '']
    """
    folded = code.strip().casefold().replace("_", "-")
    if not folded:
        return ""
    if not _is_language_tag(folded):
        problem = Problem(path="languageCode", message='Must be a language code such as "no".')
        raise invalid("INVALID_REQUEST", "The language code is malformed.", problems=[problem])
    return base_language(folded)
