"""A session as `sessions` tells it, and its messages as `sms` sums them up."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

Value: TypeAlias = bool | int | float | str | list[int]
"""A number, yes or no, a text, the index of an option, or the indices of several."""


class Answer(Struct, frozen=True, kw_only=True):
    """An accepted reply to a question."""

    element_id: str
    type: str
    value: Value
    option_id: str
    label: str
    comment: str
    text: str
    received_at: datetime
    attempts: int
    understood_by: str
    reminder: int = 0


class LateReply(Struct, frozen=True, kw_only=True):
    """A reply that came when the session was over."""

    id: str
    text: str
    received_at: datetime


class SourceSession(Struct, frozen=True, kw_only=True):
    """A session with what was said in it; `messages` is how many it was given to send."""

    id: str
    tenant: str
    survey_id: str
    version: int
    state: str
    reason: str
    phone: str
    language: str
    client_reference: str
    current_element: str
    created_at: datetime
    completed_at: datetime | None
    first_reply_at: datetime | None
    variables: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    asked: tuple[str, ...]
    refused: Mapping[str, int]
    late: tuple[LateReply, ...]
    messages: int
    test: bool


class MessageSums(Struct, frozen=True, kw_only=True):
    """What became of a session's messages; `trial` went to a phone for trying things out."""

    messages: int = 0
    segments: int = 0
    first_sent_at: datetime | None = None
    delivered: bool = False
    trial: bool = False


class Source(Struct, frozen=True, kw_only=True):
    """A session and its messages."""

    session: SourceSession
    sums: MessageSums
