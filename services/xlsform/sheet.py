"""Reading the sheets of a workbook as rows of texts; what they mean is for others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from services.text.storable import storable
from services.xlsform.remark import Place
from services.xlsform.workbook import Values, read_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that is not empty: its cells with something in them, by header in lower case."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, str]

    def text(self, header: str) -> str:
        """What stands under a header; empty when nothing does."""
        return self.cells.get(header, "")

    def place(self, header: str = "") -> Place:
        """The place of a cell of this row, or of the row."""
        column = self.columns.get(header, "")
        shown = header if column else ""
        return Place(sheet=self.sheet, row=self.number, column=column, header=shown)


Sheets = Mapping[str, tuple[Row, ...]]
"""The rows below the headers, by the name of the sheet in lower case."""


def read_sheets(path: Path, content: bytes | None = None) -> Sheets:
    """The sheets of a form; FormFileError when it is no workbook, or one that is too large."""
    contents = read_workbook(path, content)
    return {title.casefold(): tuple(_rows(title, rows)) for title, rows in contents.items()}


def _rows(title: str, rows: Iterable[Values]) -> Iterator[Row]:
    headers: list[str] = []
    for number, values in enumerate(rows, start=1):
        texts = [_text(value) for value in values]
        if not any(texts):
            continue
        if not headers:
            headers = [" ".join(text.casefold().split()) for text in texts]
            continue
        yield _row(title, number, headers=headers, texts=texts)


def _row(title: str, number: int, *, headers: list[str], texts: list[str]) -> Row:
    cells: dict[str, str] = {}
    columns: dict[str, str] = {}
    for index, (header, text) in enumerate(zip(headers, texts, strict=False), start=1):
        if header and text and header not in cells:
            cells[header] = text
            columns[header] = get_column_letter(index)
    return Row(sheet=title, number=number, cells=cells, columns=columns)


def _text(value: object) -> str:
    """A cell as text: 1.0 is 1, and what the program made of `true` is true again.

    >>> _text(1.0), _text(True), _text(None), _text(" a ")
    ('1', 'true', '', 'a')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).casefold()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return storable(str(value)).strip()
