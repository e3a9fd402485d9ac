"""Decides where webhooks may go: to addresses of the open internet, and to networks that are allowed. Pure.

So that nobody reaches inside by subscribing (server-side request forgery, OWASP A10:2021). The special
ranges are those of the IANA registries (RFC 6890 and its updates), with the metadata services of the large
clouds; they are written out here because what `ipaddress` calls global differs between releases of Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_SPECIAL: Final = {
    "this network": ("0.0.0.0/8", "::/128"),
    "loopback": ("127.0.0.0/8", "::1/128"),
    "private": ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
    "shared by providers": ("100.64.0.0/10",),
    "link-local": ("169.254.0.0/16", "fe80::/10"),
    "a metadata service": ("168.63.129.16/32",),
    "multicast": ("224.0.0.0/4", "ff00::/8"),
    "reserved": (
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "100:0:0:1::/64",
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
    ),
}
_NETWORKS: Final = tuple(
    (ip_network(written), name) for name, all_of_it in _SPECIAL.items() for written in all_of_it
)
_NAT64: Final = ip_network("64:ff9b::/96")
_LOW_32: Final = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """What is allowed beyond the open internet: networks, and plain http to this machine (`loopback`)."""

    networks: tuple[Network, ...] = ()
    loopback: bool = False

    def allows_http(self, addresses: Sequence[str]) -> bool:
        """Say whether http without TLS may go there: to this machine alone, in development."""
        return self.loopback and all(_innermost(ip_address(one)).is_loopback for one in addresses)

    def refusal(self, addresses: Sequence[str]) -> str | None:
        """Return why a name with these addresses is not called, None when it may be.

        >>> Fence().refusal(["93.184.215.14"]) is None
        True
        >>> Fence().refusal(["93.184.215.14", "10.0.0.8"])
        'it leads to an address that is private'
        """
        if not addresses:
            return "the name has no address"
        reasons = (self._refusal(ip_address(one)) for one in addresses)
        return next((reason for reason in reasons if reason is not None), None)

    def _refusal(self, address: Address) -> str | None:
        inner = _innermost(address)
        if any(inner in network for network in self.networks):
            return None
        if self.loopback and inner.is_loopback:
            return None
        for network, name in _NETWORKS:
            if inner in network:
                return f"it leads to an address that is {name}"
        return None


def _innermost(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for (mapped, NAT64, 6to4), else itself.

    >>> [str(_innermost(ip_address(one))) for one in ("::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::")]
    ['10.0.0.1', '127.0.0.1', '10.0.0.1']
    """
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & _LOW_32)
    return address.ipv4_mapped or address.sixtofour or address


def networks_in(written: str) -> tuple[tuple[Network, ...], Sequence[str]]:
    """Read networks with commas between; returns those, and what is none.

    >>> networks_in("10.1.0.0/16, fd00::/8, here")
    ((IPv4Network('10.1.0.0/16'), IPv6Network('fd00::/8')), ['here'])
    """
    found: list[Network] = []
    wrong: list[str] = []
    for one in filter(None, (part.strip() for part in written.split(","))):
        try:
            found.append(ip_network(one))
        except ValueError:
            wrong.append(one)
    return tuple(found), wrong
