"""ResultsService over gRPC: protos in, use cases, protos out."""

from collections.abc import Iterator
from typing import Final

import grpc
import msgspec
from svar.results.v1 import results_service_pb2 as pb
from svar.results.v1 import results_service_pb2_grpc

from services.contracts.timestamps import to_timestamp
from services.results.domain.filter import Grouping
from services.results.protos import (
    asked_filter,
    comparison_response,
    figures_response,
    file_format,
    grouping,
    verbatim_proto,
)
from services.results.use_cases.export_responses import ExportResponses
from services.results.use_cases.follow_progress import FollowProgress
from services.results.use_cases.get_figures import GetFigures
from services.results.use_cases.list_responses import ListResponses
from services.results.use_cases.select_sessions import refused
from services.runtime.errors import Problem, not_found
from services.runtime.ids import parse_id

_encode: Final = msgspec.json.Encoder().encode


class ResultsServicer(results_service_pb2_grpc.ResultsServiceServicer):
    """Translates; decides nothing."""

    def __init__(
        self,
        *,
        get_figures: GetFigures,
        listing: ListResponses,
        export: ExportResponses,
        progress: FollowProgress,
    ) -> None:
        self._get_figures = get_figures
        self._listing = listing
        self._export = export
        self._progress = progress

    def GetFigures(
        self, request: pb.GetFiguresRequest, context: grpc.ServicerContext
    ) -> pb.GetFiguresResponse:
        """Return the figures of a survey."""
        found = self._get_figures(
            request.tenant,
            _survey_id(request.survey_id),
            asked=asked_filter(request.filter),
            grouping=grouping(request),
        )
        return figures_response(found)

    def CompareFigures(
        self, request: pb.CompareFiguresRequest, context: grpc.ServicerContext
    ) -> pb.CompareFiguresResponse:
        """Return how figures differ between two groups of sessions."""
        survey_id = _survey_id(request.survey_id)
        now, before = (
            self._get_figures(
                request.tenant, survey_id, asked=asked_filter(one), grouping=Grouping()
            )
            for one in (request.filter, request.before)
        )
        return comparison_response(now.total, before.total)

    def ListVerbatims(
        self, request: pb.ListVerbatimsRequest, context: grpc.ServicerContext
    ) -> pb.ListVerbatimsResponse:
        """List what people wrote."""
        selected = self._listing.select(
            request.tenant, _survey_id(request.survey_id), asked_filter(request.filter)
        )
        page, following = self._listing.verbatims(
            selected,
            search=request.search.replace("\0", "").strip(),
            element_id=request.element_id.replace("\0", ""),
            token=request.page_token,
            size=_page_size(request.page_size, default=50, most=200),
        )
        return pb.ListVerbatimsResponse(
            verbatims=[verbatim_proto(one) for one in page], next_page_token=following
        )

    def ListResponses(
        self, request: pb.ListResponsesRequest, context: grpc.ServicerContext
    ) -> pb.ListResponsesResponse:
        """List responses."""
        selected = self._listing.select(
            request.tenant, _survey_id(request.survey_id), asked_filter(request.filter)
        )
        size = _page_size(request.page_size, default=100, most=1000)
        page = self._listing.page(selected, token=request.page_token, size=size)
        whole = request.whole_numbers
        return pb.ListResponsesResponse(
            responses=[_encode(one.shown(whole_numbers=whole)) for one in page.responses],
            next_page_token=page.next_token,
        )

    def ExportResponses(
        self, request: pb.ExportResponsesRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.ExportResponsesResponse]:
        """Stream responses as a file."""
        chunks = self._export(
            request.tenant,
            _survey_id(request.survey_id),
            asked=asked_filter(request.filter),
            format=file_format(request.format),
            whole_numbers=request.whole_numbers,
        )
        return (pb.ExportResponsesResponse(chunk=chunk) for chunk in chunks if chunk)

    def ListResponseChanges(
        self, request: pb.ListResponseChangesRequest, context: grpc.ServicerContext
    ) -> pb.ListResponseChangesResponse:
        """List what changed."""
        page, more = self._listing.changes(
            request.tenant,
            _survey_id(request.survey_id),
            cursor=request.after,
            size=_page_size(request.page_size, default=500, most=1000),
        )
        whole = request.whole_numbers
        return pb.ListResponseChangesResponse(
            responses=[_encode(one.shown(whole_numbers=whole)) for one in page.responses],
            cursor=page.next_token,
            more=more,
        )

    def ListVariables(
        self, request: pb.ListVariablesRequest, context: grpc.ServicerContext
    ) -> pb.ListVariablesResponse:
        """List the variables of a survey's sessions."""
        found = self._progress.variables(request.tenant, _survey_id(request.survey_id))
        return pb.ListVariablesResponse(variables=[pb.Variable(name=one) for one in found])

    def GetProgress(
        self, request: pb.GetProgressRequest, context: grpc.ServicerContext
    ) -> pb.GetProgressResponse:
        """Say how far the taking-in has come."""
        now = self._progress()
        return pb.GetProgressResponse(
            as_of_time=to_timestamp(now.as_of), rebuilding=now.rebuilding, sessions=now.sessions
        )

    def Rebuild(
        self, request: pb.RebuildRequest, context: grpc.ServicerContext
    ) -> pb.RebuildResponse:
        """Have everything read anew."""
        self._progress.begin_again()
        return pb.RebuildResponse()


def _survey_id(written: str) -> str:
    parsed = parse_id(written)
    if parsed is None:
        raise not_found("SURVEY_NOT_FOUND", "There is no such survey.")
    return parsed


def _page_size(size: int, *, default: int, most: int) -> int:
    if size < 0:
        raise refused([Problem(path="pageSize", message=f"Must be from 1 to {most}.")])
    return min(size or default, most)
