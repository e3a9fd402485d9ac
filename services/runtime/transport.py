"""How gRPC travels between processes: in mutual TLS, or in plain text where that is allowed.

Both sides look at names. A process's certificate holds its name (`sms`, or `sms.` and the domain of
SVAR_TLS_DOMAIN) among its DNS names; a caller goes on with nobody else, and a server lets in only
those that `addresses` lists as its callers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

import grpc

from services.runtime.addresses import Process
from services.runtime.certificates import CertificateFiles, Certificates, Loaded
from services.runtime.errors import ConfigurationError
from services.runtime.logs import get_logger
from services.runtime.loopback import is_loopback
from services.runtime.renewed_channel import RenewedAioChannel, RenewedChannel

log = get_logger(__name__)
Options = Sequence[tuple[str, Any]]

_ALLOW: Final = (
    "set SVAR_TLS_CERTIFICATE, SVAR_TLS_KEY and SVAR_TLS_CA, or SVAR_GRPC_PLAINTEXT=1 where nobody "
    "else is on the network"
)


class TransportSettings(Protocol):
    """What a transport is made of; see `config.ProcessSettings`."""

    tls_certificate: str
    tls_key: str
    tls_ca: str
    tls_domain: str
    grpc_plaintext: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport:
    """Opens ports and channels; without certificates in plain text, and then on this machine only.

    `plaintext` allows it elsewhere. `domain` follows the names in certificates.
    """

    certificates: Certificates | None = None
    plaintext: bool = False
    domain: str = ""

    def name_of(self, process: Process) -> str:
        """Return the DNS name by which a certificate says whose it is.

        >>> Transport(domain="svar.internal").name_of(Process.SMS)
        'sms.svar.internal'
        """
        return f"{process}.{self.domain}" if self.domain else process.value

    def listen(self, server: grpc.Server, *, host: str, port: int) -> int:
        """Add a port to a server and return it.

        Raises RuntimeError when it is in use, ConfigurationError when it may not be in plain text.
        """
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        if self.certificates is not None:
            return server.add_secure_port(address, _server_credentials(self.certificates))
        if not is_loopback(host):
            self._require_plaintext(f"SVAR_LISTEN_HOST is {host}", "would be answered")
            log.warning("gRPC is answered without TLS", host=host)
        return server.add_insecure_port(address)

    def require_callable(self, target: str, hosts: Sequence[str]) -> None:
        """Raise ConfigurationError for hosts that may not be called in plain text."""
        if self.certificates is None and not all(map(is_loopback, hosts)):
            self._require_plaintext(f"{target} is on another machine", "would be called")

    def channel(
        self, target: str, *, peer: Process | None, hosts: Sequence[str], options: Options
    ) -> grpc.Channel:
        """Open a channel for threads; raises ConfigurationError when it may not be in plain text."""
        self.require_callable(target, hosts)
        if self.certificates is None:
            return grpc.insecure_channel(target, options=options)
        opened = partial(_secure, grpc.secure_channel, target, self._named(peer, options))
        return RenewedChannel(self.certificates, opened)

    def aio_channel(
        self, target: str, *, peer: Process | None, hosts: Sequence[str], options: Options
    ) -> grpc.aio.Channel:
        """Open a channel for the running event loop; else as `channel`."""
        self.require_callable(target, hosts)
        if self.certificates is None:
            return grpc.aio.insecure_channel(target, options=options)
        opened = partial(_secure, grpc.aio.secure_channel, target, self._named(peer, options))
        return RenewedAioChannel(self.certificates, opened)

    def _named(self, peer: Process | None, options: Options) -> Options:
        # Whatever address it is called by, its certificate has to name the process.
        named = [("grpc.ssl_target_name_override", self.name_of(peer))] if peer else []
        return [*options, *named]

    def _require_plaintext(self, why: str, what: str) -> None:
        if not self.plaintext:
            raise ConfigurationError([f"{why}, and gRPC {what} without TLS: {_ALLOW}."])


ON_THIS_MACHINE: Final = Transport()
"""In plain text, and with nobody elsewhere."""


def transport_of(settings: TransportSettings) -> Transport:
    """Return the transport that settings ask for; raises ConfigurationError for half of one."""
    files = {
        "SVAR_TLS_CERTIFICATE": settings.tls_certificate,
        "SVAR_TLS_KEY": settings.tls_key,
        "SVAR_TLS_CA": settings.tls_ca,
    }
    if not any(files.values()):
        return Transport(plaintext=settings.grpc_plaintext)
    if missing := [variable for variable, path in files.items() if not path]:
        raise ConfigurationError(
            [f"{variable} is not set, and mutual TLS needs it." for variable in missing]
        )
    paths = CertificateFiles(
        certificate=Path(settings.tls_certificate),
        key=Path(settings.tls_key),
        authority=Path(settings.tls_ca),
    )
    return Transport(certificates=Certificates(paths), domain=settings.tls_domain)


def _secure(open_secure: Callable[..., Any], target: str, options: Options, loaded: Loaded) -> Any:
    credentials = grpc.ssl_channel_credentials(
        root_certificates=loaded.authority,
        private_key=loaded.key,
        certificate_chain=loaded.certificate,
    )
    return open_secure(target, credentials, options=options)


def _server_credentials(certificates: Certificates) -> grpc.ServerCredentials:
    # Asked for at each new connection, so that a new certificate needs no restart.
    return grpc.dynamic_ssl_server_credentials(
        _configuration(certificates.current()),
        lambda: _configuration(certificates.current()),
        require_client_authentication=True,
    )


def _configuration(loaded: Loaded) -> grpc.ServerCertificateConfiguration:
    return grpc.ssl_server_certificate_configuration(
        [(loaded.key, loaded.certificate)], root_certificates=loaded.authority
    )
