"""Reading the values of a workbook, within bounds that no form comes near.

A workbook is a zip of XML, in which a few kilobytes can stand for gigabytes. What each value means is
for others.
"""

import warnings
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet.worksheet import Worksheet

from services.xlsform.remark import FormFileError

MOST_FILE_BYTES: Final = 32 * 1024 * 1024
"""Of the file, which may hold pictures; they are never unpacked."""
MOST_XML_BYTES: Final = 8 * 1024 * 1024
"""Of all XML in it, unpacked; a form of a thousand questions has less than one."""
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 256
MOST_CHARACTERS: Final = 2_000_000
"""In all cells together, a text that many cells share counted in each."""
_SHEETS: Final = frozenset({"survey", "choices", "settings"})

Values: TypeAlias = Sequence[object]

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


def read_workbook(path: Path, content: bytes | None = None) -> dict[str, Sequence[Values]]:
    """Return the rows of the sheets that a form has; FormFileError when it is no workbook or too large.

    With `content`, which came from elsewhere, `path` only names it.
    """
    try:
        _require_small(path, content)
        return _contents(path, content)
    except OSError as error:
        raise FormFileError(f"{path}: cannot be read: {error.strerror or error}.") from error
    except _BROKEN as error:
        raise FormFileError(f"{path}: is no .xlsx workbook. Save the form as .xlsx.") from error


def _source(path: Path, content: bytes | None) -> Path | BytesIO:
    return path if content is None else BytesIO(content)


def _require_small(path: Path, content: bytes | None) -> None:
    size = path.stat().st_size if content is None else len(content)
    if size > MOST_FILE_BYTES:
        raise FormFileError(f"{path}: is larger than {_mib(MOST_FILE_BYTES)} MiB.")
    with ZipFile(_source(path, content)) as archive:
        # More than it says here is never unpacked of a part.
        unpacked = sum(
            part.file_size
            for part in archive.infolist()
            if not part.filename.casefold().startswith("xl/media/")
        )
    if unpacked > MOST_XML_BYTES:
        raise FormFileError(
            f"{path}: unpacks to {_mib(unpacked)} MiB; a form has at most {_mib(MOST_XML_BYTES)}."
        )


def _mib(size: int) -> int:
    return -(-size // (1024 * 1024))


def _contents(path: Path, content: bytes | None) -> dict[str, Sequence[Values]]:
    with warnings.catch_warnings():
        # About styles and validations of the spreadsheet, which mean nothing here.
        warnings.simplefilter("ignore")
        source = _source(path, content)
        workbook = load_workbook(source, read_only=True, data_only=True)
        try:
            return {
                sheet.title.strip(): _values(path, sheet)
                for sheet in workbook.worksheets
                if sheet.title.strip().casefold() in _SHEETS
            }
        finally:
            workbook.close()


def _values(path: Path, sheet: Worksheet) -> Sequence[Values]:
    if isinstance(sheet, ReadOnlyWorksheet):
        sheet.reset_dimensions()  # some programs write too small a size
    named = f"{path}: the sheet {sheet.title}"
    rows: list[Values] = []
    characters = 0
    for values in _rows(sheet):
        row = _without_end(values)
        if len(row) > MOST_COLUMNS:
            raise FormFileError(f"{named} has more than {MOST_COLUMNS} columns.")
        characters += sum(len(value) for value in row if isinstance(value, str))
        if characters > MOST_CHARACTERS:
            raise FormFileError(f"{named} has more than {MOST_CHARACTERS:,} characters.")
        rows.append(row)
    if len(rows) > MOST_ROWS:
        raise FormFileError(f"{named} has more than {MOST_ROWS:,} rows.")
    return rows


def _rows(sheet: Worksheet) -> Iterator[Values]:
    return islice(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), MOST_ROWS + 1)


def _without_end(values: Values) -> Values:
    """Return a row up to its last value: programs write many empty cells behind it."""
    end = len(values)
    while end and values[end - 1] is None:
        end -= 1
    return values[:end]
