"""CSV by RFC 4180: commas, UTF-8, a header, CRLF; texts that a spreadsheet would run are guarded."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from services.results.domain.response import Response
from services.results.domain.table import Cell, Columns, guarded


def write_csv(columns: Columns, pages: Iterable[Sequence[Response]]) -> Iterator[bytes]:
    """Yield a CSV file."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([guarded(name) for name in columns.names])
    for page in pages:
        writer.writerows([_written(one) for one in columns.row(response)] for response in page)
        yield _taken(buffer)
    yield _taken(buffer)


def _written(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return guarded(cell)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
