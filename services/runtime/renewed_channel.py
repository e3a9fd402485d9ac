"""gRPC channels that are opened anew when the certificates change.

gRPC's Python takes new certificates while it runs for servers only. A channel keeps the ones that it
was opened with, so that it could not connect any more once they have expired.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import grpc

from services.runtime.certificates import Certificates, Loaded

CLOSE_AFTER_SECONDS: Final = 60.0
"""Longer than any call may take, so that those on the old channel end by themselves."""

ChannelT = TypeVar("ChannelT")
Open = Callable[[Loaded], ChannelT]
Method = Callable[..., Any]


class _Current(Generic[ChannelT]):
    """The channel that was opened with the newest certificates."""

    def __init__(
        self,
        certificates: Certificates,
        open_with: Open[ChannelT],
        retire: Callable[[ChannelT], None],
    ) -> None:
        self._certificates = certificates
        self._open = open_with
        self._retire = retire
        self._lock = threading.Lock()
        self._loaded = certificates.current()
        self.channel = open_with(self._loaded)

    def renewed(self) -> ChannelT:
        """Return the channel, a new one when the certificates have changed."""
        loaded = self._certificates.current()
        if loaded is not self._loaded:
            with self._lock:
                if loaded is not self._loaded:
                    old, self.channel = self.channel, self._open(loaded)
                    self._loaded = loaded
                    self._retire(old)
        return self.channel


class _Call(Generic[ChannelT]):
    """A method on whichever channel is the newest one."""

    def __init__(self, current: _Current[ChannelT], bind: Callable[[ChannelT], Method]) -> None:
        self._current = current
        self._bind = bind
        self._bound = current.channel, bind(current.channel)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._method()(*arguments, **options)

    def with_call(self, *arguments: Any, **options: Any) -> Any:
        """As a call, with what came beside the response."""
        return self._method().with_call(*arguments, **options)  # type: ignore[attr-defined]  # unary ones

    def future(self, *arguments: Any, **options: Any) -> Any:
        """As a call, without waiting for it."""
        return self._method().future(*arguments, **options)  # type: ignore[attr-defined]  # unary ones

    def _method(self) -> Method:
        channel = self._current.renewed()
        known, method = self._bound
        if channel is not known:
            method = self._bind(channel)
            self._bound = channel, method
        return method


class RenewedChannel(grpc.Channel):
    """A channel for threads."""

    def __init__(self, certificates: Certificates, open_with: Open[grpc.Channel]) -> None:
        self._current = _Current(certificates, open_with, _close_later)

    def unary_unary(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that takes one message and answers with one."""
        return _Call(self._current, lambda channel: channel.unary_unary(*arguments, **options))

    def unary_stream(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that answers with many messages."""
        return _Call(self._current, lambda channel: channel.unary_stream(*arguments, **options))

    def stream_unary(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that takes many messages."""
        return _Call(self._current, lambda channel: channel.stream_unary(*arguments, **options))

    def stream_stream(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that takes and answers with many messages."""
        return _Call(self._current, lambda channel: channel.stream_stream(*arguments, **options))

    def subscribe(self, *arguments: Any, **options: Any) -> None:
        """Tell of changes of the newest channel."""
        self._current.channel.subscribe(*arguments, **options)

    def unsubscribe(self, *arguments: Any, **options: Any) -> None:
        """Tell no more."""
        self._current.channel.unsubscribe(*arguments, **options)

    def close(self) -> None:
        """End every call under way."""
        self._current.channel.close()

    def __enter__(self) -> "RenewedChannel":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _close_later(channel: grpc.Channel) -> None:
    timer = threading.Timer(CLOSE_AFTER_SECONDS, channel.close)
    timer.daemon = True
    timer.start()


class RenewedAioChannel(grpc.aio.Channel):
    """A channel for an event loop; belongs to the one that it is made in."""

    def __init__(self, certificates: Certificates, open_with: Open[grpc.aio.Channel]) -> None:
        self._closing: set[asyncio.Task[None]] = set()
        self._current = _Current(certificates, open_with, self._close_later)

    def unary_unary(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that takes one message and answers with one."""
        return _Call(self._current, lambda channel: channel.unary_unary(*arguments, **options))

    def unary_stream(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that answers with many messages."""
        return _Call(self._current, lambda channel: channel.unary_stream(*arguments, **options))

    def stream_unary(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that takes many messages."""
        return _Call(self._current, lambda channel: channel.stream_unary(*arguments, **options))

    def stream_stream(self, *arguments: Any, **options: Any) -> Any:
        """Return a method that takes and answers with many messages."""
        return _Call(self._current, lambda channel: channel.stream_stream(*arguments, **options))

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        """Return how the newest channel is."""
        return self._current.channel.get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        """Wait for another state of the newest channel."""
        await self._current.channel.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        """Wait until the newest channel is connected."""
        await self._current.channel.channel_ready()

    async def close(self, grace: float | None = None) -> None:
        """End the calls under way, after at most `grace` seconds."""
        await self._current.channel.close(grace)
        for task in self._closing:
            task.cancel()

    async def __aenter__(self) -> "RenewedAioChannel":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _close_later(self, channel: grpc.aio.Channel) -> None:
        task = asyncio.get_running_loop().create_task(channel.close(CLOSE_AFTER_SECONDS))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
