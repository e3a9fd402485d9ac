"""Rules and their conditions between the engine's values and the protos, for `survey_codec`."""

from svar.surveys.v1 import survey_pb2

from services.contracts.json_values import from_value, to_value
from services.engine.definition import ConditionDefinition, Operator, RuleDefinition

# By name, so that neither side depends on the other's numbers.
_OPERATORS = {one: survey_pb2.Operator.Value(f"OPERATOR_{one.name}") for one in Operator}
_OPERATORS_BACK = {number: one for one, number in _OPERATORS.items()}


def rule_to_proto(rule: RuleDefinition) -> survey_pb2.Rule:
    """A rule as a proto; of two actions the protos can carry only one, and `complete` wins."""
    action = survey_pb2.Action()
    if rule.complete:
        action.complete = True
    elif rule.go_to is not None:
        action.go_to = rule.go_to
    group = survey_pb2.ConditionGroup(
        all=[_condition_to_proto(condition) for condition in rule.all],
        any=[_condition_to_proto(condition) for condition in rule.any],
    )
    return survey_pb2.Rule(id=rule.id, condition=group, then=action, at=rule.at or "")


def rule_from_proto(proto: survey_pb2.Rule) -> RuleDefinition:
    """A rule of a proto; ValueError when an operator is not known here."""
    return RuleDefinition(
        id=proto.id,
        all=tuple(_condition_from_proto(condition) for condition in proto.condition.all),
        any=tuple(_condition_from_proto(condition) for condition in proto.condition.any),
        go_to=proto.then.go_to if proto.then.WhichOneof("kind") == "go_to" else None,
        complete=proto.then.complete,
        at=proto.at or None,
    )


def _condition_to_proto(condition: ConditionDefinition) -> survey_pb2.Condition:
    value = None if condition.value is None else to_value(condition.value)
    proto = survey_pb2.Condition(
        op=_OPERATORS[condition.op], value=value, percent=condition.percent
    )
    if condition.element is not None:
        proto.element = condition.element
    elif condition.variable is not None:
        proto.variable = condition.variable
    elif condition.split is not None:
        proto.split = condition.split
    return proto


def _condition_from_proto(proto: survey_pb2.Condition) -> ConditionDefinition:
    if proto.op not in _OPERATORS_BACK:
        raise ValueError("a condition has no known operator")
    subject = proto.WhichOneof("subject")
    return ConditionDefinition(
        op=_OPERATORS_BACK[proto.op],
        element=proto.element if subject == "element" else None,
        variable=proto.variable if subject == "variable" else None,
        value=from_value(proto.value),
        split=proto.split if subject == "split" else None,
        percent=proto.percent if proto.HasField("percent") else None,
    )
