"""What a file under `services/sms/providers/` offers: settings that can build the provider."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict

from services.sms.ports.provider import Link, Provider


class Keys(Protocol):
    """Keys and certificates that lie at addresses of a provider's."""

    def get(self, url: str) -> bytes | None:
        """Return what lies there; None for not yet: it is being fetched, and can be had soon."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderTools:
    """What a provider may use of the process. It has no way to the network.

    `name` is the provider's own in the configuration file, and so in the address of its callbacks;
    `now` is a UTC clock.
    """

    name: str
    now: Callable[[], datetime]
    keys: Keys


class ProviderSettings(BaseModel, ABC):
    """The settings of one kind of provider, as the configuration file has them."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    names_sessions: ClassVar[bool] = False
    """Whether it names the SMS sessions of its senders (`subnumbers: provider`), and takes no digits."""

    type: str

    @abstractmethod
    def build(self, tools: ProviderTools) -> Provider | Link:
        """Return the provider, or the link to it; does no I/O."""
