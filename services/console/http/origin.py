"""Refuses what another site makes a browser send: foreign `Origin`, foreign `Sec-Fetch-Site`."""

from urllib.parse import urlsplit

from starlette.requests import Request


def is_foreign(request: Request, url: str) -> bool:
    """Return True when the request came out of another site's page.

    `url` is the console's own as people see it, empty where that is not known: then what the browser
    calls. Pages of ours send no referrer, for which browsers write `Origin: null` on forms; those that
    do so tell by `Sec-Fetch-Site` where a form came from.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin", "null")
    return origin != "null" and origin.rstrip("/") != _own(request, url)


def _own(request: Request, url: str) -> str:
    if not url:
        return f"{request.url.scheme}://{request.headers.get('host', '')}"
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
