"""The gRPC face of the service: reads messages, asks a use case, writes messages. Decides nothing."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import islice

import grpc
from svar.surveys.v1 import survey_pb2
from svar.surveys.v1 import survey_service_pb2 as messages
from svar.surveys.v1.survey_service_pb2_grpc import SurveyServiceServicer

from services.contracts.survey_codec import definition_to_proto
from services.engine.problems.flow import flow_of
from services.runtime.batcher import Batcher
from services.runtime.clock import Clock
from services.runtime.errors import ServiceError, invalid
from services.runtime.grpc_errors import to_status
from services.surveys.domain.creation import Creation
from services.surveys.domain.storable_definition import storable_definition
from services.surveys.domain.survey import Survey, SurveyStatus
from services.surveys.ports.forms import FormReader
from services.surveys.ports.surveys import StatusQuery, UnitOfWork
from services.surveys.ports.tenants import TenantStyles
from services.surveys.ports.turns import Turns
from services.surveys.protos import (
    STATES,
    definition_in,
    filter_in,
    finding_message,
    flow_message,
    form_message,
    preview_message,
    summary_message,
    survey_message,
    text_cost_message,
    version_message,
    way_costs_message,
)
from services.surveys.use_cases.change_state import Change, change_state
from services.surveys.use_cases.check_survey import check_survey
from services.surveys.use_cases.create_survey import create_survey
from services.surveys.use_cases.get_statuses import get_statuses
from services.surveys.use_cases.get_survey import get_survey, get_survey_version
from services.surveys.use_cases.list_surveys import list_surveys
from services.surveys.use_cases.list_versions import list_versions
from services.surveys.use_cases.preview_survey import PreviewRequest, preview_survey
from services.surveys.use_cases.publish_survey import publish_survey
from services.surveys.use_cases.read_form import read_form
from services.surveys.use_cases.replace_survey import replace_survey

Context = grpc.ServicerContext
StatusResult = SurveyStatus | ServiceError
MAXIMUM_QUERIES = 1000
SMALL_DRAFT = 64 * 1024
"""Bytes of a request; a survey of fifty questions in two languages has some 20,000."""


class SurveyServicer(SurveyServiceServicer):
    """Serves `svar.surveys.v1.SurveyService`; errors are raised, and made statuses by the interceptor."""

    def __init__(
        self,
        uow: UnitOfWork,
        *,
        styles: TenantStyles,
        clock: Clock,
        turns: Turns,
        forms: FormReader,
    ) -> None:
        self._uow = uow
        self._styles = styles
        self._clock = clock
        self._turns = turns
        self._forms = forms
        self._statuses = Batcher[Sequence[StatusQuery], Sequence[StatusResult]](self._find_statuses)

    def CreateSurvey(
        self, request: messages.CreateSurveyRequest, context: Context
    ) -> messages.CreateSurveyResponse:
        """Keep a draft."""
        with self._turn_for(request, context):
            wanted = Creation(
                definition=definition_in(request.definition),
                survey_id=request.survey_id,
                request_id=request.request_id,
                idempotency_key=request.idempotency_key,
            )
            survey = create_survey(self._uow, request.tenant, wanted=wanted, clock=self._clock)
        return messages.CreateSurveyResponse(survey=survey_message(survey))

    def GetSurvey(
        self, request: messages.GetSurveyRequest, context: Context
    ) -> messages.GetSurveyResponse:
        """Return a survey with its draft or a version."""
        survey, definition = get_survey(
            self._uow, request.tenant, survey_id=request.survey_id, version=request.version
        )
        message = survey_message(survey, definition, version=request.version)
        return messages.GetSurveyResponse(survey=message)

    def ListSurveys(
        self, request: messages.ListSurveysRequest, context: Context
    ) -> messages.ListSurveysResponse:
        """Return a page of surveys."""
        page, next_page_token = list_surveys(
            self._uow,
            request.tenant,
            page_size=request.page_size,
            page_token=request.page_token,
            wanted=filter_in(request),
        )
        return messages.ListSurveysResponse(
            surveys=[summary_message(summary) for summary in page], next_page_token=next_page_token
        )

    def ReplaceSurvey(
        self, request: messages.ReplaceSurveyRequest, context: Context
    ) -> messages.ReplaceSurveyResponse:
        """Replace the draft."""
        with self._turn_for(request, context):
            survey = replace_survey(
                self._uow,
                request.tenant,
                survey_id=request.survey_id,
                definition=definition_in(request.definition),
                etag=request.etag,
                clock=self._clock,
            )
        return messages.ReplaceSurveyResponse(survey=survey_message(survey))

    def PublishSurvey(
        self, request: messages.PublishSurveyRequest, context: Context
    ) -> messages.PublishSurveyResponse:
        """Freeze the draft."""
        with self._turns.turn(request.tenant, is_wanted=context.is_active) as effort:
            published = publish_survey(
                self._uow,
                request.tenant,
                survey_id=request.survey_id,
                style=self._styles.of(request.tenant),
                clock=self._clock,
                note=request.note,
                effort=effort,
            )
        return messages.PublishSurveyResponse(
            version=published.version,
            warnings=[finding_message(warning) for warning in published.warnings],
        )

    def PauseSurvey(
        self, request: messages.PauseSurveyRequest, context: Context
    ) -> messages.PauseSurveyResponse:
        """Stop new sessions for now."""
        return messages.PauseSurveyResponse(survey=self._changed(request, Survey.paused))

    def ResumeSurvey(
        self, request: messages.ResumeSurveyRequest, context: Context
    ) -> messages.ResumeSurveyResponse:
        """Allow new sessions again."""
        return messages.ResumeSurveyResponse(survey=self._changed(request, Survey.resumed))

    def ArchiveSurvey(
        self, request: messages.ArchiveSurveyRequest, context: Context
    ) -> messages.ArchiveSurveyResponse:
        """End a survey for good."""
        return messages.ArchiveSurveyResponse(survey=self._changed(request, Survey.archived))

    def CheckSurvey(
        self, request: messages.CheckSurveyRequest, context: Context
    ) -> messages.CheckSurveyResponse:
        """Find problems and warnings."""
        style = self._styles.of(request.tenant)
        with self._turns.turn(request.tenant, is_wanted=context.is_active) as effort:
            definition = definition_in(request.definition)
            checked = check_survey(definition, style=style, effort=effort)
        return messages.CheckSurveyResponse(
            problems=[finding_message(problem) for problem in checked.problems],
            warnings=[finding_message(warning) for warning in checked.warnings],
            texts=[text_cost_message(text) for text in checked.texts],
            ways=way_costs_message(checked.ways),
        )

    def ReadForm(
        self, request: messages.ReadFormRequest, context: Context
    ) -> messages.ReadFormResponse:
        """Read a form of another tool."""
        with self._turns.turn(request.tenant, is_wanted=context.is_active):
            found = read_form(
                self._forms,
                request.tenant,
                file_name=request.file_name,
                content=request.content,
                language=request.language_code,
            )
        return form_message(found)

    def DescribeFlow(
        self, request: messages.DescribeFlowRequest, context: Context
    ) -> messages.DescribeFlowResponse:
        """Describe how a definition flows."""
        style = self._styles.of(request.tenant)
        with self._turns.turn(request.tenant, is_wanted=context.is_active) as effort:
            definition = storable_definition(definition_in(request.definition))
            flow = flow_of(definition, measure=style.measure, effort=effort)
        return flow_message(flow)

    def PreviewSurvey(
        self, request: messages.PreviewSurveyRequest, context: Context
    ) -> messages.PreviewSurveyResponse:
        """Hold a conversation."""
        style = self._styles.of(request.tenant)
        with self._turns.turn(request.tenant, is_wanted=context.is_active) as effort:
            asked = PreviewRequest(
                definition=definition_in(request.definition),
                language_code=request.language_code,
                content=request.content,
                replies=tuple(request.replies),
                variables=dict(request.variables),
                unfinished=request.unfinished,
                expires_after=request.expires_after if request.HasField("expires_after") else None,
                waits=[(wait.after_replies, wait.hours) for wait in request.waits],
                phone=request.identifier,
            )
            return preview_message(preview_survey(asked, style=style, effort=effort), style=style)

    def ListSurveyVersions(
        self, request: messages.ListSurveyVersionsRequest, context: Context
    ) -> messages.ListSurveyVersionsResponse:
        """Return a page of versions."""
        page, next_page_token = list_versions(
            self._uow,
            request.tenant,
            survey_id=request.survey_id,
            page_size=request.page_size,
            page_token=request.page_token,
        )
        return messages.ListSurveyVersionsResponse(
            versions=map(version_message, page), next_page_token=next_page_token
        )

    def GetSurveyVersion(
        self, request: messages.GetSurveyVersionRequest, context: Context
    ) -> messages.GetSurveyVersionResponse:
        """Return an immutable version."""
        definition = get_survey_version(
            self._uow, request.tenant, survey_id=request.survey_id, version=request.version
        )
        # Whoever holds conversations says the tenant's phrases as well, as a preview does.
        spoken = self._styles.of(request.tenant).applied(definition)
        return messages.GetSurveyVersionResponse(definition=definition_to_proto(spoken))

    def GetSurveyStatus(
        self, request: messages.GetSurveyStatusRequest, context: Context
    ) -> messages.GetSurveyStatusResponse:
        """Say whether new sessions may begin, and on which version."""
        (status,) = self._statuses.submit([_query(request)])
        if isinstance(status, ServiceError):
            raise status
        return _status(status)

    def GetSurveyStatuses(
        self, request: messages.GetSurveyStatusesRequest, context: Context
    ) -> messages.GetSurveyStatusesResponse:
        """Say it of many surveys."""
        if len(request.queries) > MAXIMUM_QUERIES:
            message = f"At most {MAXIMUM_QUERIES} surveys are asked about in one call."
            raise invalid("INVALID_REQUEST", message)
        statuses = self._statuses.submit([_query(query) for query in request.queries])
        return messages.GetSurveyStatusesResponse(results=map(_status_result, statuses))

    def _turn_for(
        self,
        request: messages.CreateSurveyRequest | messages.ReplaceSurveyRequest,
        context: Context,
    ) -> AbstractContextManager[object]:
        """Let a draft wait for a turn when it is so large that reading it keeps a processor busy."""
        if request.ByteSize() <= SMALL_DRAFT:
            return nullcontext()
        return self._turns.turn(request.tenant, is_wanted=context.is_active)

    def _changed(
        self,
        request: messages.PauseSurveyRequest
        | messages.ResumeSurveyRequest
        | messages.ArchiveSurveyRequest,
        change: Change,
    ) -> survey_pb2.Survey:
        survey = change_state(
            self._uow,
            request.tenant,
            survey_id=request.survey_id,
            change=change,
            clock=self._clock,
        )
        return survey_message(survey)

    def _find_statuses(
        self, asked: Sequence[Sequence[StatusQuery]]
    ) -> Sequence[Sequence[StatusResult]]:
        found = iter(get_statuses(self._uow, [query for queries in asked for query in queries]))
        return [list(islice(found, len(queries))) for queries in asked]


def _query(request: messages.GetSurveyStatusRequest) -> StatusQuery:
    return StatusQuery(tenant=request.tenant, survey_id=request.survey_id)


def _status(status: SurveyStatus) -> messages.GetSurveyStatusResponse:
    return messages.GetSurveyStatusResponse(
        state=STATES[status.state], latest_version=status.latest_version
    )


def _status_result(result: StatusResult) -> messages.SurveyStatusResult:
    if isinstance(result, ServiceError):
        return messages.SurveyStatusResult(problem=to_status(result))
    return messages.SurveyStatusResult(status=_status(result))
