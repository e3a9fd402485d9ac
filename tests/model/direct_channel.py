"""A gRPC channel whose other end is an object in this process.

Requests and answers are written and read as on a wire, so that adapters and servicers take part.
Nothing runs at the same time as anything else, which is what a model needs.
"""

from collections.abc import Callable
from typing import Any, cast

import grpc

from services.runtime.errors import unavailable


class DirectChannel:
    """Calls the methods of one servicer; while `down`, every call fails as if nobody listened."""

    def __init__(self) -> None:
        self.down = False
        self._servicer: object = None

    def connect(self, servicer: object) -> None:
        """Say who answers."""
        self._servicer = servicer

    def as_channel(self) -> grpc.Channel:
        """Return this as what a stub takes; a stub only ever asks for unary calls."""
        return cast(grpc.Channel, self)

    def unary_unary(
        self,
        method: str,
        request_serializer: Callable[[Any], bytes],
        response_deserializer: Callable[[bytes], Any],
        **_options: object,
    ) -> Callable[..., Any]:
        """Return what a stub calls for one method."""
        name = method.rsplit("/", 1)[-1]

        def call(request: Any, **_terms: object) -> Any:
            if self.down:
                raise unavailable("NOBODY_LISTENS", "The other service does not answer.")
            received = type(request).FromString(request_serializer(request))
            answer = getattr(self._servicer, name)(received, None)
            return response_deserializer(answer.SerializeToString())

        return call
