"""Times and durations between protos and Python: aware datetimes in UTC, and seconds."""

from datetime import UTC, datetime

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from services.runtime.errors import invalid


def to_timestamp(moment: datetime) -> Timestamp:
    """An aware datetime as a proto; ValueError for one without an offset.

    >>> to_timestamp(datetime(2026, 12, 1, 12, tzinfo=UTC)).seconds
    1796126400
    """
    if moment.tzinfo is None:
        raise ValueError("a time without an offset")
    timestamp = Timestamp()
    timestamp.FromDatetime(moment.astimezone(UTC).replace(tzinfo=None))
    return timestamp


def to_datetime(timestamp: Timestamp) -> datetime:
    """A proto as an aware datetime in UTC, to the microsecond; ServiceError INVALID beyond year 9999."""
    try:
        return timestamp.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError) as exc:
        raise invalid("INVALID_REQUEST", "A time is out of range.") from exc


def to_optional_timestamp(moment: datetime | None) -> Timestamp | None:
    """None stays None: a message's constructor leaves such a field unset."""
    return None if moment is None else to_timestamp(moment)


def to_optional_datetime(message: Message, field: str) -> datetime | None:
    """The time in a field of a message; None when the field is not set."""
    if not message.HasField(field):
        return None
    timestamp: Timestamp = getattr(message, field)
    return to_datetime(timestamp)


def to_duration(seconds: float) -> Duration:
    """Seconds as a proto, to the microsecond."""
    duration = Duration()
    duration.FromMicroseconds(round(seconds * 1_000_000))
    return duration


def to_seconds(duration: Duration) -> float:
    """A proto as seconds."""
    return duration.ToMicroseconds() / 1_000_000
