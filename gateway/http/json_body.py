"""Reads JSON strictly: one meaning, or a sentence that says where it goes wrong."""

import codecs
import json
import math
from email.message import Message
from typing import Any

from starlette.exceptions import HTTPException

from services.runtime.errors import Problem, ServiceError, invalid
from services.runtime.json_mistakes import sentence_of


def read_json(body: bytes, content_type: str) -> Any:
    """Return what a JSON body says.

    Raises HTTPException 415 for another content type, and INVALID_REQUEST for a body that is no
    JSON, is not UTF-8, names a property twice or holds a number that no double can.

    >>> read_json(b'{"text": "8"}', "application/json; charset=utf-8")
    {'text': '8'}
    """
    if not _is_json(content_type):
        raise HTTPException(415, "Send JSON, with the content type application/json")
    if not body.strip():
        raise _malformed("The body is empty; a JSON object is expected.")
    try:
        return _decode(body.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError as exc:
        raise _malformed(f"The body is not UTF-8 at byte {exc.start}.") from exc
    except json.JSONDecodeError as exc:
        raise _malformed(
            f"The body is no JSON: at line {exc.lineno}, column {exc.colno} it {sentence_of(exc.msg)}."
        ) from exc
    except RecursionError as exc:
        raise _malformed("The body is nested too deeply.") from exc
    except ValueError as exc:
        # What the hooks below say, and whole numbers of thousands of digits.
        raise _malformed(f"The body is no JSON that can be used: {exc}.") from exc


def _is_json(content_type: str) -> bool:
    if content_type == "application/json":
        return True
    message = Message()
    message["content-type"] = content_type or "text/plain"
    subtype = message.get_content_subtype()
    return message.get_content_maintype() == "application" and (
        subtype == "json" or subtype.endswith("+json")
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the property {twice!r} stands twice in one object")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no number in JSON")


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


_decode = json.JSONDecoder(
    object_pairs_hook=_object, parse_constant=_constant, parse_float=_float
).decode


def _malformed(message: str) -> ServiceError:
    return invalid("INVALID_REQUEST", message, problems=[Problem(path="", message=message)])
