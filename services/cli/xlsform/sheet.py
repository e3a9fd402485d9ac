"""Reading the sheets of a workbook as rows of texts; what they mean is for others."""

import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from services.cli.xlsform.remark import FormFileError, Place
from services.text.storable import storable

_MOST_ROWS = 20_000

# A broken workbook fails in as many ways as there are parts in it, a locked one with RuntimeError.
_BROKEN = (
    InvalidFileException,
    BadZipFile,
    zlib.error,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)

_Values: TypeAlias = Sequence[object]


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


def read_sheets(path: Path) -> Sheets:
    """Every sheet of a workbook; FormFileError when it is none."""
    try:
        contents = _contents(path)
    except OSError as error:
        raise FormFileError(f"{path}: cannot be read: {error.strerror or error}.") from error
    except _BROKEN as error:
        raise FormFileError(f"{path}: is no .xlsx workbook. Save the form as .xlsx.") from error
    return {title.casefold(): tuple(_rows(title, rows)) for title, rows in contents.items()}


def _contents(path: Path) -> dict[str, Sequence[_Values]]:
    with warnings.catch_warnings():
        # About styles and validations of the spreadsheet, which mean nothing here.
        warnings.simplefilter("ignore")
        workbook = load_workbook(path, read_only=True, data_only=True)
        try:
            return {sheet.title.strip(): _values(sheet) for sheet in workbook.worksheets}
        finally:
            workbook.close()


def _values(sheet: Worksheet) -> Sequence[_Values]:
    if isinstance(sheet, ReadOnlyWorksheet):
        sheet.reset_dimensions()  # some programs write too small a size
    rows = list(islice(sheet.iter_rows(values_only=True), _MOST_ROWS + 1))
    if len(rows) > _MOST_ROWS:
        raise FormFileError(f"The sheet {sheet.title} has more than {_MOST_ROWS} rows.")
    return rows


def _rows(title: str, rows: Iterable[_Values]) -> Iterator[Row]:
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
