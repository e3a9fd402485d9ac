"""Writes whole responses in HTTP/1.1, for those that no application gives."""

from collections.abc import Sequence
from functools import cache
from http import HTTPStatus
from typing import Final

Headers = Sequence[tuple[bytes, bytes]]

JSON_TYPES: Final = (b"application/json", b"application/problem+json")
"""Types whose bodies end with a newline, for people who ask by hand."""


def whole_response(
    status: int, headers: Headers, body: bytes, *, request_id: str, ends_connection: bool
) -> bytes:
    r"""Return the bytes of a response; its length and what every answer has are added to its headers.

    >>> answer = whole_response(
    ...     200, [(b"content-type", b"text/plain")], b"1", request_id="r", ends_connection=False
    ... )
    >>> [line.decode() for line in answer.split(b"\r\n")]  # doctest: +NORMALIZE_WHITESPACE
    ['HTTP/1.1 200 OK', 'content-type: text/plain', 'content-length: 1', 'x-request-id: r',
     'x-content-type-options: nosniff', '', '1']
    """
    parts = [_status_line(status)]
    for name, value in headers:
        parts += name, b": ", value, b"\r\n"
        if name == b"content-type" and value.startswith(JSON_TYPES):
            body += b"\n"
    parts.append(
        b"content-length: %d\r\nx-request-id: %b\r\nx-content-type-options: nosniff\r\n"
        % (len(body), request_id.encode("latin-1"))
    )
    if ends_connection:
        parts.append(b"connection: close\r\n")
    parts += b"\r\n", body
    return b"".join(parts)


@cache
def _status_line(status: int) -> bytes:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return b"HTTP/1.1 %d %b\r\n" % (status, phrase.encode())
