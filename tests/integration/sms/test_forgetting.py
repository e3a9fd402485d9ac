"""What is kept for seconds only is forgotten."""

from datetime import timedelta

from services.sms.domain.provider import CallbackKind
from services.sms.domain.replies import SAME_TEXT_WINDOW
from services.sms.store.recent_texts import RecentTexts
from tests.fakes.manual_clock import ManualClock
from tests.fakes.scripted_provider import callback
from tests.integration.sms.rig import PHONE, Rig


def test_a_text_without_an_id_is_forgotten_once_it_cannot_come_again(
    rig: Rig, clock: ManualClock
) -> None:
    texts = RecentTexts(rig.database)
    said = {"from": PHONE, "to": "19600042", "text": "8"}
    rig.use_cases.receive_callbacks("plain", [callback(CallbackKind.INBOUND, [said])])

    clock.advance(2 * SAME_TEXT_WINDOW)
    assert texts.forget(clock.now()) == 0
    clock.advance(timedelta(seconds=1))
    assert texts.forget(clock.now()) == 1

    assert rig.rows("SELECT 1 FROM sms.recent_texts") == []
