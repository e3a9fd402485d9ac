"""What a file under `services/sms/providers/` offers: settings that can build the provider."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from services.sms.ports.http import HttpClient
from services.sms.ports.provider import Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderTools:
    """What a provider works with: one HTTP client for all (keep-alive), and a UTC clock."""

    http: HttpClient
    now: Callable[[], datetime]


class ProviderSettings(BaseModel, ABC):
    """The settings of one kind of provider, as the configuration file has them."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    type: str

    @abstractmethod
    def build(self, tools: ProviderTools) -> Provider:
        """Return the provider; does no I/O."""
