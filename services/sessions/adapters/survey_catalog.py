"""Fetches published surveys from the surveys service and keeps them.

A version never changes, so it is kept for good (the least used give way). Whether a survey may be
sent does change, so that is never kept: it is asked once for all of a batch.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import grpc
from svar.surveys.v1 import survey_pb2, survey_service_pb2, survey_service_pb2_grpc

from services.contracts.survey_codec import definition_from_proto
from services.engine.survey import Survey, compile_survey
from services.formats import READER
from services.runtime.client import call
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.grpc_errors import from_status
from services.sessions.ports.surveys import SurveyKey, SurveyStatus
from services.text.as_sent import segments_as_sent

TIMEOUT_SECONDS = 5.0
QUERIES_A_CALL = 1000
VERSIONS_KEPT = 10_000

_STATES = {
    survey_pb2.SURVEY_STATE_DRAFT: "draft",
    survey_pb2.SURVEY_STATE_PUBLISHED: "published",
    survey_pb2.SURVEY_STATE_PAUSED: "paused",
    survey_pb2.SURVEY_STATE_ARCHIVED: "archived",
}


class GrpcSurveyCatalog:
    """`ports.SurveyCatalog` on the surveys service."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = survey_service_pb2_grpc.SurveyServiceStub(channel)
        self._versions: OrderedDict[tuple[str, int], Survey] = OrderedDict()
        self._lock = threading.Lock()

    def statuses(self, surveys: Sequence[SurveyKey]) -> Sequence[SurveyStatus | ServiceError]:
        """Return the status of each survey as it is now, or SURVEY_NOT_FOUND, in order."""
        found: list[SurveyStatus | ServiceError] = []
        for first in range(0, len(surveys), QUERIES_A_CALL):
            found += self._ask(surveys[first : first + QUERIES_A_CALL])
        return found

    def load(self, tenant: str, survey_id: str, version: int) -> Survey:
        """Return a version, fetching it if need be."""
        survey = self.loaded(survey_id, version)
        return survey or self._fetch(tenant, survey_id, version)

    def loaded(self, survey_id: str, version: int) -> Survey | None:
        """Return a version if it is in memory."""
        with self._lock:
            survey = self._versions.get((survey_id, version))
            if survey is not None:
                self._versions.move_to_end((survey_id, version))
            return survey

    def _ask(self, surveys: Sequence[SurveyKey]) -> list[SurveyStatus | ServiceError]:
        queries = [
            survey_service_pb2.GetSurveyStatusRequest(tenant=tenant, survey_id=survey_id)
            for tenant, survey_id in surveys
        ]
        request = survey_service_pb2.GetSurveyStatusesRequest(queries=queries)
        response = call(self._stub.GetSurveyStatuses, request, timeout=TIMEOUT_SECONDS)
        return [_status(result) for result in response.results]

    def _fetch(self, tenant: str, survey_id: str, version: int) -> Survey:
        request = survey_service_pb2.GetSurveyVersionRequest(
            tenant=tenant, survey_id=survey_id, version=version
        )
        response = call(self._stub.GetSurveyVersion, request, timeout=TIMEOUT_SECONDS)
        try:
            survey = compile_survey(
                definition_from_proto(response.definition),
                segments=segments_as_sent,
                reader=READER,
            )
        except ValueError as exc:
            raise ServiceError(
                kind=ErrorKind.INTERNAL,
                reason="SURVEY_UNREADABLE",
                message="A version of this survey cannot be read.",
            ) from exc
        with self._lock:
            self._versions[survey_id, version] = survey
            while len(self._versions) > VERSIONS_KEPT:
                self._versions.popitem(last=False)
        return survey


def _status(result: survey_service_pb2.SurveyStatusResult) -> SurveyStatus | ServiceError:
    if result.HasField("problem"):
        return from_status(result.problem)
    state = _STATES.get(result.status.state, "draft")
    return SurveyStatus(state=state, version=result.status.latest_version)
