"""Fetches published surveys from the surveys service and keeps them.

A version never changes, so it is kept for good (the least used give way). Whether a survey may be
sent does change, so that is asked again after a second.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

import grpc
from svar.surveys.v1 import survey_pb2, survey_service_pb2, survey_service_pb2_grpc

from services.contracts.survey_codec import definition_from_proto
from services.engine.survey import Survey, compile_survey
from services.runtime.client import call
from services.runtime.errors import ErrorKind, ServiceError
from services.sessions.ports import SurveyStatus

TIMEOUT_SECONDS = 5.0
STATUS_SECONDS = 1.0
VERSIONS_KEPT = 10_000

_STATES = {
    survey_pb2.SURVEY_STATE_DRAFT: "draft",
    survey_pb2.SURVEY_STATE_PUBLISHED: "published",
    survey_pb2.SURVEY_STATE_PAUSED: "paused",
    survey_pb2.SURVEY_STATE_ARCHIVED: "archived",
}


class GrpcSurveyCatalog:
    """`ports.SurveyCatalog` on the surveys service."""

    def __init__(
        self, channel: grpc.Channel, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._stub = survey_service_pb2_grpc.SurveyServiceStub(channel)
        self._monotonic = monotonic
        self._versions: OrderedDict[tuple[str, int], Survey] = OrderedDict()
        self._statuses: dict[tuple[str, str], tuple[float, SurveyStatus]] = {}
        self._lock = threading.Lock()

    def status(self, tenant: str, survey_id: str) -> SurveyStatus:
        """Return a survey's status, at most a second old."""
        known = self._statuses.get((tenant, survey_id))
        if known and known[0] > self._monotonic():
            return known[1]
        request = survey_service_pb2.GetSurveyStatusRequest(tenant=tenant, survey_id=survey_id)
        response = call(self._stub.GetSurveyStatus, request, timeout=TIMEOUT_SECONDS)
        status = SurveyStatus(
            state=_STATES.get(response.state, "draft"), version=response.latest_version
        )
        if len(self._statuses) > VERSIONS_KEPT:
            self._statuses.clear()
        self._statuses[tenant, survey_id] = self._monotonic() + STATUS_SECONDS, status
        return status

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

    def _fetch(self, tenant: str, survey_id: str, version: int) -> Survey:
        request = survey_service_pb2.GetSurveyVersionRequest(
            tenant=tenant, survey_id=survey_id, version=version
        )
        response = call(self._stub.GetSurveyVersion, request, timeout=TIMEOUT_SECONDS)
        try:
            survey = compile_survey(definition_from_proto(response.definition))
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
