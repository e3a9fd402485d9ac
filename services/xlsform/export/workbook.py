"""Writes a form as a workbook; texts are written as texts, whatever they begin with."""

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook

from services.xlsform.export.form import ExportedForm

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(form: ExportedForm, path: Path) -> None:
    """Write the three sheets to a file, in the place of one that is there; OSError when it cannot be."""
    with Workbook(str(path), _OPTIONS) as workbook:
        bold = workbook.add_format({"bold": True})
        sheets = (("survey", form.survey), ("choices", form.choices), ("settings", form.settings))
        for title, rows in sheets:
            sheet = workbook.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                _write(sheet, number, row, None if number else bold)


def _write(sheet: object, number: int, row: Sequence[str], style: object) -> None:
    for column, cell in enumerate(row):
        if cell:
            sheet.write_string(number, column, cell, style)  # type: ignore[attr-defined]
