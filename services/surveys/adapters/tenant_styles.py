"""What tenants set about their texts, from the configuration file."""

from services.settings.tenants_section import load_tenants
from services.surveys.domain.sms_text import TenantStyle


class ConfiguredTenantStyles:
    """Reads the file once; raises ConfigurationError with every mistake in its `tenants` section."""

    def __init__(self, path: str) -> None:
        self._tenants = load_tenants(path)

    def of(self, tenant: str) -> TenantStyle:
        """Return what the tenant set, or the defaults."""
        settings = self._tenants.of(tenant)
        return TenantStyle(texts=settings.texts, typography=settings.typography)
