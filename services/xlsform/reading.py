"""What is known while a form is read: its choices, what was asked so far, what there is to remark."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.xlsform.asked import Asked
from services.xlsform.choices import Choice
from services.xlsform.remark import Place, Remark


@dataclass(slots=True, kw_only=True)
class Reading:
    """A form being read. `language` is that of the columns that name none."""

    language: str
    choices: Mapping[str, tuple[Choice, ...]]
    asked: dict[str, Asked] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def leave_out(self, place: Place, message: str) -> None:
        """Remarks that something the form says is not in the survey."""
        self.remarks.append(Remark(place=place, message=message))

    def mention(self, place: Place, message: str) -> None:
        """Remarks on something that does without, or that became a little otherwise."""
        self.remarks.append(Remark(place=place, message=message, left_out=False))
