"""A row of a form on its way to an element of a survey."""

from dataclasses import dataclass

from services.engine.definition import ConditionDefinition, ElementDefinition, ElementType
from services.xlsform.sheet import Row

Alternatives = tuple[tuple[ConditionDefinition, ...], ...]
"""When something is shown: if all conditions of one of the alternatives hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An element with the row that it comes from.

    `shown_if` None means always. `names` are the names of its choices in the form, in their order;
    of a yes/no question the one that means yes comes first.
    """

    row: Row
    element: ElementDefinition
    shown_if: Alternatives | None = None
    names: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the element."""
        return self.element.id

    @property
    def may_be_skipped(self) -> bool:
        """Whether there may be no answer after it was passed."""
        return self.element.optional or self.shown_if is not None

    @property
    def allows_several(self) -> bool:
        """Whether several options may be chosen."""
        return (
            self.element.type is ElementType.MULTIPLE_CHOICE
            and (self.element.max_selections or 1) > 1
        )
