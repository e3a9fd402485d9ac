"""Reads XLSForms for the use case."""

from pathlib import Path

from services.surveys.ports.forms import FormRemark, ReadForm, UnreadableFormError
from services.xlsform.form import read_form
from services.xlsform.remark import FormFileError


def read_xlsform(name: str, content: bytes, language: str, /) -> ReadForm:
    """Return the survey of a workbook; raises UnreadableFormError."""
    try:
        imported = read_form(Path(name), language=language, content=content)
    except FormFileError as error:
        raise UnreadableFormError(str(error)) from error
    return ReadForm(
        definition=imported.definition,
        remarks=[
            FormRemark(place=str(one.place), message=one.message, left_out=one.left_out)
            for one in imported.remarks
        ],
    )
