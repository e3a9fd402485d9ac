"""Tells addresses of this machine from all others."""

import ipaddress
import re
from functools import lru_cache
from typing import Final


@lru_cache(maxsize=1024)
def is_loopback(host: str) -> bool:
    """Say whether a host name or address means this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


_LOCAL_HOST: Final = re.compile(
    r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE
)


def is_local_host(header: str) -> bool:
    """Say whether a `Host` header names this machine, whatever the port.

    Only names that no other site can have: a page of theirs that makes its own name lead here (DNS
    rebinding) still sends its own name.

    >>> is_local_host("127.0.0.1:8080"), is_local_host("localhost"), is_local_host("[::1]:80")
    (True, True, True)
    >>> is_local_host("evil.example"), is_local_host("localhost.evil.example"), is_local_host("")
    (False, False, False)
    """
    return _LOCAL_HOST.fullmatch(header) is not None
