"""A stop and a survey at the same moment: whoever comes first, nobody who stopped is asked anything."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from services.runtime.migrate import upgrade
from services.sessions.domain.session import Address
from services.sessions.use_cases.end_sessions import StatusReport
from tests.fakes.fake_sms_gateway import NORWEGIAN_SENDER
from tests.integration.sessions.harness import Harness, invitation, running

ROUNDS = 25
THREADS = 4


@pytest.fixture
def crowded(database_url: str, redis_url: str) -> Iterator[Harness]:
    upgrade(database_url, schema="sessions")
    with running(database_url, redis_url, connections=THREADS + 2) as harness:
        yield harness


def stop_by_reply(svar: Harness, phone: str) -> None:
    assert svar.handle([svar.reply(Address(sender=NORWEGIAN_SENDER, phone=phone), "stop")]) == []


def stop_by_call(svar: Harness, phone: str) -> None:
    svar.contacts.opt_out("default", phone)


def stop_by_report(svar: Harness, phone: str) -> None:
    (known,) = svar.rows(f"sessions WHERE phone = '{phone}' AND state = 'completed'")
    report = StatusReport(
        id=known["id"],
        tenant="default",
        session_id=known["id"],
        sequence=2,
        status="failed",
        recipient_opted_out=True,
    )
    svar.ending.heed_reports([report])


@pytest.mark.parametrize("stop", [stop_by_reply, stop_by_call, stop_by_report])
def test_no_session_is_open_after_a_stop_however_they_meet(
    crowded: Harness, stop: Callable[[Harness, str], None]
) -> None:
    svar = crowded
    phones = [f"+479000{number:04}" for number in range(ROUNDS)]
    # Half of them are known before, which is another way through the locks.
    for phone in phones if stop is stop_by_report else phones[::2]:
        svar.say(svar.send(phone), "9", "Fine")
    together = Barrier(THREADS)

    def work(thread: int) -> None:
        for phone in phones:
            together.wait(timeout=30)
            if thread == 0:
                stop(svar, phone)
            else:
                svar.send_surveys([invitation(phone)] * 2)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(work, range(THREADS)))

    rows = svar.rows("sessions")
    assert [row["phone"] for row in rows if row["state"] == "active"] == []
    assert {row["state"] for row in rows} <= {"opted_out", "suppressed", "completed"}
    assert len(svar.rows("contacts WHERE opted_out_at IS NOT NULL")) == ROUNDS
