"""Schemathesis tries every operation that OpenAPI describes, with right and with wrong requests.

Whatever comes in: no 5xx, and every answer is one that the description names, of the shape that it
gives. The same requests are tried each time. What was found once has a test of its own elsewhere.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import positive_data_acceptance
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from gateway.app import create_app
from gateway.docs.openapi import describe
from services.access.access import Access
from services.access.keys import DEVELOPMENT_KEY, DevelopmentKeys
from tests.fakes.contented_services import answer_everything
from tests.fakes.grpc_services import running_services
from tests.fakes.http_gateway import Gateway, running_gateway

pytestmark = pytest.mark.xdist_group("schemathesis")

KEY = {"X-API-Key": DEVELOPMENT_KEY}
GENERATION = GenerationConfig(
    modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE],
    deterministic=True,
    # The header with the key is ours.
    with_security_parameters=False,
)
NOWHERE = dict.fromkeys(("surveys", "sessions", "sms", "results"), "127.0.0.1:1")
schema = schemathesis.openapi.from_dict(
    describe(create_app(addresses=NOWHERE, access=Access(keys=DevelopmentKeys()))),
    config=SchemathesisConfig(
        projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION))
    ),
)


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    """A gateway before services that answer everything well."""
    with running_services() as services:
        answer_everything(services)
        with running_gateway(services.addresses, Access(keys=DevelopmentKeys())) as gateway:
            yield gateway


# What a callback is answered is for its provider to say, which tables of cases hold.
@schema.exclude(path_regex="^/v1/providers/").parametrize()
@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_request_gets_an_answer_that_is_not_described(case: Case[Any], gateway: Gateway) -> None:
    # A definition has rules that OpenAPI cannot tell, such as one jump for each rule.
    case.call_and_validate(
        base_url=gateway.url, headers=KEY, excluded_checks=[positive_data_acceptance]
    )
