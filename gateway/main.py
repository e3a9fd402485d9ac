"""Runs the gateway: settings, keys, application, HTTP server, stop."""

import asyncio
import errno
import math
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final, cast

import uvicorn

from gateway.app import create_app
from gateway.config import GatewaySettings
from gateway.express.application import Application
from gateway.http.connections import ConnectionLimits, Connections
from gateway.http.direct_protocol import DirectProtocol
from services.access.access import Access
from services.access.keys import DevelopmentKeys, Keys, NoKeys
from services.access.keys_file import FileKeys
from services.access.oidc.issuer import fetch_keys, is_safe
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.tokens import OidcTokens, TokenRules
from services.access.rates import Rate, RateLimits, rate_of
from services.access.scopes import tenants_named
from services.runtime.addresses import Process
from services.runtime.build import report_build
from services.runtime.client import require_callable
from services.runtime.collector import tune_collector
from services.runtime.config import load_settings
from services.runtime.descriptors import raise_descriptor_limit
from services.runtime.errors import ConfigurationError
from services.runtime.logs import configure_logs, get_logger
from services.runtime.loopback import is_loopback

log = get_logger(__name__)

_OTHER_DESCRIPTORS: Final = 128
"""For channels to the services, files and what runs beside the connections."""
_BURST_SECONDS: Final = 10
"""How long a key may save up requests where no burst is set."""


def main() -> None:
    """Serve until SIGTERM or SIGINT; exits 2 with sentences when the configuration is wrong."""
    try:
        settings = load_settings(GatewaySettings)
        configure_logs("gateway", log_format=settings.log_format, level=settings.log_level)
        report_build("gateway")
        serve(settings)
    except ConfigurationError as error:
        for problem in error.problems:
            print(f"svar gateway: {problem}", file=sys.stderr)  # noqa: T201 - for a person
        sys.exit(2)


def serve(settings: GatewaySettings) -> None:
    """Serve until told to stop; raises ConfigurationError before anything listens."""
    addresses, transport = settings.called(), settings.transport()
    for address in addresses.values():
        require_callable(address, transport=transport)
    app = create_app(addresses=addresses, access=access_of(settings), transport=transport)
    listener = listen(settings.http_host, settings.addresses.port(Process.GATEWAY))
    server = http_server(
        app,
        limits=_connection_limits(settings),
        keep_alive_seconds=settings.http_keep_alive_seconds,
        grace_seconds=settings.shutdown_grace_seconds,
    )
    _stop_on_signals(server)
    tune_collector()
    log.info("ready", port=listener.getsockname()[1])
    server.run(sockets=[listener])
    log.info("stopped")


def _stop_on_signals(server: uvicorn.Server) -> None:
    """Stop the server also when a signal comes before uvicorn listens for it.

    uvicorn raises the signal again when it has stopped; then this keeps the process from dying of it.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _connection_limits(settings: GatewaySettings) -> ConnectionLimits:
    """Return the limits of the settings, lowered to what this process may have open."""
    possible = max(1, raise_descriptor_limit() - _OTHER_DESCRIPTORS)
    if settings.http_connections > possible:
        log.warning("fewer connections than set", set=settings.http_connections, possible=possible)
    return ConnectionLimits(
        connections=min(settings.http_connections, possible),
        address=settings.http_connections_per_address,
        head_seconds=settings.http_head_seconds,
    )


def http_server(
    app: Application, *, limits: ConnectionLimits, keep_alive_seconds: int, grace_seconds: float
) -> uvicorn.Server:
    """Make the server; requests under way get `grace_seconds` to end when it stops."""
    protocol = partial(DirectProtocol, connections=Connections(limits), find_direct=app.find_direct)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=cast(type[asyncio.Protocol], protocol),
            timeout_keep_alive=keep_alive_seconds,
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Whom to trust as a proxy is not known here, and the development key looks at the peer.
            proxy_headers=False,
            timeout_graceful_shutdown=math.ceil(grace_seconds),
        )
    )


def listen(host: str, port: int) -> socket.socket:
    """Open the port, a free one for 0; raises ConfigurationError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except socket.gaierror as exc:
        raise ConfigurationError([f"SVAR_HTTP_HOST is {host!r}, which is no address."]) from exc
    except PermissionError as exc:
        raise ConfigurationError(
            [f"SVAR_HTTP_PORT is {port}, which this user may not listen on."]
        ) from exc
    except OSError as exc:
        reason = "in use by another program" if exc.errno == errno.EADDRINUSE else exc.strerror
        raise ConfigurationError(
            [f"SVAR_HTTP_PORT is {port}: port {port} of {host} is {reason}."]
        ) from exc


def access_of(settings: GatewaySettings) -> Access:
    """Decide who gets in; raises ConfigurationError for what cannot be meant."""
    return Access(
        keys=_keys(settings),
        tokens=_tokens(settings),
        rates=RateLimits(default=_default_rate(settings)),
    )


def _default_rate(settings: GatewaySettings) -> Rate:
    per_second = settings.requests_per_second
    return rate_of(per_second, settings.requests_burst or math.ceil(_BURST_SECONDS * per_second))


def _tokens(settings: GatewaySettings) -> OidcTokens | None:
    issuer = settings.oidc_issuer
    if not issuer:
        return None
    if not is_safe(issuer):
        raise ConfigurationError(
            [
                f"SVAR_OIDC_ISSUER is {issuer!r}: give the issuer's address, which begins with https://."
            ]
        )
    rules = TokenRules(
        issuer=issuer,
        audience=settings.oidc_audience,
        tenant_claim=settings.oidc_tenant_claim,
        scopes_claim=settings.oidc_scopes_claim,
        publish_apart=tenants_named(settings.publish_apart),
    )
    return OidcTokens(rules, SigningKeys(partial(fetch_keys, issuer)))


def _keys(settings: GatewaySettings) -> Keys:
    if settings.api_keys_file:
        return FileKeys(
            Path(settings.api_keys_file), publish_apart=tenants_named(settings.publish_apart)
        )
    if not is_loopback(settings.http_host):
        if settings.oidc_issuer:
            return NoKeys()
        raise ConfigurationError(
            [
                f"SVAR_API_KEYS_FILE is not set, and SVAR_HTTP_HOST is {settings.http_host}: the "
                "development key is for this machine only. Name a file of keys (`svar key new` "
                "makes one), or listen on 127.0.0.1."
            ]
        )
    return DevelopmentKeys()
