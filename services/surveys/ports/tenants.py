"""What tenants set about their texts, as the use cases see it."""

from typing import Protocol

from services.surveys.domain.sms_text import TenantStyle


class TenantStyles(Protocol):
    """Knows what each tenant set about its texts."""

    def of(self, tenant: str) -> TenantStyle:
        """Return what the tenant set, or the defaults."""
        ...
