"""Scripts and styles, under an address that changes with them, so that browsers keep them for good."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_FOLDER: Final = Path(__file__).parents[1] / "static"
_KINDS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@cache
def assets() -> dict[str, bytes]:
    """Return every file by its name."""
    return {
        path.name: path.read_bytes() for path in sorted(_FOLDER.iterdir()) if path.suffix in _KINDS
    }


@cache
def address() -> str:
    """Return the address that they lie below."""
    whole = sha256()
    for name, content in assets().items():
        whole.update(name.encode() + b"\0" + content + b"\0")
    return f"/assets/{whole.hexdigest()[:16]}"


async def asset(request: Request) -> Response:
    """Serve one file; an older release's address gets this one's, but not for long."""
    name = request.path_params["name"]
    content = assets().get(name)
    if content is None:
        return PlainTextResponse("Not found.\n", status_code=404)
    is_current = request.url.path.startswith(address() + "/")
    kept = "public, max-age=31536000, immutable" if is_current else "no-cache"
    kind = _KINDS[Path(name).suffix]
    return Response(content, media_type=kind, headers={"Cache-Control": kept})
