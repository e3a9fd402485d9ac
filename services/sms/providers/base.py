"""What a file under `services/sms/providers/` offers: settings that can build the provider."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from services.sms.ports.provider import Link, Provider


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderTools:
    """What a provider may use of the process: a UTC clock. It has no way to the network."""

    now: Callable[[], datetime]


class ProviderSettings(BaseModel, ABC):
    """The settings of one kind of provider, as the configuration file has them."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    type: str

    @abstractmethod
    def build(self, tools: ProviderTools) -> Provider | Link:
        """Return the provider, or the link to it; does no I/O."""
