"""Reads the body of a form, within bounds, and what fields are in it."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from services.runtime.errors import invalid
from services.text.storable import storable

MOST_BYTES = 1024 * 1024
MOST_FIELDS = 30_000


class Form(Mapping[str, str]):
    """Fields by name, in their order; of several with one name, the last. Texts are cleaned of NUL."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self.fields = fields
        self._by_name = dict(fields)

    def __getitem__(self, name: str) -> str:
        return self._by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def text(self, name: str) -> str:
        """Return a field without outer blanks, "" where there is none."""
        return self._by_name.get(name, "").strip()

    def all(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [value for key, value in self.fields if key == name]


async def read_form(request: Request) -> Form:
    """Read a form; raises INVALID for one beyond the bounds or of another kind."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise invalid("INVALID_REQUEST", "This is no form.")
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as exc:
        raise invalid("INVALID_REQUEST", "This form cannot be read.") from exc
    return Form([(storable(name), storable(_line_ends(value))) for name, value in pairs])


def _line_ends(value: str) -> str:
    """Browsers end lines of a form with CR LF; everywhere else a line ends with LF."""
    return value.replace("\r\n", "\n").replace("\r", "\n")


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                raise invalid("TOO_LARGE", "This form has more than 1 MiB.")
    except ClientDisconnect as exc:
        raise invalid("INVALID_REQUEST", "The browser went away.") from exc
    return bytes(body)
