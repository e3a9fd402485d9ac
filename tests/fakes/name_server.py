"""A name server that gives every name the same addresses, which a test changes as it goes."""

import socket
import struct
import threading
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

_A: Final = 1
_ANSWER: Final = 0x8180
"""A response, recursion wanted and had, no error."""
_QUESTION_AT: Final = 0xC00C
"""A pointer to the name in the question, which follows the twelve bytes of the head."""


class NameServer:
    """Answers questions for IPv4 addresses over UDP on a free port of this machine; `with` it."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.addresses = tuple(addresses)
        self.questions = 0

    def __enter__(self) -> Self:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run, name="name server", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        # A datagram without a question wakes the thread, which no close would do.
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def target(self, name: str, port: int) -> str:
        """Return how gRPC asks this server for a name."""
        return f"dns://127.0.0.1:{self._socket.getsockname()[1]}/{name}:{port}"

    def _run(self) -> None:
        while True:
            question, asker = self._socket.recvfrom(512)
            if not question:
                return
            with suppress(OSError):  # the asker may be gone
                self._socket.sendto(self._answer(question), asker)

    def _answer(self, question: bytes) -> bytes:
        end = question.index(b"\0", 12) + 1
        (kind,) = struct.unpack_from("!H", question, end)
        found = self.addresses if kind == _A else ()
        self.questions += kind == _A
        head = struct.pack("!2sHHHHH", question[:2], _ANSWER, 1, len(found), 0, 0)
        records = [
            struct.pack("!HHHIH4s", _QUESTION_AT, _A, 1, 0, 4, socket.inet_aton(address))
            for address in found
        ]
        return b"".join([head, question[12 : end + 4], *records])
