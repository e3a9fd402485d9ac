"""Rows of the outbox, as this release and the one before write them."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from services.runtime.ids import new_id
from services.sessions.domain.delivery import Delivery, End, Priority, QueuedMessage
from services.sessions.domain.session import Address
from services.sessions.store.outbox import OUTBOX, to_json

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def delivery(priority: Priority) -> Delivery:
    message = QueuedMessage(
        id=new_id(),
        sequence=1,
        text="Hei",
        kind="question",
        delay_seconds=2.5,
        expires_at=NOON,
        priority=priority,
    )
    return Delivery(
        id=new_id(),
        tenant="default",
        session_id=new_id(),
        address=Address(sender="1960", subnumber="1", phone="+4790000001"),
        messages=(message,),
        end=End(at=NOON, drop_through=3),
    )


def read(id: str, written: dict[str, Any]) -> Delivery:
    return OUTBOX.read(SimpleNamespace(id=id, delivery=written))


@pytest.mark.parametrize("priority", list(Priority))
def test_a_delivery_is_read_as_it_was_written(priority: Priority) -> None:
    written = delivery(priority)

    assert read(written.id, to_json(written)) == written


@pytest.mark.parametrize(
    ("first", "priority"), [(True, Priority.FIRST), (False, Priority.CONVERSATION)]
)
def test_a_row_of_the_release_before_is_read(first: bool, priority: Priority) -> None:
    written = to_json(delivery(Priority.AUTOMATIC))
    (message,) = written["messages"]
    del message["priority"]
    message["first"] = first

    (found,) = read(new_id(), written).messages

    assert found.priority is priority


@pytest.mark.parametrize("priority", list(Priority))
def test_the_release_before_finds_what_it_needs(priority: Priority) -> None:
    (message,) = to_json(delivery(priority))["messages"]

    assert message["first"] is (priority is Priority.FIRST)


def test_a_row_with_a_priority_that_there_is_not_cannot_be_read() -> None:
    one = delivery(Priority.FIRST)
    written = to_json(one)
    written["messages"][0]["priority"] = "urgent"

    with pytest.raises(ValueError, match="urgent"):
        read(one.id, written)
