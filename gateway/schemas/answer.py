"""What all response bodies share: camelCase names, times in UTC with `Z`."""

from datetime import UTC, datetime

from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class AnswerModel(BaseModel):
    """A response body, or a part of one."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, validate_by_name=True, serialize_by_alias=True
    )


class ProblemPlace(AnswerModel):
    """One thing wrong with a request, and where."""

    path: str = Field(examples=["elements[2].options"], description='"" for the whole body.')
    message: str = Field(examples=["must be a list"])


class Problem(AnswerModel):
    """Why a request was not served (RFC 9457)."""

    type: str = Field(examples=["urn:svar:problem:invalid_identifier"])
    title: str = Field(examples=["Invalid identifier"])
    status: int = Field(examples=[400])
    detail: str = Field(description="For people.")
    code: str = Field(examples=["invalid_identifier"], description="For programs; stable.")
    request_id: str | None = Field(default=None, description="Names the request in our logs.")
    errors: list[ProblemPlace] | None = Field(
        default=None, description="Every problem found, where the request itself is wrong."
    )


def time_of(timestamp: Timestamp) -> datetime:
    """Return a protobuf time as an aware one.

    >>> time_of(Timestamp(seconds=0)).isoformat()
    '1970-01-01T00:00:00+00:00'
    """
    return timestamp.ToDatetime(tzinfo=UTC)
