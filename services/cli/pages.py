"""Reading lists of the REST interface page by page, for commands that show them."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

import typer

from services.cli.rest import Answer, RestClient

MOST_ITEMS: Final = 10_000
"""How many items a command shows at most."""
_PAGE: Final = 200


def said(answer: Answer) -> dict[str, Any]:
    """Return what an answer says; where it is a refusal, print that and end the command with 1."""
    if not answer.ok:
        typer.echo(answer.problem(), err=True)
        raise typer.Exit(1)
    return answer.body


def listed(
    client: RestClient, path: str, items: str, *, limit: int, **wanted: str
) -> list[dict[str, Any]]:
    """Return the first items of a list that meet what is wanted; empty wishes are left out.

    Ends the command with 1 when the gateway refuses.
    """
    wishes = {name: value for name, value in wanted.items() if value}
    return list(islice(_items(client, path, items, wishes, size=min(limit, _PAGE)), limit))


def every(client: RestClient, path: str, items: str) -> Iterator[dict[str, Any]]:
    """Yield every item of a list; ends the command with 1 when the gateway refuses."""
    return _items(client, path, items, {}, size=_PAGE)


def _items(
    client: RestClient, path: str, items: str, wishes: Mapping[str, str], *, size: int
) -> Iterator[dict[str, Any]]:
    token = ""
    while True:
        query = urlencode({**wishes, "pageSize": size, **({"pageToken": token} if token else {})})
        page = said(client.get(f"{path}?{query}"))
        yield from page[items]
        token = page.get("nextPageToken") or ""
        if not token:
            return
