"""Which sender and subnumber a conversation gets."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sms.domain.reply_addresses import (
    QUARANTINE,
    ChosenAddress,
    HeldAddress,
    NoAddress,
    choose_address,
)
from services.sms.domain.senders import Digits, NoSubnumbers, Sender, Subnumbers

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PHONE = "+4790000001"
DAY = timedelta(days=1)


def sender(address: str, subnumbers: Subnumbers, *, serves: str = "+47") -> Sender:
    return Sender(
        tenant="t", address=address, provider="p", serves=(serves,), subnumbers=subnumbers
    )


ANYWHERE = sender("1970", NoSubnumbers(), serves="*")
ANYWHERE_TEN = sender("1971", Digits(count=1), serves="*")
PLAIN = sender("1961", NoSubnumbers())
OTHER = sender("1962", NoSubnumbers())
TEN = sender("1960", Digits(count=1))


def held(
    own: Sender, subnumber: str = "", *, over: timedelta = DAY, age: timedelta = DAY
) -> HeldAddress:
    return HeldAddress(
        conversation_id=f"{own.address}-{subnumber}",
        sender=own.address,
        subnumber=subnumber,
        recipient=PHONE,
        created_at=NOW - age,
        over_at=NOW + over,
    )


def test_without_a_sender_there_is_no_address() -> None:
    assert choose_address(PHONE, [], held=[], now=NOW) is NoAddress.NO_SENDER


def test_the_first_sender_is_taken_when_all_are_free() -> None:
    chosen = choose_address(PHONE, [PLAIN, OTHER], held=[], now=NOW)

    assert chosen == ChosenAddress(sender=PLAIN, subnumber="")


def test_a_sender_with_no_open_conversation_goes_before_one_with() -> None:
    chosen = choose_address(PHONE, [PLAIN, OTHER], held=[held(PLAIN)], now=NOW)

    assert chosen == ChosenAddress(sender=OTHER, subnumber="")


def test_an_ended_conversation_keeps_no_sender_busy() -> None:
    chosen = choose_address(PHONE, [PLAIN, OTHER], held=[held(PLAIN, over=-DAY)], now=NOW)

    assert chosen == ChosenAddress(sender=PLAIN, subnumber="")


def test_without_subnumbers_a_busy_sender_is_shared() -> None:
    chosen = choose_address(PHONE, [PLAIN], held=[held(PLAIN)], now=NOW)

    assert chosen == ChosenAddress(sender=PLAIN, subnumber="")


def test_the_subnumber_after_the_newest_is_next_and_the_last_is_followed_by_the_first() -> None:
    before = [held(TEN, "3", age=2 * DAY), held(TEN, "9", age=DAY)]

    chosen = choose_address(PHONE, [TEN], held=before, now=NOW)

    assert chosen == ChosenAddress(sender=TEN, subnumber="0")


def test_a_free_subnumber_goes_before_one_whose_quarantine_is_over() -> None:
    before = [held(TEN, str(n), over=-QUARANTINE) for n in range(9)]

    chosen = choose_address(PHONE, [TEN], held=before, now=NOW)

    assert chosen == ChosenAddress(sender=TEN, subnumber="9")


def test_of_finished_quarantines_the_oldest_is_taken() -> None:
    before = [held(TEN, str(n), over=-QUARANTINE - n * DAY) for n in range(10)]

    chosen = choose_address(PHONE, [TEN], held=before, now=NOW)

    assert chosen == ChosenAddress(sender=TEN, subnumber="9", instead_of="1960-9")


def test_a_quarantine_is_never_broken() -> None:
    almost = -QUARANTINE + timedelta(seconds=1)
    before = [held(TEN, str(n), over=almost) for n in range(10)]

    assert choose_address(PHONE, [TEN], held=before, now=NOW) is NoAddress.NO_SUBNUMBER
    assert choose_address(PHONE, [TEN, PLAIN], held=before, now=NOW) == ChosenAddress(
        sender=PLAIN, subnumber=""
    )


@given(used=st.sets(st.integers(0, 9), max_size=9), recipient=st.from_regex(r"\A\+47\d{8}\Z"))
def test_while_one_is_free_a_free_one_is_given(used: set[int], recipient: str) -> None:
    before = [held(TEN, str(slot)) for slot in used]

    chosen = choose_address(recipient, [TEN], held=before, now=NOW)

    assert isinstance(chosen, ChosenAddress)
    assert int(chosen.subnumber) not in used


@pytest.mark.parametrize("senders", [[PLAIN, ANYWHERE], [ANYWHERE, PLAIN]])
def test_while_the_nearest_sender_is_free_it_is_taken(senders: list[Sender]) -> None:
    chosen = choose_address(PHONE, senders, held=[held(ANYWHERE, over=-DAY)], now=NOW)

    assert chosen == ChosenAddress(sender=PLAIN, subnumber="")


def test_a_free_sender_that_serves_anywhere_goes_before_sharing_the_nearest() -> None:
    chosen = choose_address(PHONE, [PLAIN, ANYWHERE], held=[held(PLAIN)], now=NOW)

    assert chosen == ChosenAddress(sender=ANYWHERE, subnumber="")


def test_a_subnumber_of_the_nearest_goes_before_a_free_sender_further_away() -> None:
    chosen = choose_address(PHONE, [TEN, ANYWHERE], held=[held(TEN, "3")], now=NOW)

    assert chosen == ChosenAddress(sender=TEN, subnumber="4")


def test_a_sender_further_away_stands_in_when_all_subnumbers_are_in_use() -> None:
    before = [held(TEN, str(n)) for n in range(10)]

    chosen = choose_address(PHONE, [TEN, ANYWHERE], held=before, now=NOW)

    assert chosen == ChosenAddress(sender=ANYWHERE, subnumber="")


def test_a_subnumber_further_away_goes_before_sharing() -> None:
    before = [held(PLAIN), held(ANYWHERE), held(ANYWHERE_TEN, "7")]

    chosen = choose_address(PHONE, [PLAIN, ANYWHERE, ANYWHERE_TEN], held=before, now=NOW)

    assert chosen == ChosenAddress(sender=ANYWHERE_TEN, subnumber="8")


def test_a_subnumber_goes_before_sharing_whatever_the_order_of_the_senders() -> None:
    chosen = choose_address(PHONE, [PLAIN, TEN], held=[held(PLAIN), held(TEN, "3")], now=NOW)

    assert chosen == ChosenAddress(sender=TEN, subnumber="4")


def test_when_everybody_is_busy_the_nearest_is_shared() -> None:
    before = [held(PLAIN), held(ANYWHERE)]

    chosen = choose_address(PHONE, [ANYWHERE, PLAIN], held=before, now=NOW)

    assert chosen == ChosenAddress(sender=PLAIN, subnumber="")
