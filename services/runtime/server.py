"""Builds the gRPC server that every service answers with: threads, interceptors, health, reflection."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from services.runtime.addresses import Process
from services.runtime.callers import KnownCallers
from services.runtime.errors import ConfigurationError
from services.runtime.interceptors import ServerInterceptor
from services.runtime.transport import ON_THIS_MACHINE, Transport

_OPTIONS = [
    ("grpc.so_reuseport", 0),  # a port in use is an error, not a coin toss
    ("grpc.max_receive_message_length", 16 * 1024 * 1024),
    ("grpc.max_send_message_length", 16 * 1024 * 1024),
    ("grpc.max_connection_age_grace_ms", 15_000),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """How a server answers. `callers` may call it; they are looked at where there is TLS."""

    transport: Transport = ON_THIS_MACHINE
    callers: Sequence[Process] = ()
    connection_age: timedelta = timedelta(seconds=30)
    """Callers find new replicas only when they connect anew."""
    reflection: bool = True


class GrpcServer:
    """A gRPC server with health and reflection, listening from `start` to `stop`."""

    def __init__(
        self,
        servicers: Sequence[Servicer],
        *,
        threads: int,
        options: ServerOptions = ServerOptions(),
    ) -> None:
        age = ("grpc.max_connection_age_ms", options.connection_age // timedelta(milliseconds=1))
        self._transport = options.transport
        self._server = grpc.server(
            ThreadPoolExecutor(threads, thread_name_prefix="grpc"),
            interceptors=_interceptors(options),
            options=[*_OPTIONS, age],
        )
        self._health = health.HealthServicer()
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        for servicer in servicers:
            servicer.register(servicer.servicer, self._server)
        self._names = ["", *(servicer.name for servicer in servicers)]
        if options.reflection:
            reflection.enable_server_reflection(
                [*self._names[1:], health.SERVICE_NAME, reflection.SERVICE_NAME], self._server
            )

    def start(self, *, host: str, port: int) -> int:
        """Listen; returns the port, which is a free one when `port` is 0.

        Raises ConfigurationError when the port is in use, or may not be had in plain text.
        """
        try:
            bound = self._transport.listen(self._server, host=host, port=port)
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


def _interceptors(options: ServerOptions) -> list[grpc.ServerInterceptor]:
    if options.transport.certificates is None:
        return [ServerInterceptor()]
    names = frozenset(map(options.transport.name_of, options.callers))
    return [KnownCallers(names), ServerInterceptor()]
