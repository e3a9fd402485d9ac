"""Published versions, which are written once."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from services.engine.definition import SurveyDefinition
from services.runtime.statements import Statement
from services.surveys.domain.survey import SurveyVersion, VersionSummary
from services.surveys.store.rows import read_definition, version_values

_ADD: Final = Statement("""
INSERT INTO surveys.versions (survey_id, version, definition, published_at, published_by, note)
VALUES (
    :survey_id, :version, CAST(:definition AS jsonb), :published_at, :published_by, :note
)
""")
_FIND: Final = Statement("""
SELECT versions.definition
FROM surveys.versions
JOIN surveys.surveys ON surveys.id = versions.survey_id
WHERE surveys.tenant = :tenant AND surveys.id = :survey_id AND versions.version = :version
""")
_PAGE: Final = Statement("""
SELECT version, published_at, published_by, note
FROM surveys.versions
WHERE survey_id = :survey_id AND version < :before
ORDER BY version DESC
LIMIT :size
""")


class PostgresVersions:
    """Versions on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: SurveyVersion) -> None:
        """Keep a version for ever."""
        _ADD.run(self._connection, version_values(version))

    def find(self, tenant: str, survey_id: str, *, version: int) -> SurveyDefinition | None:
        """Return a version of a survey of the tenant; raises INTERNAL SURVEY_UNREADABLE."""
        values = {"tenant": tenant, "survey_id": survey_id, "version": version}
        row = _FIND.run(self._connection, values).one_or_none()
        return None if row is None else read_definition(row.definition)

    def page(self, survey_id: str, *, before: int, size: int) -> Sequence[VersionSummary]:
        """Return versions of a survey that come before one, newest first."""
        values = {"survey_id": survey_id, "before": before, "size": size}
        return [
            VersionSummary(
                version=row.version,
                published_at=row.published_at,
                published_by=row.published_by,
                note=row.note,
            )
            for row in _PAGE.run(self._connection, values)
        ]
