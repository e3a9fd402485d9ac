"""What OpenAPI says of events is what the results service writes."""

import json

import pytest
from pydantic import create_model

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
        model = EVENTS[event.type][0]
        strict = create_model("Strict", __base__=model, __cls_kwargs__={"extra": "forbid"})
        data = json.loads(event.body)["data"]
        strict.model_validate(data)
        described = {field.alias or name for name, field in model.model_fields.items()}
        assert described - data.keys() <= {"shortened"}, event.type
