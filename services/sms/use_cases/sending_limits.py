"""Refuses what tenants may not begin: beyond their SMS of the day, or to a range that is braked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.runtime.logs import get_logger
from services.settings.tenants import TenantSettings
from services.sms.domain.messages import PreparedMessage
from services.sms.domain.prefix_brake import braked, ranges_of
from services.sms.domain.spending import within_limit
from services.sms.ports.store import Transaction

log = get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingLimits:
    """The limits of tenants, held against what an open transaction knows; those without any pay nothing."""

    tenant: Callable[[str], TenantSettings]

    def hold(
        self, transaction: Transaction, messages: Sequence[PreparedMessage], *, now: datetime
    ) -> Sequence[PreparedMessage]:
        """Return the messages, those with their refusal that may not leave; a repeat counts once."""
        limited = {one.tenant for one in messages if _is_limited(self.tenant(one.tenant))}
        if not limited:
            return messages
        known = transaction.messages.known([one.id for one in messages if one.tenant in limited])
        kept = [one for one in messages if one.tenant not in limited or one.id in known]
        for name in sorted(limited):
            new = [one for one in messages if one.tenant == name and one.id not in known]
            day = now.astimezone(self.tenant(name).timezone).date()
            kept += self._braked(transaction, self._affordable(transaction, new, day), day)
        return kept

    def _affordable(
        self, transaction: Transaction, messages: Sequence[PreparedMessage], day: date
    ) -> Sequence[PreparedMessage]:
        limit = self.tenant(messages[0].tenant).segments_a_day if messages else None
        if limit is None:
            return messages
        tenant = messages[0].tenant
        spent = within_limit(messages, spent=transaction.spending.spent(tenant, day), limit=limit)
        transaction.spending.add(tenant, day, spent.segments)
        if spent.warned:
            log.warning("a tenant has nearly spent its SMS of the day", tenant=tenant, limit=limit)
        return spent.messages

    def _braked(
        self, transaction: Transaction, messages: Sequence[PreparedMessage], day: date
    ) -> Sequence[PreparedMessage]:
        a_day = self.tenant(messages[0].tenant).new_prefix_a_day if messages else None
        ranges = ranges_of(messages)
        if a_day is None or not ranges:
            return messages
        tenant = messages[0].tenant
        known = transaction.ranges.begun(tenant, day, ranges)
        found = braked(messages, known=known, a_day=a_day)
        transaction.ranges.add(tenant, day, found.begun)
        if found.refused:
            log.warning("a range of numbers is braked", tenant=tenant, ranges=found.refused)
        return found.messages


def _is_limited(tenant: TenantSettings) -> bool:
    return tenant.segments_a_day is not None or tenant.new_prefix_a_day is not None
