"""The rules of a survey in JSON (`services/engine/README.md`), to protobuf and back; only the shape is checked."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, FiniteFloat, model_validator
from svar.surveys.v1 import survey_pb2 as pb

from gateway.schemas.json_value import ScalarOrList, json_value, proto_value
from gateway.schemas.model import Name, RequestModel
from gateway.schemas.names import choice_name, optional_choice_number

OperatorName = Literal[
    "eq",
    "ne",
    "lt",
    "lte",
    "gt",
    "gte",
    "between",
    "in",
    "notIn",
    "contains",
    "answered",
    "skipped",
]


class ConditionModel(RequestModel):
    """Compares one answer (`element`) or one session variable (`variable`) with a value, or draws (`split`)."""

    meant: ClassVar = {
        "question": '"element"',
        "operator": '"op"',
        "is": '"op"',
        "values": '"value"',
    }

    element: Name | None = Field(default=None, description="The element whose answer is compared.")
    variable: Name | None = Field(default=None, description="The key of a session variable.")
    split: Name | None = Field(
        default=None, description="The name of a split: holds for `percent` of the sessions."
    )
    percent: FiniteFloat | None = Field(
        default=None, description="Of a split: above 0, below 100.", examples=[50]
    )
    op: OperatorName | None = Field(
        default=None, description="How it is compared; a split has none."
    )
    value: ScalarOrList = Field(
        default=None, description="A scalar or a list; an option id for choices."
    )

    @model_validator(mode="after")
    def compare_one_thing(self) -> Self:
        """Refuse a condition about nothing, and one about two things."""
        if self.split is not None:
            return self._draw()
        if (self.element is None) == (self.variable is None):
            raise ValueError("must have exactly one of 'element' and 'variable'")
        if self.op is None:
            raise ValueError("must have 'op', which says how it is compared")
        if self.percent is not None:
            raise ValueError("has 'percent', which belongs to a 'split'")
        return self

    def _draw(self) -> Self:
        """Refuse a split that compares something as well."""
        if any(one is not None for one in (self.element, self.variable, self.op, self.value)):
            raise ValueError("has a 'split', and with it nothing but 'percent'")
        if self.percent is None:
            raise ValueError("must have 'percent', which says for how many it holds")
        return self

    def to_proto(self) -> pb.Condition:
        """Return it as protobuf."""
        if self.split is not None:
            return pb.Condition(op=pb.OPERATOR_EQ, split=self.split, percent=self.percent)
        message = pb.Condition(
            op=optional_choice_number(pb.Operator, self.op),
            value=None if self.value is None else proto_value(self.value),
        )
        if self.element is not None:
            message.element = self.element
        elif self.variable is not None:
            message.variable = self.variable
        return message

    @classmethod
    def from_proto(cls, condition: pb.Condition) -> Self:
        """Read it from protobuf."""
        subject = condition.WhichOneof("subject")
        if subject == "split":
            return cls.model_validate({"split": condition.split, "percent": condition.percent})
        return cls.model_validate(
            {
                "element": condition.element if subject == "element" else None,
                "variable": condition.variable if subject == "variable" else None,
                "op": choice_name(pb.Operator, condition.op),
                "value": json_value(condition.value) if condition.HasField("value") else None,
            }
        )


def _lower(name: object) -> str:
    return str(name).lower()


class ConditionsModel(RequestModel):
    """Conditions of which all, or any, must be true."""

    all: list[ConditionModel] | None = Field(default=None, description="Every one must be true.")
    any: list[ConditionModel] | None = Field(default=None, description="One must be true.")

    @model_validator(mode="before")
    @classmethod
    def want_a_list(cls, written: Any) -> Any:
        """Refuse conditions that stand in no group, with how they are written."""
        if isinstance(written, list):
            raise ValueError('must say which of them: {"all": [...]} or {"any": [...]}')
        if isinstance(written, Mapping) and {"element", "variable", "op", "split"} & {
            *map(_lower, written)
        }:
            raise ValueError('must be a list of conditions under "all" or "any": {"all": [{...}]}')
        return written

    @model_validator(mode="after")
    def say_all_or_any(self) -> Self:
        """Refuse a group with neither list."""
        if self.all is None and self.any is None:
            raise ValueError("must have 'all', 'any' or both")
        return self

    def to_proto(self) -> pb.ConditionGroup:
        """Return it as protobuf."""
        return pb.ConditionGroup(
            all=[condition.to_proto() for condition in self.all or ()],
            any=[condition.to_proto() for condition in self.any or ()],
        )

    @classmethod
    def from_proto(cls, group: pb.ConditionGroup) -> Self:
        """Read it from protobuf, where an empty list and none are the same."""
        every = [ConditionModel.from_proto(condition) for condition in group.all]
        some = [ConditionModel.from_proto(condition) for condition in group.any]
        return cls(all=every if every or not some else None, any=some or None)


class ActionModel(RequestModel):
    """What happens when a rule matches: exactly one of the two."""

    go_to: Name | None = Field(default=None, description="Go on at the element with this id.")
    complete: Literal[True] | None = Field(default=None, description="Complete the survey.")

    @model_validator(mode="after")
    def do_one_thing(self) -> Self:
        """Refuse an action that does nothing, and one that does two things."""
        if (self.go_to is None) == (self.complete is None):
            raise ValueError("must have exactly one of 'goTo' and 'complete'")
        return self

    def to_proto(self) -> pb.Action:
        """Return it as protobuf."""
        return pb.Action(complete=True) if self.go_to is None else pb.Action(go_to=self.go_to)

    @classmethod
    def from_proto(cls, action: pb.Action) -> Self:
        """Read it from protobuf."""
        if action.WhichOneof("kind") == "go_to":
            return cls.model_validate({"goTo": action.go_to})
        return cls(complete=True)


class RuleModel(RequestModel):
    """Leads a conversation away from the plain sequence."""

    id: Name = Field(min_length=1, description="Unique in the survey.")
    condition: ConditionsModel = Field(alias="if", description="When the rule matches.")
    then: ActionModel = Field(description="What is done then.")
    at: Name | None = Field(
        default=None, description="The element after which a rule on variables alone is tried."
    )

    def to_proto(self) -> pb.Rule:
        """Return it as protobuf."""
        return pb.Rule(
            id=self.id,
            condition=self.condition.to_proto(),
            then=self.then.to_proto(),
            at=self.at or "",
        )

    @classmethod
    def from_proto(cls, rule: pb.Rule) -> Self:
        """Read it from protobuf."""
        return cls.model_validate(
            {
                "id": rule.id,
                "if": ConditionsModel.from_proto(rule.condition),
                "then": ActionModel.from_proto(rule.then),
                "at": rule.at or None,
            }
        )
