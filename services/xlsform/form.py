"""A whole XLSForm as a survey: its rows in order, groups and conditions, its settings."""

from dataclasses import dataclass
from pathlib import Path

from services.engine.definition import SurveyDefinition
from services.xlsform.asked import Asked
from services.xlsform.choices import choice_remarks, read_choices
from services.xlsform.closing import closing_of
from services.xlsform.flow import rules_of
from services.xlsform.form_languages import FormLanguages, languages_of
from services.xlsform.impossible_rules import without_impossible_rules
from services.xlsform.reading import Reading
from services.xlsform.remark import FormFileError, Remark
from services.xlsform.rows import read_rows
from services.xlsform.sheet import Row, Sheets, read_sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedForm:
    """What a form becomes. `rows` are the rows that the elements come from, None for none."""

    definition: SurveyDefinition
    rows: tuple[Row | None, ...]
    remarks: tuple[Remark, ...]

    @property
    def left_out(self) -> tuple[Remark, ...]:
        """The remarks on what is in the form and not in the survey."""
        return tuple(remark for remark in self.remarks if remark.left_out)


def read_form(path: Path, *, language: str = "", content: bytes | None = None) -> ImportedForm:
    """The survey that a workbook means; FormFileError when it is no form.

    With `content`, which came from elsewhere, `path` only names it.

    `language` is a code for columns that name no language; else the settings say it, else it is en.
    """
    sheets = read_sheets(path, content)
    if not any("type" in row.cells for row in sheets.get("survey", ())):
        raise FormFileError(f'{path}: has no sheet "survey" with a column "type".')
    languages = languages_of(sheets, asked_for=language)
    reading = Reading(
        language=languages.default,
        choices=read_choices(sheets.get("choices", ()), language=languages.default),
        remarks=[*languages.remarks, *choice_remarks(sheets.get("choices", ()))],
    )
    asked = read_rows(sheets["survey"], reading)
    return _form(path, sheets, asked=asked, reading=reading, languages=languages)


def _form(
    path: Path, sheets: Sheets, *, asked: list[Asked], reading: Reading, languages: FormLanguages
) -> ImportedForm:
    settings = next(iter(sheets.get("settings", ())), None)
    closing = closing_of(asked, settings, reading=reading, languages=languages.codes)
    kept = [one for one in asked if one.row is not closing.row]
    definition = SurveyDefinition(
        name=(settings.text("form_title") if settings else "") or path.stem,
        default_language=languages.default,
        languages=languages.codes,
        elements=(*(one.element for one in kept), closing.element),
        rules=rules_of(kept),
    )
    rows = (*(one.row for one in kept), closing.row)
    definition = without_impossible_rules(definition)
    return ImportedForm(definition=definition, rows=rows, remarks=tuple(reading.remarks))
