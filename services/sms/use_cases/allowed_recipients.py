"""Says to which numbers a conversation may be begun (`services/sms/README.md`, `services/sessions/README.md`)."""

from collections.abc import Callable
from dataclasses import dataclass

from services.settings.tenants import TenantSettings
from services.sms.domain.phone_numbers import ANYWHERE, recipient_problem
from services.sms.domain.reply_addresses import OWN_NUMBER
from services.sms.domain.senders import SenderDirectory


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowedRecipients:
    """Checks recipients against what a tenant allows."""

    senders: SenderDirectory
    tenant: Callable[[str], TenantSettings]

    def problem(self, tenant: str, recipient: str) -> str | None:
        """Return why nothing is sent to a number, None when it may be.

        A `RecipientProblem` or `OWN_NUMBER`.
        """
        settings = self.tenant(tenant)
        countries = settings.countries or self.senders.countries(tenant) or (ANYWHERE,)
        problem = recipient_problem(recipient, countries=countries, machines=settings.machines)
        if problem is not None:
            return problem.value
        return OWN_NUMBER if self.senders.owns(recipient) else None
