"""Has the results service read all sessions anew, and says when it is done."""

from collections.abc import Callable
from typing import Final

from svar.results.v1 import results_service_pb2 as pb
from svar.results.v1 import results_service_pb2_grpc

from services.runtime.addresses import Process
from services.runtime.client import call, connect
from services.runtime.config import ProcessSettings, load_settings
from services.runtime.errors import ConfigurationError, ServiceError

_LOOK_SECONDS: Final = 1.0
_TIMEOUT: Final = 10.0


def rebuild(*, say: Callable[[str], None], wait: Callable[[float], None]) -> None:
    """Begin, and return when it is done; raises ConfigurationError when the service does not answer."""
    settings = load_settings(ProcessSettings)
    with connect(Process.RESULTS, settings) as channel:
        stub = results_service_pb2_grpc.ResultsServiceStub(channel)
        try:
            call(stub.Rebuild, pb.RebuildRequest(), timeout=_TIMEOUT)
            say("Reading all sessions anew; figures stay up meanwhile.")
            while call(stub.GetProgress, pb.GetProgressRequest(), timeout=_TIMEOUT).rebuilding:
                wait(_LOOK_SECONDS)
        except ServiceError as exc:
            address = settings.addresses.of(Process.RESULTS)
            raise ConfigurationError(
                [f"The results service at {address} says: {exc.message} Set SVAR_RESULTS_ADDRESS?"]
            ) from exc
    say("Done.")
