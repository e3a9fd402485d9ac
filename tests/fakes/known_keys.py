"""Keys that are there from the beginning, and none else."""

from collections.abc import Callable, Mapping
from datetime import datetime

from services.sms.providers.base import ProviderTools


class KnownKeys:
    """`Keys` of a mapping; what is not in it never comes."""

    def __init__(self, known: Mapping[str, bytes] | None = None) -> None:
        self.known = dict(known or {})
        self.asked: list[str] = []

    def get(self, url: str) -> bytes | None:
        """Return what lies there; None for not yet."""
        self.asked.append(url)
        return self.known.get(url)


def provider_tools(
    now: Callable[[], datetime],
    *,
    name: str = "plain",
    keys: Mapping[str, bytes] | None = None,
) -> ProviderTools:
    """Make the tools of a provider."""
    return ProviderTools(name=name, now=now, keys=KnownKeys(keys))
