"""The service's values as proto messages and back, for the servicer alone."""

from google.protobuf import struct_pb2
from svar.surveys.v1 import survey_pb2, survey_service_pb2

from services.contracts.json_values import to_value
from services.contracts.survey_codec import definition_from_proto, definition_to_proto
from services.contracts.timestamps import to_timestamp
from services.engine.definition import SurveyDefinition
from services.engine.outcome import OutgoingText
from services.engine.preview import Preview, PreviewReply, Turn
from services.engine.problems import Finding, Ways
from services.engine.problems.flow import Flow
from services.engine.state import AnswerValue
from services.runtime.errors import Problem, invalid
from services.surveys.domain.page_token import SurveyOrder
from services.surveys.domain.sms_text import TenantStyle, TextCost
from services.surveys.domain.survey import Survey, SurveyState, SurveySummary, VersionSummary
from services.surveys.ports.forms import ReadForm
from services.surveys.ports.surveys import SurveyFilter
from services.surveys.use_cases.read_form import MOST_REMARKS

STATES = {
    SurveyState.DRAFT: survey_pb2.SURVEY_STATE_DRAFT,
    SurveyState.PUBLISHED: survey_pb2.SURVEY_STATE_PUBLISHED,
    SurveyState.PAUSED: survey_pb2.SURVEY_STATE_PAUSED,
    SurveyState.ARCHIVED: survey_pb2.SURVEY_STATE_ARCHIVED,
}
ORDERS = {
    survey_service_pb2.SURVEY_ORDER_UNSPECIFIED: SurveyOrder.CREATED,
    survey_service_pb2.SURVEY_ORDER_CHANGED: SurveyOrder.CHANGED,
    survey_service_pb2.SURVEY_ORDER_NAME: SurveyOrder.NAME,
}


def definition_in(proto: survey_pb2.SurveyDefinition) -> SurveyDefinition:
    """Read a definition; raises INVALID INVALID_REQUEST with every place that has no known kind."""
    problems = [*_type_problems(proto), *_operator_problems(proto), *_period_problems(proto)]
    if problems:
        raise invalid(
            "INVALID_REQUEST", "The definition has parts of no known kind.", problems=problems
        )
    return definition_from_proto(proto)


def filter_in(request: survey_service_pb2.ListSurveysRequest) -> SurveyFilter:
    """Read what narrows a list; raises INVALID INVALID_REQUEST for a state or an order that is none."""
    order = ORDERS.get(request.order)
    if order is None:
        problem = Problem(path="order", message="Must be a known order.")
        raise invalid("INVALID_REQUEST", "The order is not known.", problems=[problem])
    if not request.state:
        return SurveyFilter(search=request.search, order=order)
    state = next((one for one, number in STATES.items() if number == request.state), None)
    if state is None:
        problem = Problem(path="state", message="Must be a known state.")
        raise invalid("INVALID_REQUEST", "The state is not known.", problems=[problem])
    return SurveyFilter(search=request.search, state=state, order=order)


def survey_message(
    survey: Survey, definition: SurveyDefinition | None = None, *, version: int = 0
) -> survey_pb2.Survey:
    """Write a survey with its draft, or with the definition of a version."""
    return survey_pb2.Survey(
        id=survey.id,
        state=STATES[survey.state],
        latest_version=survey.latest_version,
        version=version,
        definition=definition_to_proto(definition or survey.draft),
        etag=survey.etag,
        create_time=to_timestamp(survey.created_at),
        update_time=to_timestamp(survey.updated_at),
        has_unpublished_changes=survey.has_unpublished_changes,
        updated_by=survey.updated_by,
        published_by=survey.published_by,
    )


def summary_message(summary: SurveySummary) -> survey_pb2.Survey:
    """Write a survey as it stands in a list."""
    return survey_pb2.Survey(
        id=summary.id,
        state=STATES[summary.state],
        latest_version=summary.latest_version,
        definition=survey_pb2.SurveyDefinition(
            name=summary.name,
            default_language=summary.default_language,
            languages=summary.languages,
        ),
        etag=summary.etag,
        create_time=to_timestamp(summary.created_at),
        update_time=to_timestamp(summary.updated_at),
        has_unpublished_changes=summary.has_unpublished_changes,
        updated_by=summary.updated_by,
    )


def version_message(version: VersionSummary) -> survey_service_pb2.SurveyVersion:
    """Write a version as it stands in a list."""
    return survey_service_pb2.SurveyVersion(
        version=version.version,
        publish_time=to_timestamp(version.published_at),
        published_by=version.published_by,
        note=version.note,
    )


def finding_message(finding: Finding) -> survey_pb2.Finding:
    """Write a problem or a warning."""
    return survey_pb2.Finding(path=finding.path, message=finding.message)


def text_cost_message(text: TextCost) -> survey_service_pb2.TextCost:
    """Write what a text costs."""
    return survey_service_pb2.TextCost(
        path=text.path,
        encoding=text.cost.encoding.value,
        segments=text.cost.segments,
        unicode_because=text.cost.unicode_because or "",
        widest_segments=text.widest_segments,
    )


def way_costs_message(ways: Ways | None) -> survey_service_pb2.WayCosts | None:
    """Write what the ways through cost."""
    if ways is None:
        return None
    return survey_service_pb2.WayCosts(shortest=ways.shortest, longest=ways.longest)


def flow_message(flow: Flow | None) -> survey_service_pb2.DescribeFlowResponse:
    """Write how a definition flows, None for one that is too large."""
    if flow is None:
        return survey_service_pb2.DescribeFlowResponse(too_large=True)
    return survey_service_pb2.DescribeFlowResponse(
        steps=[
            survey_service_pb2.FlowStep(
                from_element=one.source,
                to_element=one.target,
                rule_id=one.rule,
                always=one.always,
            )
            for one in flow.steps
        ],
        unreached=flow.unreached,
    )


def form_message(found: ReadForm) -> survey_service_pb2.ReadFormResponse:
    """Write the survey of a form, and what there is to say about its cells."""
    return survey_service_pb2.ReadFormResponse(
        definition=definition_to_proto(found.definition),
        remarks=[
            survey_service_pb2.FormRemark(
                place=one.place, message=one.message, left_out=one.left_out
            )
            for one in found.remarks[:MOST_REMARKS]
        ],
    )


def preview_message(
    preview: Preview, *, style: TenantStyle
) -> survey_service_pb2.PreviewSurveyResponse:
    """Write a conversation, each text as the phone shows it and with what it costs."""
    return survey_service_pb2.PreviewSurveyResponse(
        turns=[_turn(turn, style) for turn in preview.turns],
        state=preview.state.value,
        answers={id: _value(answer.value) for id, answer in preview.answers.items()},
        stopped_at=preview.stopped_at,
    )


def _turn(turn: Turn, style: TenantStyle) -> survey_service_pb2.PreviewTurn:
    message = survey_service_pb2.PreviewTurn()
    if isinstance(turn, PreviewReply):
        # `in` is a keyword of Python, so the field has no attribute of that name.
        getattr(message, "in").CopyFrom(_reply(turn))
    else:
        message.out.CopyFrom(_outgoing(turn, style))
    return message


def _outgoing(text: OutgoingText, style: TenantStyle) -> survey_service_pb2.PreviewMessage:
    cost = style.cost(text.text)
    return survey_service_pb2.PreviewMessage(
        text=style.as_sent(text.text),
        kind=text.kind.value,
        encoding=cost.encoding.value,
        segments=cost.segments,
    )


def _reply(reply: PreviewReply) -> survey_service_pb2.PreviewReply:
    taken = reply.taken
    return survey_service_pb2.PreviewReply(
        text=reply.text,
        accepted=reply.accepted,
        value=None if taken.value is None else _value(taken.value),
        option_id=",".join(taken.option_ids),
        label=", ".join(taken.labels),
        comment=taken.comment,
        reason=reply.reason,
        understood_by=taken.understood_by,
    )


def _value(value: AnswerValue) -> struct_pb2.Value:
    return to_value(list(value) if isinstance(value, tuple) else value)


def _type_problems(proto: survey_pb2.SurveyDefinition) -> list[Problem]:
    known = survey_pb2.ElementType.values()
    return [
        Problem(path=f"elements[{index}].type", message="Must be a known type of element.")
        for index, element in enumerate(proto.elements)
        if not element.type or element.type not in known
    ]


def _period_problems(proto: survey_pb2.SurveyDefinition) -> list[Problem]:
    known = survey_pb2.CapPeriod.values()
    return [
        Problem(path=f"settings.caps[{index}].per", message="Must be a known period.")
        for index, cap in enumerate(proto.settings.caps)
        if not cap.per or cap.per not in known
    ]


def _operator_problems(proto: survey_pb2.SurveyDefinition) -> list[Problem]:
    known = survey_pb2.Operator.values()
    return [
        Problem(path=f"rules[{index}].if.{group}[{place}].op", message="Must be a known operator.")
        for index, rule in enumerate(proto.rules)
        for group, conditions in (("all", rule.condition.all), ("any", rule.condition.any))
        for place, condition in enumerate(conditions)
        if not condition.op or condition.op not in known
    ]
