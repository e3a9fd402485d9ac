"""The settings of a survey: within the bounds that make sense, and such as can come true."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding

_LONGEST_LIFE: Final = 336
"""Hours: 14 days, as for SendSurvey."""
_BOUNDS: Mapping[str, tuple[str, float, float]] = {
    "expiry_hours": ("expiryHours", 1, _LONGEST_LIFE),
    "delay_seconds": ("delaySeconds", 0, 300),
    "invalid_reply_limit": ("invalidReplyLimit", 1, 20),
    "think_seconds": ("thinkSeconds", 0, 60),
}
MOST_REMINDERS: Final = 3
_LATEST_REMINDER: Final = _LONGEST_LIFE - 1
"""Nothing is said in the last hour of a session's life."""


def settings_problems(examined: Examined) -> Iterator[Finding]:
    """Numbers out of bounds; an expiry is 14 days at most, as for SendSurvey."""
    settings = examined.definition.settings
    for attribute, (name, low, high) in _BOUNDS.items():
        value = getattr(settings, attribute)
        if not low <= value <= high:
            message = f"{name} must lie between {low:g} and {high:g}."
            yield Finding(path=f"settings.{name}", message=message)
    yield from _reminder_problems(settings.reminders)


def settings_warnings(examined: Examined) -> Iterator[Finding]:
    """Reminders that only a session with a longer life than the survey's own ever gets."""
    settings = examined.definition.settings
    for index, hours in enumerate(settings.reminders):
        if settings.expiry_hours - 1 < hours <= _LATEST_REMINDER:
            message = (
                f"A reminder after {hours} hours is only sent with a later expiryTime: the survey ends"
                f" after {settings.expiry_hours}, and nobody is reminded in the last hour."
            )
            yield Finding(path=f"settings.reminders[{index}]", message=message)


def _reminder_problems(reminders: tuple[int, ...]) -> Iterator[Finding]:
    if len(reminders) > MOST_REMINDERS:
        message = f"A survey has at most {MOST_REMINDERS} reminders."
        yield Finding(path="settings.reminders", message=message)
    for index, hours in enumerate(reminders):
        if not 1 <= hours <= _LATEST_REMINDER:
            message = f"A reminder comes 1 to {_LATEST_REMINDER} hours after the question."
            yield Finding(path=f"settings.reminders[{index}]", message=message)
    for index, (before, hours) in enumerate(pairwise(reminders), start=1):
        if hours <= before:
            message = "Each reminder comes later than the one before it."
            yield Finding(path=f"settings.reminders[{index}]", message=message)
