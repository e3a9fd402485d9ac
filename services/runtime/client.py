"""Builds the channel by which one service calls another: balanced, kept alive, with a deadline on every call."""

import json
import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import grpc
import structlog

from services.runtime.actor import current_actor, to_metadata
from services.runtime.addresses import Process
from services.runtime.calls import MeasuredCall
from services.runtime.config import ProcessSettings
from services.runtime.grpc_errors import from_rpc_error
from services.runtime.interceptors import REQUEST_ID
from services.runtime.transport import ON_THIS_MACHINE, Transport

_SERVICE_CONFIG = json.dumps(
    {
        "loadBalancingConfig": [{"round_robin": {}}],
        # Every RPC of ours is idempotent: a receiver drops an id that it already has.
        "methodConfig": [
            {
                "name": [{}],
                "retryPolicy": {
                    "maxAttempts": 3,
                    "initialBackoff": "0.05s",
                    "maxBackoff": "0.5s",
                    "backoffMultiplier": 3,
                    # A server that stops cancels what it has taken in and not begun.
                    "retryableStatusCodes": ["UNAVAILABLE", "CANCELLED"],
                },
            }
        ],
    }
)
CHANNEL_OPTIONS = [
    ("grpc.service_config", _SERVICE_CONFIG),
    ("grpc.max_receive_message_length", 16 * 1024 * 1024),
    ("grpc.max_send_message_length", 16 * 1024 * 1024),
    # Errors travel in metadata, and a survey may have more problems than the usual 8 KiB hold.
    ("grpc.max_metadata_size", 16 * 1024 * 1024),
    ("grpc.absolute_max_metadata_size", 16 * 1024 * 1024),
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.keepalive_permit_without_calls", 1),
    # A proxy for the internet, as machines are told in http_proxy, does not know our services.
    ("grpc.enable_http_proxy", 0),
    # A service that restarts is found again quickly.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2_000),
    # When all replicas are replaced at once, gRPC would ask for the new ones after 30 s only.
    ("grpc.dns_min_time_between_resolutions_ms", 1_000),
]
"""How every channel of ours is opened, by threads and by asyncio."""

# `sms:7003` is a host and a port, though it looks like a scheme.
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*)://|((?:unix|unix-abstract|ipv4|ipv6|vsock):)")

Response = TypeVar("Response")


def connect(process: Process, settings: ProcessSettings) -> grpc.Channel:
    """Open a channel to a process of the system; raises ConfigurationError when it may not be."""
    address = settings.addresses.of(process)
    return open_channel(address, transport=settings.transport(), peer=process)


def require_callable(address: str, *, transport: Transport) -> None:
    """Raise ConfigurationError when an address may not be called; for those that open channels later."""
    transport.require_callable(target(address), hosts(address))


def open_channel(
    address: str, *, transport: Transport = ON_THIS_MACHINE, peer: Process | None = None
) -> grpc.Channel:
    """Open a channel to an address of the settings; see `target`. `peer` is who has to answer."""
    return transport.channel(
        target(address), peer=peer, hosts=hosts(address), options=CHANNEL_OPTIONS
    )


def open_aio_channel(
    address: str, *, transport: Transport = ON_THIS_MACHINE, peer: Process | None = None
) -> grpc.aio.Channel:
    """Open a channel of the running event loop; else as `open_channel`."""
    return transport.aio_channel(
        target(address), peer=peer, hosts=hosts(address), options=CHANNEL_OPTIONS
    )


def target(address: str) -> str:
    """Return what gRPC calls an address: a `host:port`, several IPv4 ones with commas, or a URI of gRPC.

    Calls are balanced over everything that a name resolves to, or over all the addresses listed.

    >>> target("sms:7003"), target("10.0.0.1:7003, 10.0.0.2:7003")
    ('dns:///sms:7003', 'ipv4:10.0.0.1:7003,10.0.0.2:7003')
    >>> target("dns://127.0.0.1:5353/sms.svar:7003")
    'dns://127.0.0.1:5353/sms.svar:7003'
    """
    if _scheme(address):
        return address
    listed = _listed(address)
    return f"ipv4:{','.join(listed)}" if len(listed) > 1 else f"dns:///{listed[0]}"


def hosts(address: str) -> list[str]:
    """Return the hosts that an address names; a socket in the file system is this one.

    >>> hosts("dns://127.0.0.1:5353/sms.svar:7003"), hosts("[::1]:1"), hosts("unix:/run/sms")
    (['sms.svar'], ['::1'], ['localhost'])
    """
    scheme = _scheme(address)
    if scheme.startswith("unix"):
        return ["localhost"]
    named = address.removeprefix(scheme).removeprefix(":")
    if named.startswith("//"):
        named = named[2:].partition("/")[2]
    return [one.rpartition(":")[0].strip("[]") for one in _listed(named)]


def _scheme(address: str) -> str:
    found = _SCHEME.match(address)
    return (found[1] or found[2]).removesuffix(":") if found else ""


def _listed(address: str) -> list[str]:
    return [one.strip() for one in address.split(",")]


def call(method: Callable[..., Response], request: Any, *, timeout: float) -> Response:
    """Call a unary method with a deadline in seconds, the id of the request at hand and who acts.

    Raises the ServiceError that the other side raised, or UNAVAILABLE when it does not answer.
    """
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    metadata = ((REQUEST_ID, request_id), *to_metadata(current_actor()))
    try:
        with MeasuredCall(request):
            return method(request, timeout=timeout, metadata=metadata)
    except grpc.RpcError as exc:
        raise from_rpc_error(exc) from exc
