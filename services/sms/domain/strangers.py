"""Bounds on what people may make us store to whom we never wrote, or of whom nobody knows who they are."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

ROWS_A_DAY: Final = 10_000
"""How many rows of a kind a provider may bring a day; what is beyond is counted and not kept."""

KEPT_FOR: Final = timedelta(days=30)

REPORTS_SOUGHT_FOR: Final = timedelta(days=1)
"""How long the message is sought that a delivery report is about."""


class StrangerKind(StrEnum):
    """What is bounded a day."""

    # From a phone that no message of ours can have reached.
    REPLY = "reply"
    # To none of our numbers.
    STRAY = "stray"
    # From an authenticated provider, and read by nobody: kept until a person has seen it.
    UNREADABLE = "unreadable"
