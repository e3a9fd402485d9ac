"""JSON: one object with all responses, or one object a line."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from services.results.domain.response import Response
from services.results.domain.table import Columns

_encode = msgspec.json.Encoder().encode


def write_json(columns: Columns, pages: Iterable[Sequence[Response]]) -> Iterator[bytes]:
    """Yield `{"responses": […]}`; the line's end is the gateway's."""
    before = b'{"responses":['
    for page in pages:
        written = b",".join(_objects(columns, page))
        yield before + written
        before = b","
    yield (before if before != b"," else b"") + b"]}"


def write_json_lines(columns: Columns, pages: Iterable[Sequence[Response]]) -> Iterator[bytes]:
    """Yield one object a line."""
    for page in pages:
        yield b"".join(one + b"\n" for one in _objects(columns, page))


def _objects(columns: Columns, page: Sequence[Response]) -> Iterator[bytes]:
    for response in page:
        yield _encode(response.shown(whole_numbers=columns.whole_numbers))
