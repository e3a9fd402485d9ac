"""Runs the console: settings, keys, application, HTTP server, stop."""

import errno
import math
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn
from prometheus_client import start_http_server
from starlette.applications import Starlette

from services.access.access import Access
from services.access.keys import DevelopmentKeys, Keys, NoKeys
from services.access.keys_file import FileKeys
from services.access.oidc.id_tokens import IdTokens
from services.access.oidc.issuer import fetch_keys, is_safe
from services.access.oidc.signing_keys import SigningKeys
from services.access.oidc.tokens import TokenRules
from services.access.rates import RateLimits, rate_of
from services.access.scopes import tenants_named
from services.console.app import create_app
from services.console.settings import ConsoleSettings
from services.console.sign_in.issuer import Client, IssuerSignIn
from services.console.sign_in.seals import Seals, secrets_in
from services.runtime.addresses import Process
from services.runtime.build import report_build
from services.runtime.client import require_callable
from services.runtime.collector import tune_collector
from services.runtime.config import load_settings
from services.runtime.errors import ConfigurationError
from services.runtime.logs import configure_logs, get_logger
from services.runtime.loopback import is_loopback

log = get_logger(__name__)

_BURST_SECONDS: Final = 10
_CONNECTIONS: Final = 2_000
"""Open at once: six a browser, for more browsers than there are people."""


def main() -> None:
    """Serve until SIGTERM or SIGINT; exits 2 with sentences when the configuration is wrong."""
    try:
        settings = load_settings(ConsoleSettings)
        configure_logs("console", log_format=settings.log_format, level=settings.log_level)
        report_build("console")
        serve(settings)
    except ConfigurationError as error:
        for problem in error.problems:
            print(f"svar console: {problem}", file=sys.stderr)  # noqa: T201 - for a person
        sys.exit(2)


def serve(settings: ConsoleSettings) -> None:
    """Serve until told to stop; raises ConfigurationError before anything listens."""
    addresses, transport = settings.called(), settings.transport()
    for address in addresses.values():
        require_callable(address, transport=transport)
    seals = Seals(secrets_in(settings.console_secret))
    app = create_app(
        addresses=addresses,
        access=Access(keys=_keys(settings), rates=_rates(settings)),
        seals=seals,
        issuer=_issuer(settings, seals),
        by_key=settings.by_key(),
        url=settings.console_url,
        transport=transport,
        is_stopping=lambda: server.should_exit,
    )
    listener = listen(settings.console_host, settings.addresses.port(Process.CONSOLE))
    server = http_server(app, grace_seconds=settings.shutdown_grace_seconds)
    _show_metrics(settings)
    _stop_on_signals(server)
    tune_collector()
    log.info("ready", port=listener.getsockname()[1])
    server.run(sockets=[listener])
    log.info("stopped")


def http_server(app: Starlette, *, grace_seconds: float) -> uvicorn.Server:
    """Make the server; requests under way get `grace_seconds` to end when it stops."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            loop="uvloop",
            ws="none",
            lifespan="on",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Whom to trust as a proxy is not known here, and the development key looks at the peer.
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=math.ceil(grace_seconds),
        )
    )


def _stop_on_signals(server: uvicorn.Server) -> None:
    """Stop the server also when a signal comes before uvicorn listens for it."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _show_metrics(settings: ConsoleSettings) -> None:
    port = settings.addresses.metrics_port(Process.CONSOLE)
    try:
        start_http_server(port, addr=settings.console_host)
    except OSError as exc:
        raise ConfigurationError(
            [f"SVAR_CONSOLE_METRICS_PORT is {port}, which is in use by another program."]
        ) from exc


def _rates(settings: ConsoleSettings) -> RateLimits:
    per_second = settings.console_requests_per_second
    return RateLimits(default=rate_of(per_second, math.ceil(_BURST_SECONDS * per_second)))


def _issuer(settings: ConsoleSettings, seals: Seals) -> IssuerSignIn | None:
    issuer = settings.oidc_issuer
    if not issuer:
        return None
    problems = [
        f"{variable} is not set; signing in with SVAR_OIDC_ISSUER needs it."
        for variable, value in (
            ("SVAR_OIDC_CLIENT_ID", settings.oidc_client_id),
            ("SVAR_CONSOLE_URL", settings.console_url),
        )
        if not value
    ]
    if not is_safe(issuer):
        problems.append(f"SVAR_OIDC_ISSUER is {issuer!r}: it must begin with https://.")
    if problems:
        raise ConfigurationError(problems)
    rules = TokenRules(
        issuer=issuer,
        audience=settings.oidc_client_id,
        tenant_claim=settings.oidc_tenant_claim,
        scopes_claim=settings.oidc_scopes_claim,
        publish_apart=tenants_named(settings.publish_apart),
    )
    client = Client(
        issuer=issuer,
        id=settings.oidc_client_id,
        secret=settings.oidc_client_secret,
        url=settings.console_url,
    )
    keys = SigningKeys(partial(fetch_keys, issuer))
    return IssuerSignIn(client, IdTokens(rules, keys, client_id=client.id), seals)


def _keys(settings: ConsoleSettings) -> Keys:
    if not settings.by_key():
        return NoKeys()
    if settings.api_keys_file:
        return FileKeys(
            Path(settings.api_keys_file), publish_apart=tenants_named(settings.publish_apart)
        )
    if not is_loopback(settings.console_host):
        raise ConfigurationError(
            [
                f"SVAR_API_KEYS_FILE is not set, and SVAR_CONSOLE_HOST is {settings.console_host}: "
                "the development key is for this machine only. Name a file of keys (`svar key new` "
                "makes one), or listen on 127.0.0.1."
            ]
        )
    return DevelopmentKeys()


def listen(host: str, port: int) -> socket.socket:
    """Open the port, a free one for 0; raises ConfigurationError when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except socket.gaierror as exc:
        raise ConfigurationError([f"SVAR_CONSOLE_HOST is {host!r}, which is no address."]) from exc
    except OSError as exc:
        reason = "in use by another program" if exc.errno == errno.EADDRINUSE else exc.strerror
        raise ConfigurationError([f"SVAR_CONSOLE_PORT is {port}, which is {reason}."]) from exc
