"""Workbooks that unpack to gigabytes, or whose few cells stand for millions: a sentence within a second."""

import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.xlsform import workbook
from services.xlsform.remark import FormFileError
from services.xlsform.workbook import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_FILE_BYTES,
    MOST_ROWS,
    read_workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_TAIL = b"</sheetData></worksheet>"


def cell(column: str, row: int, text: str = "x") -> bytes:
    return b'<c r="%s%d" t="inlineStr"><is><t>%s</t></is></c>' % (
        column.encode(),
        row,
        text.encode(),
    )


def row(number: int, *cells: bytes) -> bytes:
    return b'<row r="%d">%s</row>' % (number, b"".join(cells))


def workbook_with(
    path: Path, *rows: bytes, more: Iterable[tuple[str, Iterable[bytes]]] = ()
) -> Path:
    """Write a workbook whose sheet "survey" has these rows, and parts of any size beside it."""
    plain = path.with_name("plain.xlsx")
    made = Workbook()
    made.worksheets[0].title = "survey"
    made.save(plain)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(
                name, source.read(name) if name != SHEET else _HEAD + b"".join(rows) + _TAIL
            )
        for name, content in more:
            with target.open(name, "w") as part:
                for piece in content:
                    part.write(piece)
    return path


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param([row(1, cell("IW", 1))], f"{MOST_COLUMNS} columns", id="columns"),
        pytest.param([row(1_048_576, cell("A", 1_048_576))], f"{MOST_ROWS:,} rows", id="rows"),
        pytest.param(
            [row(number, cell("A", number, "x" * 30_000)) for number in range(1, 80)],
            f"{MOST_CHARACTERS:,} characters",
            id="characters",
        ),
    ],
)
def test_a_sheet_has_bounds(rows: list[bytes], sentence: str, tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "form.xlsx", *rows)
    began = time.process_time()

    with pytest.raises(FormFileError, match=f"the sheet survey has more than {sentence}"):
        read_workbook(path)

    assert time.process_time() - began < 5


def test_a_workbook_that_unpacks_to_600_megabytes_is_never_unpacked(tmp_path: Path) -> None:
    zeros = bytes(6_000_000)
    bomb = [("xl/sharedStrings.xml", [zeros] * 100)]
    path = workbook_with(tmp_path / "form.xlsx", more=bomb)
    assert path.stat().st_size < 1_000_000
    began = time.process_time()

    with pytest.raises(FormFileError, match="unpacks to 573 MiB; a form has at most 8"):
        read_workbook(path)

    assert time.process_time() - began < 5


def test_pictures_are_not_unpacked_and_do_not_count(tmp_path: Path) -> None:
    pictures = [("xl/media/image1.png", [bytes(20_000_000)])]
    path = workbook_with(tmp_path / "form.xlsx", row(1, cell("A", 1, "type")), more=pictures)

    assert read_workbook(path) == {"survey": [("type",)]}


def test_a_part_that_says_less_than_it_holds_is_no_workbook(tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "form.xlsx", *[row(n, cell("A", n)) for n in range(1, 5_000)])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        told = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    place = content.rfind(told)
    content[place : place + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)

    with pytest.raises(FormFileError, match=r"is no \.xlsx workbook"):
        read_workbook(path)


def test_the_file_itself_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook_with(tmp_path / "form.xlsx")
    assert MOST_FILE_BYTES == 32 * 1024 * 1024
    monkeypatch.setattr(workbook, "MOST_FILE_BYTES", 1024)

    with pytest.raises(FormFileError, match="is larger than 1 MiB"):
        read_workbook(path)


def test_empty_cells_behind_the_last_value_do_not_count(tmp_path: Path) -> None:
    empty = b'<c r="XFD1"/>'
    path = workbook_with(tmp_path / "form.xlsx", row(1, cell("A", 1, "type"), empty))

    assert read_workbook(path) == {"survey": [("type",)]}
