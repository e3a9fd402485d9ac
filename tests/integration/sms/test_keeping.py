"""What is old goes by itself: first numbers and texts, later the rows (`deploy/KEEPING.md`)."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from services.runtime.ids import new_id
from services.runtime.walks import Walker
from services.settings.keeping import groups_of
from services.settings.tenants import TenantSettings, WrittenTenants
from services.sms.domain.provider import Callback
from services.sms.domain.reply_addresses import AddressWish
from services.sms.main import keeping_of
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import inbound
from tests.fakes.searching import places_of
from tests.integration.sms.rig import PHONE, Rig, end, message

DAY = timedelta(days=1)
ASKED = "Hei Kari, hvor fornøyd er du?"
ANSWERED = "Veldig, hilsen Kari"
"""What was said in the conversation."""


@pytest.fixture(autouse=True)
def _now(clock: ManualClock) -> None:
    # Ids tell when they were made, by the clock on the wall.
    clock.advance(datetime.now(UTC) - clock.now())


def forget(rig: Rig, tenants: Mapping[str, TenantSettings] | None = None) -> None:
    groups = groups_of(WrittenTenants(by_name=tenants or {}))
    take: Walker = keeping_of(groups, rig.database, clock=rig.clock, rows=2)
    while not take():
        pass


def talk(rig: Rig, clock: ManualClock, *, days: int = 3) -> str:
    """A conversation of some days, one message each way, and one outside any."""
    conversation = new_id()
    wish = AddressWish(
        conversation_id=conversation, recipient=PHONE, expires_at=clock.now() + 14 * DAY
    )
    rig.use_cases.reserve_reply_addresses("default", [wish])
    rig.send(message(ASKED, conversation=conversation, sequence=1))
    rig.send(message("Takk for sist", kind="help"))
    rig.use_cases.receive_callbacks("plain", [_reply(ANSWERED)])
    clock.advance(days * DAY)
    rig.send(ends=(end(conversation, clock.now()),))
    return conversation


def _reply(words: str) -> Callback:
    return inbound({"messageId": new_id(), "from": PHONE, "to": "19600042", "text": words})


def places(rig: Rig, *words: str) -> list[str]:
    return places_of(rig.database, "sms", words)


def test_after_the_anonymisation_time_numbers_and_texts_are_gone(
    rig: Rig, clock: ManualClock
) -> None:
    conversation = talk(rig, clock)
    clock.advance(117 * DAY)
    forget(rig)
    assert any(place.startswith("reply_addresses") for place in places(rig, PHONE))

    clock.advance(10 * DAY)
    forget(rig)

    assert places(rig, PHONE, PHONE[1:], ASKED, ANSWERED, "Takk for sist") == []
    counts = rig.rows("SELECT conversation_id, segments FROM sms.messages ORDER BY id")
    assert [(row.conversation_id, row.segments) for row in counts] == [(conversation, 1), (None, 1)]


def test_after_the_retention_time_nothing_is_left(rig: Rig, clock: ManualClock) -> None:
    conversation = talk(rig, clock)

    clock.advance(31 * 25 * DAY)
    forget(rig)

    assert places(rig, PHONE, ASKED, ANSWERED, conversation) == []
    for table in ("messages", "message_parts", "inbox", "reply_addresses", "status_reports"):
        assert rig.rows(f"SELECT 1 FROM sms.{table}") == []


def test_what_belongs_to_a_conversation_waits_for_its_end(rig: Rig, clock: ManualClock) -> None:
    talk(rig, clock, days=10)
    # Older than four months, in a conversation that ended later.
    clock.advance(115 * DAY)

    forget(rig)

    assert [row.text for row in rig.rows("SELECT text FROM sms.messages ORDER BY id")] == [
        ASKED,
        "",
    ]


def test_a_tenant_that_keeps_longer_keeps_it(rig: Rig, clock: ManualClock) -> None:
    talk(rig, clock)
    clock.advance(200 * DAY)

    forget(rig, {"default": TenantSettings(anonymise_months=12)})

    assert {place.split(".")[0] for place in places(rig, PHONE)} == {
        "inbox",
        "messages",
        "reply_addresses",
    }


def test_what_nobody_understood_goes_when_the_first_tenants_phones_do(
    rig: Rig, clock: ManualClock
) -> None:
    rig.use_cases.receive_callbacks("plain", [inbound({"from": PHONE, "what": "is this"})])
    assert places(rig, PHONE) == [f"unreadable_callbacks.raw: {PHONE}"]
    tenants = {"quick": TenantSettings(anonymise_months=1), "slow": TenantSettings()}
    clock.advance(27 * DAY)
    forget(rig, tenants)
    assert places(rig, PHONE)

    clock.advance(6 * DAY)
    forget(rig, tenants)

    assert places(rig, PHONE) == []
