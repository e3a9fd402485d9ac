"""Which sessions a results page is about: the address says it, and figures, lists and files obey it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from svar.results.v1 import results_service_pb2 as pb

PERIODS: Final = {"7": 7, "30": 30, "90": 90, "365": 365, "all": 0}
"""Days by the name of a period; 0 for all there are."""
DEFAULT_PERIOD: Final = "30"
_VARIABLE: Final = "var."
_LONGEST: Final = 512
_MOST_VARIABLES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody chose; empty means everything."""

    survey: str = ""
    period: str = DEFAULT_PERIOD
    by: str = ""
    language: str = ""
    version: int = 0
    variables: tuple[tuple[str, str], ...] = ()
    tests: bool = False
    search: str = ""
    compare: bool = False

    @classmethod
    def of(cls, request: Request) -> "Chosen":
        """Read them from the address; what nobody can have chosen is passed over."""
        given = request.query_params
        period, version = given.get("period", ""), given.get("version", "")
        variables = [
            (key.removeprefix(_VARIABLE)[:_LONGEST], value[:_LONGEST])
            for key, value in given.multi_items()
            if key.startswith(_VARIABLE) and value
        ]
        return cls(
            survey=given.get("survey", ""),
            period=period if period in PERIODS else DEFAULT_PERIOD,
            by=given.get("by", "")[:_LONGEST],
            language=given.get("language", "")[:_LONGEST],
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            variables=tuple(variables[:_MOST_VARIABLES]),
            tests=given.get("tests", "") == "yes",
            search=given.get("search", "")[:200],
            compare=given.get("compare", "") == "before",
        )

    def filter(self, today: datetime) -> pb.Filter:
        """Return it as the services take it."""
        days = PERIODS[self.period]
        begin = (today - timedelta(days=days - 1)).strftime("%Y-%m-%d") if days else ""
        return pb.Filter(
            from_day=begin,
            version=self.version,
            language_code=self.language,
            variables=[pb.VariableFilter(key=key, values=[value]) for key, value in self.variables],
            include_tests=self.tests,
        )

    def before(self, today: datetime) -> pb.Filter | None:
        """Return the filter of the period before, of the same length; None for all of the time."""
        days = PERIODS[self.period]
        if not days:
            return None
        wanted = self.filter(today)
        wanted.to_day = wanted.from_day
        wanted.from_day = (today - timedelta(days=2 * days - 1)).strftime("%Y-%m-%d")
        return wanted

    def address(self, **changed: object) -> str:
        """Return the parameters of an address with something else chosen.

        >>> Chosen(survey="a").address(by="agentId")
        'survey=a&period=30&by=agentId'
        """
        other = replace(self, **changed)  # type: ignore[arg-type]  # by name
        plain: Mapping[str, str] = {
            "survey": other.survey,
            "period": other.period,
            "by": other.by,
            "language": other.language,
            "version": str(other.version or ""),
            "tests": "yes" if other.tests else "",
            "search": other.search,
            "compare": "before" if other.compare else "",
        }
        pairs = [(name, value) for name, value in plain.items() if value]
        return urlencode([*pairs, *((_VARIABLE + key, value) for key, value in other.variables)])

    def with_variable(self, key: str, value: str, *, by: str = "") -> str:
        """Return the address narrowed to one value of a variable as well, the newest of five."""
        others = tuple(one for one in self.variables if one[0].casefold() != key.casefold())
        narrowed = (*others, (key[:_LONGEST], value[:_LONGEST]))
        return self.address(variables=narrowed[-_MOST_VARIABLES:], by=by)

    def without_variable(self, key: str) -> str:
        """Return the address without what narrows it by a variable."""
        return self.address(variables=tuple(one for one in self.variables if one[0] != key))

    @property
    def bucket(self) -> "pb.Bucket.ValueType":
        """How the trend is divided: by days for a month, by weeks for a quarter, else by months."""
        days = PERIODS[self.period]
        if 0 < days <= 30:
            return pb.BUCKET_DAY
        return pb.BUCKET_WEEK if 0 < days <= 90 else pb.BUCKET_MONTH


def now() -> datetime:
    """Return the time that periods end with."""
    return datetime.now(UTC)
