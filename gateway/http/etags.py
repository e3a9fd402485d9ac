"""Entity tags (RFC 9110 section 8.8.3), which the services know without their quotes."""

from services.runtime.errors import Problem, invalid


def entity_tag(etag: str) -> str:
    """Return the value of an `ETag` header.

    >>> entity_tag("7")
    '"7"'
    """
    return f'"{etag}"'


def etag_of(if_match: str) -> str:
    """Return the tag of an `If-Match` header, "" for none and for `*`.

    A weak tag is taken as a strong one, since some proxies weaken tags when they compress.

    >>> etag_of('W/"7"'), etag_of("*")
    ('7', '')
    """
    tag = if_match.strip().removeprefix("W/")
    if tag in ("", "*"):
        return ""
    inside = tag.removeprefix('"').removesuffix('"')
    if '"' in inside or not inside.isascii() or not inside.isprintable():
        problem = Problem(path="If-Match", message="must be the ETag of one answer, or *")
        raise invalid("INVALID_REQUEST", "If-Match is not one entity tag.", problems=[problem])
    return inside
