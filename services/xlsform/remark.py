"""What there is to say about a cell of a form: that it was left out, or that it became otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell: its sheet, its row from 1, its column's letter and header (empty for a whole row)."""

    sheet: str
    row: int
    column: str = ""
    header: str = ""

    def __str__(self) -> str:
        """The place as people find it.

        >>> str(Place(sheet="survey", row=7, column="D", header="relevant"))
        'survey, row 7, column D (relevant)'
        """
        column = f", column {self.column} ({self.header})" if self.column else ""
        return f"{self.sheet}, row {self.row}{column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence about a cell. `left_out` when something that the form says is not in the survey."""

    place: Place
    message: str
    left_out: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FormFileError(Exception):
    """A file that is no XLSForm at all; the message is a sentence with the file's name."""
