"""Builds the gRPC server that every service answers with: threads, interceptors, health, reflection."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from services.runtime.errors import ConfigurationError
from services.runtime.interceptors import ServerInterceptor

_OPTIONS = [
    ("grpc.so_reuseport", 0),  # a port in use is an error, not a coin toss
    ("grpc.max_receive_message_length", 16 * 1024 * 1024),
    ("grpc.max_send_message_length", 16 * 1024 * 1024),
    # Clients find new replicas only when they connect anew.
    ("grpc.max_connection_age_ms", 300_000),
    ("grpc.max_connection_age_grace_ms", 30_000),
    # Matches the keepalive of `client.py`: more pings than this and the server closes.
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000),
    ("grpc.keepalive_permit_without_calls", 1),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Servicer:
    """A servicer with the generated function that registers it and its full proto name."""

    name: str
    register: Callable[[Any, grpc.Server], None]
    servicer: Any


class GrpcServer:
    """A gRPC server with health and reflection, listening from `start` to `stop`."""

    def __init__(self, servicers: Sequence[Servicer], *, threads: int) -> None:
        self._server = grpc.server(
            ThreadPoolExecutor(threads, thread_name_prefix="grpc"),
            interceptors=[ServerInterceptor()],
            options=_OPTIONS,
        )
        self._health = health.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        for servicer in servicers:
            servicer.register(servicer.servicer, self._server)
        self._names = ["", *(servicer.name for servicer in servicers)]
        reflection.enable_server_reflection(
            [*self._names[1:], health.SERVICE_NAME, reflection.SERVICE_NAME], self._server
        )

    def start(self, *, host: str, port: int) -> int:
        """Listen; returns the port, which is a free one when `port` is 0."""
        try:
            bound = self._server.add_insecure_port(f"{host}:{port}")
        except RuntimeError as exc:
            raise ConfigurationError([f"Port {port} is in use by another program."]) from exc
        self._server.start()
        self._report(health_pb2.HealthCheckResponse.SERVING)
        return bound

    def stop(self, *, grace: float) -> None:
        """Say NOT_SERVING first, then let calls under way end, for at most `grace` seconds."""
        self._report(health_pb2.HealthCheckResponse.NOT_SERVING)
        self._server.stop(grace).wait()

    def _report(self, status: health_pb2.HealthCheckResponse.ServingStatus.ValueType) -> None:
        for name in self._names:
            self._health.set(name, status)
