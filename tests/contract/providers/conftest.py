"""What the tests of every provider share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from services.sms.adapters.outgoing_http import OutgoingHttp
from services.sms.providers.base import ProviderTools
from tests.fakes.known_keys import provider_tools

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> str:
    """Coroutines of these tests run on asyncio."""
    return "asyncio"


@pytest.fixture
def tools() -> ProviderTools:
    """A clock that stands still."""
    return provider_tools(lambda: NOW)


@pytest.fixture
async def http() -> AsyncIterator[OutgoingHttp]:
    """Real HTTP, as the gateway has it."""
    http = OutgoingHttp()
    yield http
    await http.close()
