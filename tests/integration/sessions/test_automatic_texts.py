"""Whoever writes to us does not decide what we pay: texts outside any session are few and come last."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from prometheus_client import REGISTRY

from services.runtime.migrate import upgrade
from services.sessions.domain.delivery import Priority
from services.sessions.domain.reply import Reply
from services.sessions.domain.session import Address
from services.settings.tenants import TenantSettings
from tests.fakes.fake_sms_gateway import NORWEGIAN_SENDER
from tests.integration.sessions.harness import Harness, running

MOST = 5
HOUR = timedelta(hours=1)
TENANTS = {"default": TenantSettings(automatic_texts_per_hour=MOST)}


@pytest.fixture
def svar(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url, tenants=TENANTS) as harness:
        yield harness


def strangers(count: int, *, first: int = 0) -> list[Address]:
    return [
        Address(sender=NORWEGIAN_SENDER, phone=f"+4799{number:06}")
        for number in range(first, first + count)
    ]


def from_strangers(
    svar: Harness, count: int, words: str = "hello", *, first: int = 0
) -> list[Reply]:
    return [svar.reply(address, words) for address in strangers(count, first=first)]


def said(svar: Harness) -> int:
    return len(svar.sms.sent)


def held_back() -> float:
    return REGISTRY.get_sample_value("svar_automatic_texts_held_back_total") or 0


def test_a_tenant_says_so_much_an_hour_to_strangers_and_keeps_the_rest(svar: Harness) -> None:
    before = held_back()

    svar.handle(from_strangers(svar, 9))
    svar.handle(from_strangers(svar, 2, first=9))

    assert said(svar) == MOST
    assert svar.count("replies") == 11
    assert held_back() - before == 6


def test_after_an_hour_strangers_are_told_again(svar: Harness) -> None:
    svar.handle(from_strangers(svar, 3))
    svar.clock.advance(HOUR / 2)
    svar.handle(from_strangers(svar, 3, first=3))
    assert said(svar) == MOST

    svar.clock.advance(HOUR / 2 + timedelta(minutes=1))
    svar.handle(from_strangers(svar, 9, first=6))

    # Those of half an hour ago still count.
    assert said(svar) == MOST + 3


@pytest.mark.parametrize("words", ["stop", "help", "hello"])
def test_every_kind_of_text_outside_a_session_counts(svar: Harness, words: str) -> None:
    svar.handle(from_strangers(svar, MOST + 1, words))

    assert said(svar) == MOST
    assert {one.message.priority for one in svar.sms.sent} == {Priority.AUTOMATIC}


def test_a_stop_counts_although_nobody_confirms_it(svar: Harness) -> None:
    svar.handle(from_strangers(svar, MOST))
    stop = svar.reply(Address(sender=NORWEGIAN_SENDER, phone="+4790000009"), "stop")

    svar.handle([stop])

    assert said(svar) == MOST
    assert svar.contacts.opt_out_of("default", stop.address.phone)


def test_what_is_held_back_counts_for_nobody(svar: Harness) -> None:
    svar.handle(from_strangers(svar, MOST))
    (late,) = strangers(1, first=MOST)
    svar.handle([svar.reply(late, words) for words in ("pear", "plum", "fig")])

    svar.clock.advance(HOUR + timedelta(minutes=1))
    svar.handle([svar.reply(late, words) for words in ("lime", "cherry", "apple")])

    assert len(svar.sms.texts_to(late.phone)) == 3, "three a day, of those that were sent"


def test_customers_and_other_tenants_never_wait_for_strangers(svar: Harness) -> None:
    svar.handle(from_strangers(svar, MOST + 1))
    before = said(svar)

    session = svar.send()
    svar.say(session, "not a number", "9", "Fine")
    svar.say(session, "Still there?")
    theirs = svar.reply(strangers(1, first=90)[0], "hello", tenant="acme")
    svar.handle([theirs])

    assert svar.state(session) == "completed"
    kinds = [one.message.kind for one in svar.sms.sent[before:]]
    assert kinds[-2:] == ["unavailable", "not_found"]
    assert Priority.AUTOMATIC not in {
        one.message.priority for one in svar.sms.sent if one.session_id
    }


def test_the_limit_is_exact_over_replicas(svar: Harness) -> None:
    batches = [from_strangers(svar, 2, first=2 * number) for number in range(6)]
    together = Barrier(len(batches))

    def handle(batch: Sequence[Reply]) -> None:
        together.wait()
        svar.handle(batch)

    with ThreadPoolExecutor(len(batches)) as threads:
        list(threads.map(handle, batches))

    assert said(svar) == MOST


@pytest.mark.parametrize("most", [0, 1])
def test_a_tenant_may_want_none_at_all(database_url: str, redis_url: str, most: int) -> None:
    upgrade(database_url, schema="sessions")
    tenants = {"default": TenantSettings(automatic_texts_per_hour=most)}
    with running(database_url, redis_url, tenants=tenants) as svar:
        svar.handle(from_strangers(svar, 3))

        assert said(svar) == most
