"""What the tests of every provider share."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from services.sms.providers.base import ProviderTools

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def anyio_backend() -> str:
    """Coroutines of these tests run on asyncio."""
    return "asyncio"


@pytest.fixture
async def tools() -> AsyncIterator[ProviderTools]:
    """A real HTTP session and a clock that stands still."""
    async with aiohttp.ClientSession() as session:
        yield ProviderTools(session=session, now=lambda: NOW)
