"""A console with fakes of the services behind it, each test with its own."""

from collections.abc import Iterator

import pytest

from services.access.access import Access
from services.access.keys import DevelopmentKeys
from tests.fakes.grpc_services import FakeServices, running_services
from tests.fakes.http_console import Console, running_console


@pytest.fixture
def services() -> Iterator[FakeServices]:
    """Fakes of the services."""
    with running_services() as services:
        yield services


@pytest.fixture
def console(services: FakeServices) -> Iterator[Console]:
    """A console in front of them, with the development key."""
    with running_console(services.addresses, Access(keys=DevelopmentKeys())) as console:
        yield console
