"""What waits in the tables of sessions, as the metrics see it."""

from typing import Final

from services.runtime.queue_gauge import view_of
from services.sessions.store.erasures import ERASURES
from services.sessions.store.outbox import OUTBOX

QUEUES: Final = (
    view_of(OUTBOX, queue="outbox"),
    view_of(ERASURES, queue="erasures"),
)
