"""One channel to several processes of a service: calls are spread over those that are there."""

from svar.surveys.v1 import survey_service_pb2 as pb
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceStub

from services.runtime.client import call, open_channel
from tests.fakes.grpc_services import running_services

CALLS = 40


def test_calls_are_spread_over_the_addresses_listed_and_go_on_without_one_of_them() -> None:
    with running_services() as one, running_services() as other:
        for services in (one, other):
            services.surveys.will("ListSurveys", pb.ListSurveysResponse())
        both = ",".join(services.addresses["surveys"] for services in (one, other))
        with open_channel(both) as channel:
            stub = SurveyServiceStub(channel)

            def ask() -> None:
                call(stub.ListSurveys, pb.ListSurveysRequest(tenant="default"), timeout=5)

            # Until both are connected, the one that is first has them all.
            while not (one.surveys.requests and other.surveys.requests):
                ask()
            before = len(one.surveys.requests), len(other.surveys.requests)
            for _ in range(CALLS):
                ask()
            assert len(one.surveys.requests) - before[0] == CALLS // 2

            other.stop(["surveys"])
            for _ in range(CALLS):
                ask()

    assert len(one.surveys.requests) - before[0] == CALLS // 2 + CALLS
