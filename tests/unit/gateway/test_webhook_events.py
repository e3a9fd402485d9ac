"""What OpenAPI says of events is what the results service writes."""

import json

import pytest

from gateway.schemas.webhook_events import EVENTS
from services.results.domain.events import events_between
from services.results.domain.source import LateReply
from tests.fakes.results_sources import NOON, answer, session

_ENDS = ["completed", "expired", "stopped", "opted_out", "undeliverable"]


@pytest.mark.parametrize("state", _ENDS)
def test_every_event_has_the_properties_that_are_described_and_no_others(state: str) -> None:
    late = LateReply(id="1", text="thanks", received_at=NOON)
    told = session(
        state=state,
        variables=(("agentId", "1234"),),
        answers=(answer("score", 9, comment="fine"),),
        late=(late,),
    )

    events = events_between(None, told, now=NOON)

    assert len(events) == 4
    for event in events:
        model, data = EVENTS[event.type][0], json.loads(event.body)["data"]
        read = model.model_validate(data)
        # Written again it has what was written, times apart: nothing was left out and nothing made up.
        assert _names(read.model_dump(mode="json")) - {"shortened"} == _names(data), event.type


def _names(value: object) -> set[str]:
    """Every property inside, by its name."""
    match value:
        case dict():
            return set(value) | {name for one in value.values() for name in _names(one)}
        case list():
            return {name for one in value for name in _names(one)}
        case _:
            return set()
