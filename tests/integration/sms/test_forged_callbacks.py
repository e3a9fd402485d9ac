"""Forged callbacks of every provider leave nothing behind, and cost the genuine ones nothing."""

import pytest
from prometheus_client import REGISTRY

from services.sms.domain.provider import Received
from services.sms.use_cases.receive_callbacks import ReceiveCallbacks
from tests.contract.providers.table import NAME, Came, Forged, Table, tables
from tests.integration.sms.rig import Rig

TABLES = tables()
STORED = ("inbox", "inbound_parts", "status_reports", "unreadable_callbacks", "spent_nonces")


def rows(rig: Rig) -> int:
    counts = [rig.rows(f"SELECT count(*) AS found FROM sms.{name}")[0].found for name in STORED]
    return sum(counts)


def refused() -> float:
    samples = [
        REGISTRY.get_sample_value(
            "svar_callbacks_total",
            {"provider": NAME, "kind": kind, "outcome": "unauthenticated"},
        )
        for kind in ("inbound", "status")
    ]
    return sum(one or 0 for one in samples)


def receiving(rig: Rig, table: Table, case: Came | Forged) -> ReceiveCallbacks:
    uses = rig.use_cases.receive_callbacks
    return ReceiveCallbacks(
        providers={NAME: table.provider(case.settings, now=case.now)},
        senders=uses.senders,
        keep=uses.keep,
        later=rig.later,
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_what_is_forged_leaves_nothing_and_what_is_genuine_is_kept(rig: Rig, table: Table) -> None:
    before = refused()
    for forged in table.forged.values():
        [answer] = receiving(rig, table, forged)(NAME, [forged.callback])
        assert answer.status in (401, 403)
    assert rows(rig) == 0
    assert refused() - before == len(table.forged)

    holding = [one for one in table.came.values() if one.says != Received()]
    for case in holding[:3]:
        [answer] = receiving(rig, table, case)(NAME, [case.callback])
        assert 200 <= answer.status < 300
    assert rows(rig) > 0 or rig.later.made
