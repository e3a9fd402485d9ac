"""Surveys as rows and back."""

import json
from collections.abc import Mapping
from typing import Any

from services.contracts.survey_codec import definition_from_json, definition_to_json
from services.engine.definition import JsonValue, SurveyDefinition
from services.runtime.statements import Row
from services.surveys.domain.fingerprint import fingerprint
from services.surveys.domain.survey import (
    Survey,
    SurveyState,
    SurveySummary,
    SurveyVersion,
    etag_of,
)
from services.surveys.domain.unreadable import unreadable_survey


def survey_values(survey: Survey) -> dict[str, Any]:
    """Return every column of `surveys` for a survey."""
    return {
        "id": survey.id,
        "tenant": survey.tenant,
        "state": survey.state.value,
        "latest_version": survey.latest_version,
        "revision": survey.revision,
        "name": survey.draft.name,
        "default_language": survey.draft.default_language,
        "languages": list(survey.draft.languages),
        "draft": json.dumps(definition_to_json(survey.draft)),
        "draft_fingerprint": fingerprint(survey.draft),
        "published_fingerprint": survey.published_fingerprint,
        "created_at": survey.created_at,
        "updated_at": survey.updated_at,
        "updated_by": survey.updated_by,
        "published_by": survey.published_by,
    }


def version_values(version: SurveyVersion) -> dict[str, Any]:
    """Return every column of `versions` for a version."""
    return {
        "survey_id": version.survey_id,
        "version": version.version,
        "definition": json.dumps(definition_to_json(version.definition)),
        "published_at": version.published_at,
        "published_by": version.published_by,
        "note": version.note,
    }


def state_values(survey: Survey) -> dict[str, Any]:
    """Return the columns of `surveys` that a change of the state writes."""
    return {
        "id": survey.id,
        "state": survey.state.value,
        "revision": survey.revision,
        "updated_at": survey.updated_at,
    }


def read_definition(written: Mapping[str, JsonValue]) -> SurveyDefinition:
    """Read a stored definition; raises INTERNAL SURVEY_UNREADABLE when a newer release wrote it."""
    try:
        return definition_from_json(written)
    except (ValueError, TypeError) as exc:
        raise unreadable_survey() from exc


def survey_of(row: Row) -> Survey:
    """Read a survey with its draft from a row."""
    return Survey(
        id=row.id,
        tenant=row.tenant,
        state=SurveyState(row.state),
        draft=read_definition(row.draft),
        created_at=row.created_at,
        updated_at=row.updated_at,
        latest_version=row.latest_version,
        revision=row.revision,
        published_fingerprint=row.published_fingerprint,
        updated_by=row.updated_by,
        published_by=row.published_by,
    )


def summary_of(row: Row) -> SurveySummary:
    """Read a summary from a row of a page."""
    return SurveySummary(
        id=row.id,
        state=SurveyState(row.state),
        latest_version=row.latest_version,
        name=row.name,
        default_language=row.default_language,
        languages=tuple(row.languages),
        etag=etag_of(row.revision),
        has_unpublished_changes=row.draft_fingerprint != row.published_fingerprint,
        created_at=row.created_at,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        name_key=row.name_key,
    )
