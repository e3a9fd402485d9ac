"""Excel workbooks, row by row through a file on disk; texts are written as texts, never as formulas."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook

from services.results.domain.response import Response
from services.results.domain.table import Cell, Columns

ROWS_A_SHEET: Final = 1_048_576
"""The header is one of them; more go onto another sheet."""
_CHUNK: Final = 256 * 1024
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(
    columns: Columns,
    pages: Iterable[Sequence[Response]],
    *,
    rows_a_sheet: int = ROWS_A_SHEET,
) -> Iterator[bytes]:
    """Yield a workbook, once all of it is written."""
    with tempfile.TemporaryDirectory(prefix="svar-export-") as folder:
        path = Path(folder) / "responses.xlsx"
        _write(path, columns, pages, rows_a_sheet)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _write(
    path: Path, columns: Columns, pages: Iterable[Sequence[Response]], rows_a_sheet: int
) -> None:
    workbook = Workbook(str(path), {**_OPTIONS, "tmpdir": str(path.parent)})
    try:
        sheet, row = _sheet(workbook, columns), 1
        for page in pages:
            for response in page:
                if row == rows_a_sheet:
                    sheet, row = _sheet(workbook, columns), 1
                _write_row(sheet, row, columns.row(response))
                row += 1
    finally:
        workbook.close()


def _sheet(workbook: Any, columns: Columns) -> Any:
    sheet = workbook.add_worksheet()
    bold = workbook.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(columns.names):
        sheet.write_string(0, place, name, bold)
    return sheet


def _write_row(sheet: Any, row: int, cells: Sequence[Cell]) -> None:
    for place, cell in enumerate(cells):
        match cell:
            case None | "":
                continue
            case bool():
                sheet.write_boolean(row, place, cell)
            case int() | float():
                sheet.write_number(row, place, cell)
            case str():
                sheet.write_string(row, place, cell)
