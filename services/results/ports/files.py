"""Files that responses are written into, as the use case sees them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from services.results.domain.response import Response
from services.results.domain.table import Columns


class FileWriter(Protocol):
    """Writes one kind of file; bounded in memory, however many responses there are."""

    def __call__(self, columns: Columns, pages: Iterable[Sequence[Response]]) -> Iterator[bytes]:
        """Yield the bytes of the file, in order."""
        ...
