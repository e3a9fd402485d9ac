"""Puts together what has to do with webhooks."""

from datetime import timedelta
from typing import Final

from svar.results.v1 import webhook_service_pb2
from svar.results.v1.webhook_service_pb2_grpc import add_WebhookServiceServicer_to_server

from services.contracts.audit_servicer import audit_servicer
from services.results.adapters.outgoing import Outgoing
from services.results.adapters.secret_box import FernetSecretBox, keys_in
from services.results.domain.fence import Fence, networks_in
from services.results.settings import ResultsSettings
from services.results.store.delivery_queue import WAITING, PostgresDeliveryQueue
from services.results.store.forgetting_deliveries import tidy_deliveries
from services.results.store.subscriptions import PostgresSubscriptionStore
from services.results.store.tables import audit
from services.results.use_cases.follow_deliveries import FollowDeliveries
from services.results.use_cases.subscribe import Subscribe
from services.results.webhook_servicer import WebhookServicer
from services.results.workers.deliverer import Deliverer
from services.runtime.audit_log import AuditLog, audit_forgetter
from services.runtime.clock import Clock
from services.runtime.database import Database
from services.runtime.errors import ConfigurationError, ServiceError
from services.runtime.periodic import Periodic
from services.runtime.process import Worker
from services.runtime.queue_gauge import queue_gauge
from services.runtime.server import Servicer

TIDY_EVERY: Final = timedelta(seconds=30)
NAME: Final = webhook_service_pb2.DESCRIPTOR.services_by_name["WebhookService"].full_name


class Webhooks:
    """The servicers and the workers; `deliveries` are connections of their own, so that nobody who asks keeps
    them waiting.
    """

    def __init__(
        self, settings: ResultsSettings, *, deliveries: Database, asked: Database, clock: Clock
    ) -> None:
        box = FernetSecretBox(keys_in(settings.webhooks_key))
        self._outgoing = Outgoing(fence_of(settings), box)
        store = PostgresSubscriptionStore(asked)
        subscribe = Subscribe(store=store, box=box, addresses=self._outgoing, clock=clock)
        follow = FollowDeliveries(store=store, clock=clock)
        servicer = WebhookServicer(subscribe=subscribe, follow=follow)
        served = Servicer(
            name=NAME, register=add_WebhookServiceServicer_to_server, servicer=servicer
        )
        entries = AuditLog(asked, audit)
        self.servicers = [served, audit_servicer(entries)]

        def tidy() -> None:
            tidy_deliveries(deliveries, now=clock.now())

        self.workers: list[Worker] = [
            Deliverer(
                PostgresDeliveryQueue(deliveries),
                self._outgoing.endpoints,
                clock=clock,
                loop=self._outgoing.loop,
            ),
            Periodic("webhooks", tidy, every=TIDY_EVERY, expected=(ServiceError,)),
            queue_gauge(deliveries, [WAITING]),
            audit_forgetter(entries, clock=clock, kept=timedelta(days=settings.audit_days)),
        ]

    def close(self) -> None:
        """Close every connection to subscribers."""
        self._outgoing.close()


def fence_of(settings: ResultsSettings) -> Fence:
    """Return where webhooks may go; raises ConfigurationError with every network that is none."""
    networks, wrong = networks_in(settings.webhooks_networks)
    if wrong:
        raise ConfigurationError(
            [f"SVAR_WEBHOOKS_NETWORKS: {one} is no network such as 10.1.0.0/16." for one in wrong]
        )
    return Fence(networks=networks, loopback=settings.webhooks_loopback)
