"""A gateway with fakes of the services behind it, each test with its own."""

from collections.abc import Iterator

import pytest

from services.access.access import Access
from services.access.keys import DevelopmentKeys
from tests.fakes.grpc_services import FakeServices, running_services
from tests.fakes.http_gateway import Gateway, running_gateway


@pytest.fixture
def services() -> Iterator[FakeServices]:
    """Fakes of the three services."""
    with running_services() as services:
        yield services


@pytest.fixture
def gateway(services: FakeServices) -> Iterator[Gateway]:
    """A gateway in front of them, with the development key."""
    with running_gateway(services.addresses, Access(keys=DevelopmentKeys())) as gateway:
        yield gateway
