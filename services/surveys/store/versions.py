"""Published versions, which are written once."""

from typing import Final

from sqlalchemy import Connection

from services.engine.definition import SurveyDefinition
from services.runtime.statements import Statement
from services.surveys.domain.survey import SurveyVersion
from services.surveys.store.rows import read_definition, version_values

_ADD: Final = Statement("""
INSERT INTO surveys.versions (survey_id, version, definition, published_at)
VALUES (:survey_id, :version, CAST(:definition AS jsonb), :published_at)
""")
_FIND: Final = Statement("""
SELECT versions.definition
FROM surveys.versions
JOIN surveys.surveys ON surveys.id = versions.survey_id
WHERE surveys.tenant = :tenant AND surveys.id = :survey_id AND versions.version = :version
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
