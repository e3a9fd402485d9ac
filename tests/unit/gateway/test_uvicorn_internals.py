"""What `gateway.http.protocol` and `direct_protocol` lean on inside uvicorn; look at it anew where this fails."""

import hashlib
import inspect
from collections.abc import Callable

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

READ: dict[Callable[..., object], str] = {
    HttpToolsProtocol.data_received: "ours replaces it",
    HttpToolsProtocol.on_message_begin: "makes the scope, and sets what ours sets instead",
    HttpToolsProtocol.on_header: "collects trailers where it collects headers",
    HttpToolsProtocol.on_headers_complete: "hands on the list of headers, and fills the pipeline",
    HttpToolsProtocol.on_body: "adds to the newest cycle",
    HttpToolsProtocol.on_message_complete: "ends the body",
    HttpToolsProtocol.on_response_complete: "takes the next of the pipeline, or arms keep-alive",
    HttpToolsProtocol.connection_lost: "tells the newest cycle only",
    HttpToolsProtocol.shutdown: "asks the cycle whether it is complete, or to close",
    HttpToolsProtocol._start_asgi_task: "begins every cycle",
    RequestResponseCycle.send: "says nothing once disconnected",
}
AS_READ = "fe2b1777d1c3a35f"


def test_uvicorn_is_as_it_was_when_this_was_written() -> None:
    source = "".join(inspect.getsource(function) for function in READ)

    assert hashlib.sha256(source.encode()).hexdigest()[:16] == AS_READ
