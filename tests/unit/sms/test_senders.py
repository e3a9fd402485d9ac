"""Which of our numbers writes to whom, and whose conversation a reply came to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.sms.domain.senders import (
    Digits,
    NoSubnumbers,
    ProviderNamed,
    Sender,
    SenderDirectory,
    Subnumbers,
    senders_for,
)

deterministic = settings(derandomize=True, deadline=None, database=None, max_examples=200)

NONE = NoSubnumbers()


def sender(
    address: str,
    *serves: str,
    subnumbers: Subnumbers = NONE,
    tenant: str = "default",
) -> Sender:
    return Sender(
        tenant=tenant, address=address, provider="plain", serves=serves, subnumbers=subnumbers
    )


NORWAY = sender("1960", "+47", subnumbers=Digits(count=10))
OSLO = sender("1963", "+47")
SWEDEN = sender("+46730000001", "+46", "*")
NAMED = sender("2100", "+4799", subnumbers=ProviderNamed())
ALL = (NORWAY, OSLO, SWEDEN, NAMED)


@pytest.mark.parametrize(
    ("recipient", "chosen"),
    [
        ("+4790000001", (NORWAY, OSLO, SWEDEN)),
        ("+4799000001", (NAMED, NORWAY, OSLO, SWEDEN)),
        ("+46730000009", (SWEDEN,)),
        ("+12025550123", (SWEDEN,)),
    ],
)
def test_the_longest_matching_prefix_goes_first(recipient: str, chosen: tuple[Sender, ...]) -> None:
    assert senders_for(recipient, ALL) == chosen


def test_nobody_serves_a_number_that_no_prefix_matches() -> None:
    assert senders_for("+46730000009", [NORWAY, OSLO]) == ()


@pytest.mark.parametrize(
    ("to", "expected", "subnumber"),
    [
        ("1960", NORWAY, ""),
        ("19600000000042", NORWAY, "0000000042"),
        ("+19600000000042", NORWAY, "0000000042"),
        ("0019600000000042", NORWAY, "0000000042"),
        ("1960 00000 00042", NORWAY, "0000000042"),
        ("46730000001", SWEDEN, ""),
        ("+46730000001", SWEDEN, ""),
        ("0046730000001", SWEDEN, ""),
        ("2100", NAMED, ""),
    ],
)
def test_an_address_is_split_as_providers_write_it(
    to: str, expected: Sender, subnumber: str
) -> None:
    assert SenderDirectory(ALL).split_address(to) == (expected, subnumber)


@pytest.mark.parametrize(
    "to", ["", "+", "00", "1961", "196000000000", "196000000000421", "21001", "19631", "Acme"]
)
def test_an_address_that_is_none_of_ours_has_no_sender(to: str) -> None:
    assert SenderDirectory(ALL).split_address(to) is None


def test_a_sender_that_begins_with_zeros_is_found() -> None:
    service = sender("02800", "+47", subnumbers=Digits(count=4))

    assert SenderDirectory([service]).split_address("02800") == (service, "")
    assert SenderDirectory([service]).split_address("028000042") == (service, "0042")


def test_an_exact_address_goes_before_one_with_a_subnumber() -> None:
    short, exact = sender("19", "*", subnumbers=Digits(count=2)), sender("1960", "*")

    assert SenderDirectory([short, exact]).split_address("1960") == (exact, "")


def test_a_longer_sender_goes_before_a_shorter_one() -> None:
    short = sender("196", "*", subnumbers=Digits(count=4))
    longer = sender("1960", "*", subnumbers=Digits(count=3))

    assert SenderDirectory([short, longer]).split_address("1960123") == (longer, "123")


@deterministic
@given(st.integers(min_value=0, max_value=10**10 - 1))
def test_what_is_printed_outwards_is_understood_inwards(slot: int) -> None:
    subnumber = Digits(count=10).subnumber(slot)

    address = NORWAY.address + subnumber

    assert len(address) == 14
    assert SenderDirectory(ALL).split_address(address) == (NORWAY, subnumber)


@pytest.mark.parametrize("slot", [-1, 10000])
def test_a_slot_that_the_digits_cannot_hold_is_refused(slot: int) -> None:
    with pytest.raises(ValueError, match="no slot"):
        Digits(count=4).subnumber(slot)


def test_a_tenant_sees_its_own_senders_and_their_countries_only() -> None:
    theirs = sender("2200", "+45", tenant="other")
    directory = SenderDirectory([*ALL, theirs])

    assert directory.countries("default") == ("+47", "+46", "*", "+4799")
    assert directory.countries("other") == ("+45",)
    assert directory.countries("nobody") == ()
    assert directory.senders_for("other", "+4790000001") == ()
    assert directory.senders_for("default", "+4520123456") == (SWEDEN,)


def test_our_own_numbers_are_known_with_and_without_subnumber() -> None:
    directory = SenderDirectory(ALL)

    assert directory.owns("+46730000001")
    assert directory.owns("19600000000042")
    assert not directory.owns("+4790000001")
    assert not directory.owns("+19600000000042")
    assert directory.with_address("1960") is NORWAY
    assert directory.with_address("0046730000001") is SWEDEN
    assert directory.with_address("19600000000042") is None
