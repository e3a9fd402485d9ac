"""The settings of a survey: within the bounds that make sense."""

from collections.abc import Iterator, Mapping

from services.engine.problems.examined import Examined
from services.engine.problems.finding import Finding

_BOUNDS: Mapping[str, tuple[str, float, float]] = {
    "expiry_hours": ("expiryHours", 1, 336),
    "delay_seconds": ("delaySeconds", 0, 300),
    "invalid_reply_limit": ("invalidReplyLimit", 1, 20),
    "think_seconds": ("thinkSeconds", 0, 60),
}


def settings_problems(examined: Examined) -> Iterator[Finding]:
    """Numbers out of bounds; an expiry is 14 days at most, as for SendSurvey."""
    for attribute, (name, low, high) in _BOUNDS.items():
        value = getattr(examined.definition.settings, attribute)
        if not low <= value <= high:
            message = f"{name} must lie between {low:g} and {high:g}."
            yield Finding(path=f"settings.{name}", message=message)
