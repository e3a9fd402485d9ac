"""What the tests of every provider share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from services.sms.adapters.http_client import KeepAliveHttpClient
from services.sms.providers.base import ProviderTools

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> str:
    """Coroutines of these tests run on asyncio."""
    return "asyncio"


@pytest.fixture
async def tools() -> AsyncIterator[ProviderTools]:
    """A real HTTP client and a clock that stands still."""
    http = KeepAliveHttpClient()
    yield ProviderTools(http=http, now=lambda: NOW)
    http.close()
