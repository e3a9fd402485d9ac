"""The settings of a survey: within the bounds that make sense, and such as can come true."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from services.engine.definition import Cap, Sampling
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
MOST_CAPS: Final = 10
MOST_SESSIONS: Final = 1_000_000
"""That a cap can allow."""
_LONGEST_VARIABLE: Final = 64
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
    yield from _sampling_problems(settings.sampling)
    yield from _cap_problems(settings.caps)


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


def _sampling_problems(sampling: Sampling | None) -> Iterator[Finding]:
    if sampling is not None and not 0 < sampling.percent <= 100:
        message = "A sample is more than 0 and at most 100 per cent."
        yield Finding(path="settings.sampling.percent", message=message)


def _cap_problems(caps: tuple[Cap, ...]) -> Iterator[Finding]:
    if len(caps) > MOST_CAPS:
        yield Finding(path="settings.caps", message=f"A survey has at most {MOST_CAPS} caps.")
        return
    seen: set[tuple[str, str]] = set()
    for index, cap in enumerate(caps):
        if not 1 <= len(cap.by.strip()) <= _LONGEST_VARIABLE:
            message = f'A cap names a variable of 1 to {_LONGEST_VARIABLE} characters, or "phone".'
            yield Finding(path=f"settings.caps[{index}].by", message=message)
        if not 1 <= cap.max <= MOST_SESSIONS:
            message = f"A cap allows 1 to {MOST_SESSIONS} sessions."
            yield Finding(path=f"settings.caps[{index}].max", message=message)
        if (cap.by.casefold(), cap.per) in seen:
            message = f'There is a cap on "{cap.by}" a {cap.per} already.'
            yield Finding(path=f"settings.caps[{index}]", message=message)
        seen.add((cap.by.casefold(), cap.per))
