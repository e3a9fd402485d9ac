"""Webhooks reach the open internet, and nothing inside."""

import pytest

from services.results.domain.fence import Fence, networks_in

INSIDE = [
    ("0.0.0.0", "this network"),
    ("0.1.2.3", "this network"),
    ("10.0.0.1", "private"),
    ("100.64.0.1", "shared by providers"),
    ("100.100.100.200", "shared by providers"),
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("168.63.129.16", "a metadata service"),
    ("169.254.169.254", "link-local"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.0.0.192", "reserved"),
    ("192.0.2.1", "reserved"),
    ("192.88.99.1", "reserved"),
    ("192.168.1.1", "private"),
    ("198.18.0.1", "reserved"),
    ("198.51.100.7", "reserved"),
    ("203.0.113.9", "reserved"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "this network"),
    ("::1", "loopback"),
    ("::7f00:1", "reserved"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:10.0.0.1", "private"),
    ("::ffff:169.254.169.254", "link-local"),
    ("64:ff9b::a00:1", "private"),
    ("64:ff9b::a9fe:a9fe", "link-local"),
    ("64:ff9b:1::1", "reserved"),
    ("100::1", "reserved"),
    ("2001::1", "reserved"),
    ("2001:db8::1", "reserved"),
    ("2002:7f00:1::", "loopback"),
    ("2002:c0a8:101::1", "private"),
    ("3fff::1", "reserved"),
    ("5f00::1", "reserved"),
    ("fc00::1", "private"),
    ("fd00:ec2::254", "private"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("fec0::1", "private"),
    ("ff02::1", "multicast"),
]
OUTSIDE = ["1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.254"]
OUTSIDE += ["2606:4700::1111", "2a00:1450:400f:80c::200e", "64:ff9b::101:101", "2002:101:101::1"]
OUTSIDE += ["::ffff:1.1.1.1"]


@pytest.mark.parametrize(("address", "name"), INSIDE)
def test_what_lies_inside_is_refused(address: str, name: str) -> None:
    assert Fence().refusal([address]) == f"it leads to an address that is {name}"


@pytest.mark.parametrize("address", OUTSIDE)
def test_the_open_internet_is_reached(address: str) -> None:
    assert Fence().refusal([address]) is None


def test_one_address_inside_is_enough_to_refuse_a_name() -> None:
    assert Fence().refusal(["1.1.1.1", "::1"]) is not None
    assert Fence().refusal([]) == "the name has no address"


def test_networks_that_are_configured_are_reached_and_their_neighbours_not() -> None:
    networks, wrong = networks_in("10.1.0.0/16,fd00::/8")
    fence = Fence(networks=networks)

    assert wrong == []
    assert fence.refusal(["10.1.2.3"]) is None
    assert fence.refusal(["::ffff:10.1.2.3"]) is None
    assert fence.refusal(["fd00::5"]) is None
    assert fence.refusal(["10.2.0.1"]) is not None
    assert not fence.allows_http(["10.1.2.3"])


def test_this_machine_is_reached_in_development_only_and_there_without_tls() -> None:
    fence = Fence(loopback=True)

    assert fence.refusal(["127.0.0.1", "::1"]) is None
    assert fence.allows_http(["127.0.0.1", "::1"])
    assert not fence.allows_http(["127.0.0.1", "1.1.1.1"])
    assert fence.refusal(["10.0.0.1"]) is not None
    assert not Fence().allows_http(["127.0.0.1"])
