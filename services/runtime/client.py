"""Builds the channel by which one service calls another: balanced, kept alive, with a deadline on every call."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

import grpc
import structlog

from services.runtime.grpc_errors import from_rpc_error
from services.runtime.interceptors import REQUEST_ID

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
                    "retryableStatusCodes": ["UNAVAILABLE"],
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
]
"""How every channel of ours is opened, by threads and by asyncio."""

Response = TypeVar("Response")


def open_channel(address: str) -> grpc.Channel:
    """Open a channel to an address of the settings; see `target`."""
    return grpc.insecure_channel(target(address), options=CHANNEL_OPTIONS)


def target(address: str) -> str:
    """Return what gRPC calls an address: a `host:port`, or several IPv4 ones with commas between.

    Calls are balanced over everything that a name resolves to, or over all the addresses listed.

    >>> target("sms:7003"), target("10.0.0.1:7003, 10.0.0.2:7003")
    ('dns:///sms:7003', 'ipv4:10.0.0.1:7003,10.0.0.2:7003')
    """
    listed = [one.strip() for one in address.split(",")]
    return f"ipv4:{','.join(listed)}" if len(listed) > 1 else f"dns:///{listed[0]}"


def call(method: Callable[..., Response], request: Any, *, timeout: float) -> Response:
    """Call a unary method with a deadline in seconds and the id of the request at hand.

    Raises the ServiceError that the other side raised, or UNAVAILABLE when it does not answer.
    """
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    try:
        return method(request, timeout=timeout, metadata=((REQUEST_ID, request_id),))
    except grpc.RpcError as exc:
        raise from_rpc_error(exc) from exc
