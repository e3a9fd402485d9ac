"""How many parts the JSON of a definition may have, so that reading it keeps the gateway from nothing.

Far more than a survey has: how many elements, rules and values that is, is a finding of the surveys
service with its place. Beyond these the JSON is not read, as if its body were too large.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from gateway.schemas.survey import SurveyDefinitionModel

MOST_OBJECTS: Final = 20_000
"""Objects and lists, all together: what takes time to read."""
MOST_VALUES: Final = 100_000
"""Everything in them."""


def refuse_too_many_parts(value: Any) -> Any:
    """Return a JSON value, or raise ValueError when it has more parts than may be read."""
    objects = values = 0
    waiting = [value] if isinstance(value, Mapping | list) else []
    while waiting:
        part = waiting.pop()
        inner = part.values() if isinstance(part, Mapping) else part
        values += len(inner)
        if values > MOST_VALUES:
            raise ValueError(f"must not have more than {MOST_VALUES} values in it")
        waiting += [one for one in inner if isinstance(one, Mapping | list)]
        objects += 1
        if objects + len(waiting) > MOST_OBJECTS:
            raise ValueError(f"must not have more than {MOST_OBJECTS} objects and lists in it")
    return value


DefinitionBody = Annotated[SurveyDefinitionModel, BeforeValidator(refuse_too_many_parts)]
"""A definition as a request may hold it."""
