"""`/surveys/import`: a new survey of a file: YAML or JSON, or an XLSForm, which `surveys` reads."""

import base64
import binascii
from collections.abc import Sequence

from starlette.responses import Response
from svar.surveys.v1 import survey_service_pb2 as pb

from services.console.editor.survey_file import read_survey
from services.console.http.asked import Asked
from services.console.pages.surveys import kept, made, new_page
from services.runtime.async_client import WRITE_SECONDS, call
from services.runtime.errors import ErrorKind, ServiceError, invalid


async def import_file(asked: Asked) -> Response:
    """Make a survey of what a file says, as a draft however unfinished, and open the editor."""
    written = asked.form.get("file", "")
    try:
        if asked.form.text("workbook"):
            return await _of_form(asked, name=written)
        return await made(asked, read_survey(written))
    except ServiceError as error:
        if error.kind is not ErrorKind.INVALID:
            raise
        return _refused(asked, error, written)


async def _of_form(asked: Asked, *, name: str) -> Response:
    """Make a survey of a workbook; what could not be taken over is shown before the editor."""
    request = pb.ReadFormRequest(
        tenant=asked.tenant, file_name=name, content=_bytes(asked.form.text("workbook"))
    )
    found = await call(asked.services.surveys.ReadForm, request, timeout=WRITE_SECONDS)
    survey_id = await kept(asked, found.definition)
    if not found.remarks:
        return asked.go(f"/surveys/{survey_id}")
    return asked.page(
        "imported.html", id=survey_id, name=found.definition.name, remarks=found.remarks
    )


def _bytes(written: str) -> bytes:
    try:
        return base64.b64decode(written, validate=True)
    except binascii.Error as exc:
        raise invalid("INVALID_REQUEST", "This is no file.") from exc


def _refused(asked: Asked, error: ServiceError, written: str) -> Response:
    problems: Sequence[str] = [
        ": ".join(part for part in (one.path, one.message) if part) for one in error.problems
    ]
    return new_page(
        asked,
        chosen=[asked.words.language],
        written=written,
        refused=[error.message, *problems],
        status=400,
    )
