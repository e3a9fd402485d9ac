"""One thing in which a conversation went otherwise than its author wrote it down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What was `found` in the place of what was `written`; either is empty where there is none.

    `step` counts the steps of the dialogue from 1, None for what is compared at its end.
    """

    step: int | None = None
    what: str
    found: str = ""
    written: str = ""

    def __str__(self) -> str:
        r"""The difference in one line.

        >>> str(Difference(step=2, what="svar says", found="Hi\nyou", written="Hello"))
        "step 2: svar says 'Hi\\nyou' instead of 'Hello'"
        >>> str(Difference(what="svar also says", found="Bye"))
        "svar also says 'Bye'"
        """
        place = "" if self.step is None else f"step {self.step}: "
        values = " instead of ".join(repr(one) for one in (self.found, self.written) if one)
        return f"{place}{self.what} {values}"
