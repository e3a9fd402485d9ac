"""Transactions on Postgres for the use cases: few statements, each built once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, and_, any_, bindparam, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, UUID, insert

from services.contracts.survey_codec import definition_from_json
from services.engine.definition import SurveyDefinition
from services.runtime.audit import AuditEntry
from services.runtime.audit_table import PostgresAuditTrail
from services.runtime.database import Database
from services.surveys.domain.creation import CreationClaim
from services.surveys.domain.page_token import Position
from services.surveys.domain.survey import (
    Survey,
    SurveyState,
    SurveyStatus,
    SurveySummary,
    SurveyVersion,
)
from services.surveys.ports import StatusQuery, Transaction
from services.surveys.store import requests
from services.surveys.store.rows import summary_of, survey_of, survey_values, version_values
from services.surveys.store.tables import audit, surveys, versions

_TENANTS_SURVEY = and_(
    surveys.c.tenant == bindparam("tenant"), surveys.c.id == bindparam("survey_id")
)
_FIND = select(
    surveys.c.id,
    surveys.c.tenant,
    surveys.c.state,
    surveys.c.draft,
    surveys.c.created_at,
    surveys.c.updated_at,
    surveys.c.latest_version,
    surveys.c.revision,
    surveys.c.published_fingerprint,
).where(_TENANTS_SURVEY)
_FIND_AND_LOCK = _FIND.with_for_update()
_FIND_VERSION = (
    select(versions.c.definition)
    .join(surveys, surveys.c.id == versions.c.survey_id)
    .where(_TENANTS_SURVEY, versions.c.version == bindparam("version"))
)
_FIRST_PAGE = (
    select(
        surveys.c.id,
        surveys.c.state,
        surveys.c.latest_version,
        surveys.c.revision,
        surveys.c.name,
        surveys.c.default_language,
        surveys.c.languages,
        surveys.c.draft_fingerprint,
        surveys.c.published_fingerprint,
        surveys.c.created_at,
        surveys.c.updated_at,
    )
    .where(surveys.c.tenant == bindparam("tenant"))
    .order_by(surveys.c.created_at.desc(), surveys.c.id.desc())
    .limit(bindparam("size"))
)
_NEXT_PAGE = _FIRST_PAGE.where(
    tuple_(surveys.c.created_at, surveys.c.id)
    < tuple_(bindparam("created_at"), bindparam("survey_id", type_=UUID(as_uuid=False)))
)
_STATUSES = select(surveys.c.id, surveys.c.tenant, surveys.c.state, surveys.c.latest_version).where(
    surveys.c.id == any_(bindparam("ids", type_=ARRAY(UUID(as_uuid=False))))
)


class PostgresUnitOfWork:
    """Opens transactions on the schema `surveys`; raises UNAVAILABLE as `Database` does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction: committed at the end of the block, rolled back when it raises."""
        with self._database.transaction() as connection:
            yield PostgresTransaction(connection)


class PostgresTransaction:
    """The statements of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, entries: Sequence[AuditEntry]) -> None:
        """Write down who made these changes."""
        PostgresAuditTrail(self._connection, audit).note(entries)

    def add(self, survey: Survey) -> bool:
        """Keep a new survey; False when its id is taken, by whatever tenant."""
        statement = insert(surveys).on_conflict_do_nothing().returning(surveys.c.id)
        added = self._connection.execute(statement, survey_values(survey))
        return added.one_or_none() is not None

    def claim(self, claim: CreationClaim, *, now: datetime) -> CreationClaim | None:
        """Claim a key, or return the claim that holds it at `now`."""
        return requests.claim(self._connection, claim, now=now)

    def find(self, tenant: str, survey_id: str) -> Survey | None:
        """Return a survey of the tenant."""
        values = {"tenant": tenant, "survey_id": survey_id}
        row = self._connection.execute(_FIND, values).one_or_none()
        return None if row is None else survey_of(row)

    def find_and_lock(self, tenant: str, survey_id: str) -> Survey | None:
        """Return a survey of the tenant that nobody else changes until the transaction ends."""
        values = {"tenant": tenant, "survey_id": survey_id}
        row = self._connection.execute(_FIND_AND_LOCK, values).one_or_none()
        return None if row is None else survey_of(row)

    def save(self, survey: Survey) -> None:
        """Replace a survey that is there and locked."""
        statement = surveys.update().where(surveys.c.id == survey.id)
        self._connection.execute(statement.values(survey_values(survey)))

    def page(self, tenant: str, *, after: Position | None, size: int) -> Sequence[SurveySummary]:
        """Return the next surveys of a tenant, newest first."""
        values: dict[str, object] = {"tenant": tenant, "size": size}
        statement = _FIRST_PAGE
        if after is not None:
            statement = _NEXT_PAGE
            values |= {"created_at": after.created_at, "survey_id": after.id}
        return [summary_of(row) for row in self._connection.execute(statement, values)]

    def add_version(self, version: SurveyVersion) -> None:
        """Keep a version for ever."""
        self._connection.execute(insert(versions), version_values(version))

    def find_version(self, tenant: str, survey_id: str, *, version: int) -> SurveyDefinition | None:
        """Return a version of a survey of the tenant."""
        values = {"tenant": tenant, "survey_id": survey_id, "version": version}
        row = self._connection.execute(_FIND_VERSION, values).one_or_none()
        return None if row is None else definition_from_json(row.definition)

    def statuses(self, queries: Sequence[StatusQuery]) -> Mapping[StatusQuery, SurveyStatus]:
        """Return the status of every survey asked for that is there."""
        ids = list({query.survey_id for query in queries})
        found = self._connection.execute(_STATUSES, {"ids": ids})
        # Whoever asks for another tenant's survey looks it up under the own name, in vain.
        return {
            StatusQuery(tenant=row.tenant, survey_id=row.id): SurveyStatus(
                state=SurveyState(row.state), latest_version=row.latest_version
            )
            for row in found
        }
