"""Which page of a list; a parameter that is not known here is refused, like a property of a body."""

from pydantic import Field

from gateway.schemas.model import Name, RequestModel


class PageQuery(RequestModel):
    """The parameters that every list has."""

    page_size: int = Field(default=50, ge=1, le=200, strict=False)
    page_token: Name = Field(default="", description="`nextPageToken` of the last page.")


class NoQuery(RequestModel):
    """A list that comes whole and has no parameters."""
