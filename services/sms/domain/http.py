"""HTTP to providers as values: a request with a body out, a whole answer back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from msgspec import Struct

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where requests go, with the headers that all of them carry. Build it by `endpoint`, once if it can be."""

    url: str
    host: str
    port: int
    tls: bool
    path: str
    headers: Headers = field(repr=False)
    """Secrets may be among them."""
    head: bytes = field(repr=False)
    """The same headers as whole lines, the host's before them."""
    post_head: bytes = field(repr=False)
    """The beginning of a POST with no other headers: what is sent most of the time."""


def endpoint(url: str, headers: Mapping[str, str]) -> Endpoint:
    """Return the endpoint of an http or https URL; raises ValueError for any other or a bad header."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isascii():
        raise ValueError("must be an http or https URL")
    tls = parts.scheme == "https"
    authority = parts.netloc.rpartition("@")[2]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    given = tuple(headers.items())
    head = header_lines([("Host", authority), *given])
    return Endpoint(
        url=f"{parts.scheme}://{authority}{path}",
        host=parts.hostname,
        port=parts.port or (443 if tls else 80),
        tls=tls,
        path=path,
        headers=given,
        head=head,
        post_head=b"POST %s HTTP/1.1\r\n%s" % (path.encode("ascii"), head),
    )


def header_lines(headers: Headers) -> bytes:
    """Write headers as lines; raises ValueError for one that would not stay on its own.

    >>> header_lines([("Accept", "text/plain")])
    b'Accept: text/plain\\r\\n'
    """
    if any(not (name + value).isprintable() for name, value in headers):
        raise ValueError("headers must be printable")
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")


class HttpRequest(Struct, frozen=True, kw_only=True):
    """A request. `headers` are those of this one alone, besides the endpoint's."""

    to: Endpoint
    method: str = "POST"
    headers: Headers = ()
    body: bytes = b""


class HttpAnswer(Struct, frozen=True, kw_only=True):
    """An answer; `body` is cut off where the connection or the time was, empty when it was too large."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the first header with this name in any case, None when there is none."""
        wanted = name.lower().encode("ascii")
        found = (value for given, value in self.headers if given.lower() == wanted)
        value = next(found, None)
        return None if value is None else value.decode("latin-1")
