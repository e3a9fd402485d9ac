"""What happens to sessions that webhooks tell: the closed set of types, as subscribers write them."""

from enum import StrEnum


class EventType(StrEnum):
    """A kind of event; subscriptions name them, and every body says which it is."""

    STARTED = "session.started"
    ANSWERED = "answer.received"
    COMPLETED = "session.completed"
    EXPIRED = "session.expired"
    STOPPED = "session.stopped"
    OPTED_OUT = "session.opted_out"
    UNDELIVERABLE = "session.undeliverable"
    LATE = "reply.late"


TEST_TYPE = "webhook.test"
"""The type of what `test` sends; nobody subscribes to it."""
