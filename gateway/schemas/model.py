"""What all request bodies share: strict types, camelCase names matched without case, clean texts.

Rules from the opening paragraph of `gateway/README.md`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from services.runtime.nearest import did_you_mean
from services.runtime.validation_sentences import UNKNOWN_PROPERTY
from services.text.storable import storable

_MOST_TOLD = 10
"""Unknown properties that are named one by one."""
_LONGEST_TOLD = 40
"""Characters of a name that are shown."""
INT32_LOW = -(2**31)
INT32_HIGH = 2**31 - 1


def _cleaned(value: object) -> object:
    return storable(value) if isinstance(value, str) else value


def _checked(value: object) -> object:
    # A lone surrogate would be refused as "no valid string" before the rule below can say why.
    if isinstance(value, str) and storable(value) != value:
        raise ValueError("must not contain NUL or lone surrogates")
    return value


Text = Annotated[str, BeforeValidator(_cleaned)]
"""What people read: NUL and lone surrogates are removed."""

Name = Annotated[str, BeforeValidator(_checked)]
"""An id, an identifier or a code: NUL and lone surrogates are refused."""


def nullable(shape: JsonSchemaValue) -> JsonSchemaValue:
    """Add null to what a JSON schema allows; what is said about it stays where it is.

    >>> nullable({"type": "string", "maxLength": 3})
    {'type': ['string', 'null'], 'maxLength': 3}
    >>> nullable({"$ref": "#/x", "description": "An x."})
    {'anyOf': [{'$ref': '#/x'}, {'type': 'null'}], 'description': 'An x.'}
    """
    if isinstance(shape.get("type"), str) and not shape.keys() & {"enum", "const"}:
        return {**shape, "type": [shape["type"], "null"]}
    if not shape.keys() & {"type", "$ref", "anyOf", "oneOf"}:
        return shape  # anything at all, null included
    said: dict[str, Any] = {
        key: shape[key] for key in ("title", "description", "default") if key in shape
    }
    rest = {key: value for key, value in shape.items() if key not in said}
    choices = rest["anyOf"] if rest.keys() == {"anyOf"} else [rest]
    null = {"type": "null"}
    return {"anyOf": choices if null in choices else [*choices, null], **said}


Int32 = Annotated[int, Field(ge=INT32_LOW, le=INT32_HIGH)]


class RequestModel(BaseModel):
    """A request body, or a part of one. Null means the same as leaving a property out."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        alias_generator=to_camel,
    )
    meant: ClassVar[Mapping[str, str]] = {}
    """What people mean by names that look like none of the model's, by the name in lower case."""

    @model_validator(mode="before")
    @classmethod
    def match_names(cls, value: Any) -> Any:
        """Give every property the spelling of the contract, whatever its case."""
        if not isinstance(value, Mapping):
            return value
        spellings = _spellings(cls)
        matched: dict[Any, Any] = {}
        for key, item in value.items():
            name = spellings.get(key.lower(), key) if isinstance(key, str) else key
            if name in matched:
                raise ValueError(f"has the property {name!r} more than once")
            matched[name] = item
        known = set(spellings.values())
        return {key: item for key, item in matched.items() if item is not None or key not in known}

    @model_validator(mode="wrap")
    @classmethod
    def name_the_unknown(cls, value: Any, check: ModelWrapValidatorHandler[Self]) -> Self:
        """Say of every property that is none here which one may be meant."""
        try:
            return check(value)
        except ValidationError as exc:
            if not any(map(_is_unknown, exc.errors(include_url=False, include_input=False))):
                raise
            lines = [_line(error, cls) for error in exc.errors(include_url=False)]
            raise ValidationError.from_exception_data(exc.title, lines) from exc

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the model, and that null is taken for what may be left out."""
        schema = handler(core_schema)
        described = handler.resolve_ref_schema(schema)
        required = described.get("required", [])
        properties = described.get("properties", {})
        described["properties"] = {
            name: shape if name in required else nullable(shape)
            for name, shape in properties.items()
        }
        return schema


@cache
def _spellings(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the spelling of the contract for each property, by its name in lower case."""
    aliases = (field.alias or name for name, field in model.model_fields.items())
    return {alias.lower(): alias for alias in aliases}


def _is_unknown(error: Mapping[str, Any]) -> bool:
    """True for a property of the model itself; those of its parts have been told already."""
    return error["type"] == "extra_forbidden" and len(error["loc"]) == 1


def _line(error: Any, model: type[RequestModel]) -> InitErrorDetails:
    kept = InitErrorDetails(type=error["type"], loc=error["loc"], input=error["input"])
    if _is_unknown(error):
        sentence = unknown_property(model, str(error["loc"][0]))
        kept["type"] = PydanticCustomError(UNKNOWN_PROPERTY, "{sentence}", {"sentence": sentence})
    elif error["type"] == UNKNOWN_PROPERTY:
        kept["type"] = PydanticCustomError(UNKNOWN_PROPERTY, "{sentence}", error["ctx"])
    elif "ctx" in error:
        kept["ctx"] = error["ctx"]
    return kept


def unknown_property(model: type[RequestModel], name: str) -> str:
    """Return what is said of a property that a model does not know."""
    meant = model.meant.get(name.lower())
    hint = f"; did you mean {meant}?" if meant else did_you_mean(name, _spellings(model).values())
    return f"is not a property known here{hint}"


def _told(model: type[RequestModel], name: str) -> str:
    sentence = unknown_property(model, name)
    end = "" if sentence.endswith("?") else "."
    return f'"{storable(name[:_LONGEST_TOLD])}" {sentence}{end}'


class LenientModel(RequestModel):
    """A request body of SendSurvey, whose unknown properties are ignored, and told to the caller."""

    model_config = ConfigDict(extra="allow")

    def ignored(self) -> list[str]:
        """Return a sentence for each property that means nothing; of very many, how many more."""
        names = list(self.model_extra or ())
        said = [_told(type(self), name) for name in names[:_MOST_TOLD]]
        more = len(names) - len(said)
        return [*said, f"{more} more are not known either."] if more else said
