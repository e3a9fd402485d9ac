"""Which sessions are meant: one filter for figures, lists and exports."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

STATES: Final = (
    "active",
    "completed",
    "expired",
    "opted_out",
    "superseded",
    "stopped",
    "cancelled",
    "undeliverable",
    "suppressed",
)
KNOWN_VARIABLES: Final = frozenset(
    {
        "consumeremail",
        "consumerphone",
        "consumerchannel",
        "consumersession",
        "queuekey",
        "agentid",
        "usergroupid",
    }
)
"""Those that are known by name, without case, whether or not any session has them."""


class Bucket(StrEnum):
    """How long a bucket of time is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def bucket_of(day: date, bucket: Bucket | None) -> str:
    """Return the first day of the bucket that a day lies in; empty without buckets.

    >>> bucket_of(date(2026, 11, 29), Bucket.WEEK), bucket_of(date(2026, 11, 29), Bucket.MONTH)
    ('2026-11-23', '2026-11-01')
    """
    match bucket:
        case None:
            return ""
        case Bucket.DAY:
            return day.isoformat()
        case Bucket.WEEK:
            return (day - timedelta(days=day.weekday())).isoformat()
        case Bucket.MONTH:
            return day.replace(day=1).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableTest:
    """The variable has one of these values; with none, it is there at all. `key` is without case."""

    key: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A number within bounds, both included."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """The value, or one of several chosen; by versions, None for all of them."""

    alternatives: tuple[tuple[tuple[int, ...] | None, bool | float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTest:
    """The question has an answer, and it is such a one; any, where `test` is None."""

    element_id: str
    test: Between | Holds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAnswer:
    """A filter on an answer as somebody wrote it, before it is known what the survey asks."""

    element_id: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFilter:
    """A filter as it was asked for."""

    from_day: date | None = None
    to_day: date | None = None
    version: int | None = None
    language: str | None = None
    variables: tuple[VariableTest, ...] = ()
    answers: tuple[AskedAnswer, ...] = ()
    states: tuple[str, ...] = ()
    include_tests: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A filter that makes sense for its survey; `to_day` is the day after the last."""

    tenant: str
    survey_id: str
    from_day: date | None = None
    to_day: date | None = None
    version: int | None = None
    language: str | None = None
    variables: tuple[VariableTest, ...] = ()
    answers: tuple[AnswerTest, ...] = ()
    states: tuple[str, ...] = ()
    include_tests: bool = False

    @property
    def is_whole(self) -> bool:
        """True when every session of its days is meant, so that whole days are counted."""
        narrowed = (self.version, self.language, self.variables, self.answers, self.states)
        return not any(narrowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How sessions are grouped; `by` is a variable's key, or one of the two others."""

    VERSION = "version"
    LANGUAGE = "languagecode"

    by: str | None = None
    bucket: Bucket | None = None

    @property
    def is_any(self) -> bool:
        """True when there are groups at all."""
        return self.by is not None or self.bucket is not None

    @property
    def variable(self) -> str | None:
        """The variable that it goes by, if it does."""
        return None if self.by in {None, Grouping.VERSION, Grouping.LANGUAGE} else self.by
