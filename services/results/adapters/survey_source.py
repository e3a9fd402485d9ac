"""`ports.SurveySource` on the surveys service. Versions never change, so each is fetched once."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import grpc
from svar.surveys.v1 import survey_service_pb2 as pb
from svar.surveys.v1 import survey_service_pb2_grpc

from services.contracts.survey_codec import definition_from_proto
from services.engine.definition import ElementDefinition, SurveyDefinition
from services.engine.elements.scale import FIXED_RANGES
from services.results.domain.questionnaire import Metric, Option, Question, Questionnaire
from services.runtime.client import call
from services.runtime.errors import ErrorKind, ServiceError
from services.runtime.logs import get_logger

log = get_logger(__name__)

VERSIONS_KEPT: Final = 5_000
_TIMEOUT: Final = 5.0


class GrpcSurveySource:
    """What surveys ask."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = survey_service_pb2_grpc.SurveyServiceStub(channel)
        self._kept: OrderedDict[tuple[str, str, int], Questionnaire] = OrderedDict()
        self._lock = threading.Lock()

    def require(self, tenant: str, survey_id: str) -> None:
        """Raise SURVEY_NOT_FOUND when the tenant has no such survey."""
        request = pb.GetSurveyStatusRequest(tenant=tenant, survey_id=survey_id)
        call(self._stub.GetSurveyStatus, request, timeout=_TIMEOUT)

    def questionnaires(
        self, tenant: str, survey_id: str, versions: Sequence[int]
    ) -> Sequence[Questionnaire]:
        """Return what versions ask; one that cannot be read is left out."""
        found = [self._one(tenant, survey_id, version) for version in versions]
        return [one for one in found if one is not None]

    def _one(self, tenant: str, survey_id: str, version: int) -> Questionnaire | None:
        key = tenant, survey_id, version
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
        made = self._fetched(tenant, survey_id, version)
        if made is not None:
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > VERSIONS_KEPT:
                    self._kept.popitem(last=False)
        return made

    def _fetched(self, tenant: str, survey_id: str, version: int) -> Questionnaire | None:
        request = pb.GetSurveyVersionRequest(tenant=tenant, survey_id=survey_id, version=version)
        try:
            answer = call(self._stub.GetSurveyVersion, request, timeout=_TIMEOUT)
            return questionnaire_of(definition_from_proto(answer.definition), version)
        except ServiceError as error:
            if error.kind is not ErrorKind.NOT_FOUND:
                raise
        except ValueError:
            log.error("a version cannot be read", survey=survey_id, version=version)
        return None


def questionnaire_of(definition: SurveyDefinition, version: int) -> Questionnaire:
    """Return the questions of a definition."""
    language = definition.default_language
    asked = (one for one in definition.elements if one.type.is_question)
    return Questionnaire(
        version=version, questions=tuple(_question(one, language) for one in asked)
    )


def _question(element: ElementDefinition, language: str) -> Question:
    low, high = FIXED_RANGES.get(element.type, (element.min, element.max))
    return Question(
        element_id=element.id,
        type=element.type.value,
        metric=_metric(element),
        text=element.text.get(language, ""),
        low=low,
        high=high,
        options=tuple(
            Option(id=one.id, label=one.text.get(language, "")) for one in element.options
        ),
        is_narrow=element.format is not None or element.pattern is not None,
    )


def _metric(element: ElementDefinition) -> Metric:
    """Return the metric that the author named, else the one that the type is called after."""
    if element.metric is not None:
        return Metric(element.metric.value)
    own = element.type.value
    return Metric(own) if own in {"nps", "csat", "ces"} else Metric.NONE
