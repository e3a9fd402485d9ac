"""What tenants set about their texts, from the configuration file."""

from services.contracts.tenant_settings import TenantSettings, load_tenant_settings
from services.surveys.domain.sms_text import TenantStyle


class ConfiguredTenantStyles:
    """Reads the file once; raises ConfigurationError with every mistake in its `tenants` section."""

    def __init__(self, path: str) -> None:
        self._settings = load_tenant_settings(path)
        self._default = TenantSettings.default()

    def of(self, tenant: str) -> TenantStyle:
        """Return what the tenant set, or the defaults."""
        settings = self._settings.get(tenant, self._default)
        return TenantStyle(texts=settings.texts, typography=settings.typography)
