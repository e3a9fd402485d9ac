"""Everything that is done to a running system beside the kills: one line each."""

from typing import Final

from tests.faults.faults import Fault
from tests.faults.freezing import freeze_a_service, freeze_redis
from tests.faults.orderly import fail_every_message, stop_a_service
from tests.faults.postgres_faults import fill_the_disk, take_every_connection
from tests.faults.redis_faults import fill_with_rubbish, flush, keep_away
from tests.faults.wrong_clock import put_a_clock_wrong

FAULTS: Final = (
    Fault(name="freeze a service", act=freeze_a_service),
    Fault(name="freeze Redis", act=freeze_redis),
    Fault(name="flush Redis", act=flush),
    Fault(name="rubbish in Redis", act=fill_with_rubbish),
    Fault(name="Redis away", act=keep_away),
    Fault(name="no connections", act=take_every_connection),
    Fault(name="disk full", act=fill_the_disk, needs_small_disk=True),
    Fault(name="wrong clock", act=put_a_clock_wrong, needs_second=True),
    Fault(name="stop a service", act=stop_a_service),
    Fault(name="provider down", act=fail_every_message),
)
