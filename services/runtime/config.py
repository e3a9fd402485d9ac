"""Settings from environment variables with the prefix `SVAR_`, and sentences for what is wrong with them."""

import os
from datetime import timedelta
from typing import ClassVar, Literal, TypeVar

from pydantic import Field, PrivateAttr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.runtime.addresses import Addresses, Process
from services.runtime.clock import SystemClock
from services.runtime.errors import ConfigurationError
from services.runtime.known_variables import unknown_variables
from services.runtime.logs import LogFormat
from services.runtime.loopback import is_loopback
from services.runtime.transport import Transport, transport_of
from services.runtime.validation_sentences import sentence_of


class ProcessSettings(BaseSettings):
    """What every process can be told."""

    model_config = SettingsConfigDict(env_prefix="SVAR_", extra="ignore", env_ignore_empty=True)

    log_format: LogFormat = "auto"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    shutdown_grace_seconds: float = Field(default=10, ge=0, le=300)
    tls_certificate: str = ""
    """PEM file: this process's certificate, with those between it and the authority."""
    tls_key: str = ""
    tls_ca: str = ""
    """PEM file: the authority that has signed everybody's certificate."""
    tls_domain: str = ""
    """What follows a process's name in certificates: `sms.svar` with `svar`, `sms` with nothing."""
    grpc_plaintext: bool = False
    """Whether gRPC may leave this machine without TLS."""
    addresses: Addresses = Field(default_factory=Addresses.read)
    """Where every process listens and is called, from the variables that `addresses` names."""
    _transport: Transport | None = PrivateAttr(default=None)

    def transport(self) -> Transport:
        """Return how gRPC travels, the same each time; raises ConfigurationError for half of TLS."""
        if self._transport is None:
            self._transport = transport_of(self)
        return self._transport


class ServiceSettings(ProcessSettings):
    """What every gRPC service can be told; each says which process it is."""

    process: ClassVar[Process]

    database_url: str
    """One URL for all services; each has a schema of its own in it."""
    database_connections: int = Field(default=8, ge=2, le=200)
    clock_offset_seconds: float = Field(default=0, ge=-86_400, le=86_400)
    """How far this process's own clock is to be wrong, for tests; positive is ahead."""
    listen_host: str = "127.0.0.1"
    grpc_threads: int = Field(default=64, ge=4, le=1000)
    grpc_connection_age_seconds: float = Field(default=30, ge=0.1, le=3600)
    """After how long a caller connects anew, and so sees replicas that have come since."""
    grpc_reflection: bool | None = None
    """Whether the server tells what it serves; None where it listens on this machine only."""

    def reflects(self) -> bool:
        """Return whether the server tells what it serves."""
        asked = self.grpc_reflection
        return is_loopback(self.listen_host) if asked is None else asked

    def own_clock(self) -> SystemClock:
        """Return the clock of this machine as this process sees it."""
        return SystemClock(timedelta(seconds=self.clock_offset_seconds))

    def grpc_port(self) -> int:
        """Return the port that this service answers on, 0 for a free one."""
        return self.addresses.port(self.process)

    def metrics_port(self) -> int:
        """Return the port of /healthz, /readyz and /metrics."""
        return self.addresses.ready_port(self.process)


SettingsT = TypeVar("SettingsT", bound=ProcessSettings)


def load_settings(kind: type[SettingsT]) -> SettingsT:
    """Read settings from the environment; raises ConfigurationError with every variable that is wrong."""
    problems = unknown_variables(os.environ)
    try:
        Addresses.read()
    except ConfigurationError as error:
        problems.extend(error.problems)
    try:
        # What is wrong with the addresses is known by now; the rest is to be named beside it.
        settings = kind(addresses=Addresses()) if problems else kind()
    except ValidationError as exc:
        raise ConfigurationError([*problems, *map(_sentence, exc.errors())]) from exc
    if problems:
        raise ConfigurationError(problems)
    return settings


def _sentence(error: object) -> str:
    assert isinstance(error, dict)
    variable = "SVAR_" + "_".join(str(part) for part in error["loc"]).upper()
    if error["type"] == "missing":
        return f"{variable} is not set."
    # An address may hold a password.
    shown = "set" if variable.endswith("_URL") else repr(error["input"])
    return f"{variable} is {shown}: it {sentence_of(error)}."
