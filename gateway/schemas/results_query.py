"""Which sessions are meant, in a query: one filter for figures, lists and exports (`gateway/README.md`)."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from pydantic import ConfigDict, Field
from svar.results.v1 import results_service_pb2 as pb

from gateway.schemas.model import INT32_HIGH, Name, RequestModel
from gateway.schemas.session import StateName
from services.runtime.errors import Problem, invalid
from services.text.storable import storable

VARIABLE = "var."
ANSWER = "answer."

FormatName = Literal["json", "jsonl", "csv", "xlsx", "parquet"]
MEDIA_TYPES: dict[FormatName, str] = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
_FORMATS = {
    "json": pb.FORMAT_JSON,
    "jsonl": pb.FORMAT_JSON_LINES,
    "csv": pb.FORMAT_CSV,
    "xlsx": pb.FORMAT_XLSX,
    "parquet": pb.FORMAT_PARQUET,
}
_BUCKETS = {"day": pb.BUCKET_DAY, "week": pb.BUCKET_WEEK, "month": pb.BUCKET_MONTH}


class FilterQuery(RequestModel):
    """Narrows to some sessions.

    Besides these, `var.<key>=<value>` is a variable (several values: any of them), and
    `answer.<question>=<value>` an answer: a number, two with `..` between, yes, no, or an option's id.
    """

    model_config = ConfigDict(extra="allow")

    from_: Name = Field(
        default="",
        alias="from",
        description="The first day, such as 2026-11-01, of the first message in the tenant's zone.",
    )
    to: Name = Field(default="", description="The day after the last.")
    version: int = Field(default=0, ge=0, le=INT32_HIGH, strict=False, description="Of the survey.")
    language_code: Name = Field(default="", description="Of the session.")
    state: StateName | None = Field(default=None, description="In this state.")
    include_tests: bool = Field(
        default=False, strict=False, description="Take in tests, and suppressed ones in lists."
    )

    def to_filter(self) -> pb.Filter:
        """Return it as protobuf; raises INVALID_REQUEST for a parameter that is not known."""
        return pb.Filter(
            from_day=self.from_,
            to_day=self.to,
            version=self.version,
            language_code=self.language_code,
            states=[self.state] if self.state else [],
            include_tests=self.include_tests,
            variables=[
                pb.VariableFilter(key=key, values=values) for key, values in self._named(VARIABLE)
            ],
            answers=[
                pb.AnswerFilter(element_id=element, value=value)
                for element, values in self._named(ANSWER)
                for value in values
            ],
        )

    def _named(self, prefix: str) -> Iterator[tuple[str, Sequence[str]]]:
        given: dict[str, Any] = self.model_extra or {}
        strangers = [key for key in given if not key.startswith((VARIABLE, ANSWER))]
        wrong = [Problem(path=key, message="is not a known parameter") for key in strangers]
        for key, value in given.items():
            values = value if isinstance(value, list) else [value]
            if any(storable(text) != text for text in (key, *values)):
                message = "must not contain NUL or lone surrogates"
                wrong.append(Problem(path=storable(key), message=message))
            elif key.startswith(prefix):
                yield key.removeprefix(prefix), values
        if wrong:
            message = "The request is not of the right shape."
            raise invalid("INVALID_REQUEST", message, problems=wrong)


class FiguresQuery(FilterQuery):
    """Which sessions are counted, and in which groups."""

    group_by: Name = Field(
        default="", description="A variable, `version` or `languageCode`.", examples=["agentId"]
    )
    bucket: Literal["day", "week", "month"] | None = Field(
        default=None, description="Groups by time, too."
    )

    def to_proto(self, tenant: str, survey_id: str) -> pb.GetFiguresRequest:
        """Return the request for figures."""
        return pb.GetFiguresRequest(
            tenant=tenant,
            survey_id=survey_id,
            filter=self.to_filter(),
            group_by=self.group_by,
            bucket=_BUCKETS.get(self.bucket or "", pb.BUCKET_UNSPECIFIED),
        )


class ExportQuery(FilterQuery):
    """Which sessions are exported, and as what."""

    format: FormatName = Field(default="json", description="The kind of file.")

    def to_proto(
        self, tenant: str, survey_id: str, *, whole_numbers: bool
    ) -> pb.ExportResponsesRequest:
        """Return the request for a file."""
        return pb.ExportResponsesRequest(
            tenant=tenant,
            survey_id=survey_id,
            filter=self.to_filter(),
            format=_FORMATS[self.format],
            whole_numbers=whole_numbers,
        )


class VerbatimsQuery(FilterQuery):
    """Which open answers, comments and late replies are listed."""

    search: Name = Field(
        default="", max_length=200, description="Words: quotes, `or` and `-` mean what they do."
    )
    element_id: Name = Field(default="", description="Answers and comments to this question.")
    page_size: int = Field(default=50, ge=1, le=200, strict=False)
    page_token: Name = Field(default="", description="`nextPageToken` of the last page.")

    def to_proto(self, tenant: str, survey_id: str) -> pb.ListVerbatimsRequest:
        """Return the request for a page."""
        return pb.ListVerbatimsRequest(
            tenant=tenant,
            survey_id=survey_id,
            filter=self.to_filter(),
            search=self.search,
            element_id=self.element_id,
            page_size=self.page_size,
            page_token=self.page_token,
        )


class ChangesQuery(RequestModel):
    """From where on changes are listed."""

    after: Name = Field(default="", description="`cursor` of the last answer; empty for all.")
    page_size: int = Field(default=500, ge=1, le=1000, strict=False)

    def to_proto(
        self, tenant: str, survey_id: str, *, whole_numbers: bool
    ) -> pb.ListResponseChangesRequest:
        """Return the request for a page."""
        return pb.ListResponseChangesRequest(
            tenant=tenant,
            survey_id=survey_id,
            after=self.after,
            page_size=self.page_size,
            whole_numbers=whole_numbers,
        )
