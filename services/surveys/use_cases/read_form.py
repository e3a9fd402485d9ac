"""Reading an XLSForm that somebody has sent; stores nothing."""

from pathlib import PurePosixPath
from typing import Final

from services.runtime.errors import Problem, invalid
from services.surveys.ports.forms import FormReader, ReadForm, UnreadableFormError
from services.surveys.use_cases.lookup import check_tenant
from services.text.storable import storable

MOST_BYTES: Final = 8 * 1024 * 1024
MOST_REMARKS: Final = 1_000
_LONGEST_NAME: Final = 200


def read_form(
    reader: FormReader, tenant: str, *, file_name: str, content: bytes, language: str
) -> ReadForm:
    """Return the survey that a form is, with what there is to say about its cells.

    Raises INVALID FORM_UNREADABLE for what is no form, and INVALID_REQUEST for one that is too large.
    """
    check_tenant(tenant)
    if len(content) > MOST_BYTES:
        message = f"Must have at most {MOST_BYTES // 1024 // 1024} MiB."
        problem = Problem(path="content", message=message)
        raise invalid("INVALID_REQUEST", "The form is too large.", problems=[problem])
    name = PurePosixPath(storable(file_name).replace("\\", "/")).name[-_LONGEST_NAME:]
    try:
        return reader(name or "form.xlsx", content, language)
    except UnreadableFormError as error:
        raise invalid("FORM_UNREADABLE", str(error)) from error
