"""Surveys with their drafts: one row each, found by tenant and id."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from sqlalchemy import Connection

from services.runtime.statements import Statement
from services.surveys.domain.page_token import Position, SurveyOrder
from services.surveys.domain.survey import Survey, SurveyState, SurveyStatus, SurveySummary
from services.surveys.ports.surveys import StatusQuery, SurveyFilter
from services.surveys.store.rows import state_values, summary_of, survey_of, survey_values

_ADD: Final = Statement("""
INSERT INTO surveys.surveys (
    id, tenant, state, latest_version, revision, name, default_language, languages, draft,
    draft_fingerprint, published_fingerprint, created_at, updated_at, updated_by, published_by
)
VALUES (
    :id, :tenant, :state, :latest_version, :revision, :name, :default_language,
    CAST(:languages AS text[]), CAST(:draft AS jsonb), :draft_fingerprint, :published_fingerprint,
    :created_at, :updated_at, :updated_by, :published_by
)
ON CONFLICT DO NOTHING
""")
_FIND: Final = """
SELECT id, tenant, state, draft, created_at, updated_at, latest_version, revision,
    published_fingerprint, updated_by, published_by
FROM surveys.surveys
WHERE tenant = :tenant AND id = :survey_id
"""
_FIND_ONE: Final = Statement(_FIND)
_FIND_AND_LOCK: Final = Statement(f"{_FIND} FOR UPDATE")
_SAVE: Final = Statement("""
UPDATE surveys.surveys
SET state = :state, latest_version = :latest_version, revision = :revision, name = :name,
    default_language = :default_language, languages = CAST(:languages AS text[]),
    draft = CAST(:draft AS jsonb), draft_fingerprint = :draft_fingerprint,
    published_fingerprint = :published_fingerprint, updated_at = :updated_at,
    updated_by = :updated_by, published_by = :published_by
WHERE id = :id
""")
_SAVE_STATE: Final = Statement("""
UPDATE surveys.surveys
SET state = :state, revision = :revision, updated_at = :updated_at
WHERE id = :id
""")
_PAGE: Final = """
SELECT id, state, latest_version, revision, name, default_language, languages, draft_fingerprint,
    published_fingerprint, created_at, updated_at, updated_by, {name_key} AS name_key
FROM surveys.surveys
WHERE tenant = :tenant {narrowed}
ORDER BY {order}
LIMIT :size
"""
_NAME_KEY: Final = 'left(lower(name), 200) COLLATE "C"'
_SEARCHED: Final = "AND position(lower(:search) IN lower(name)) > 0"
_IN_STATE: Final = "AND state = :state"
# An index gives those created last. The other orders read every row of a tenant, without the drafts,
# which lie apart when they are long: 10,000 surveys in some ten milliseconds.
_ORDERS: Final = {
    SurveyOrder.CREATED: "created_at DESC, id DESC",
    SurveyOrder.CHANGED: "updated_at DESC, id DESC",
    SurveyOrder.NAME: f"{_NAME_KEY}, id",
}
_AFTER: Final = {
    SurveyOrder.CREATED: "AND (created_at, id) < (:key, CAST(:survey_id AS uuid))",
    SurveyOrder.CHANGED: "AND (updated_at, id) < (:key, CAST(:survey_id AS uuid))",
    SurveyOrder.NAME: f"AND ({_NAME_KEY}, id) > (:key, CAST(:survey_id AS uuid))",
}
_STATUSES: Final = Statement("""
SELECT id, tenant, state, latest_version
FROM surveys.surveys
WHERE id = ANY(CAST(:ids AS uuid[]))
""")


class PostgresSurveys:
    """Surveys on one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, survey: Survey) -> bool:
        """Keep a new survey; False when its id is taken, by whatever tenant."""
        return _ADD.run(self._connection, survey_values(survey)).changed > 0

    def find(self, tenant: str, survey_id: str) -> Survey | None:
        """Return a survey of the tenant."""
        return self._found(_FIND_ONE, tenant, survey_id)

    def find_and_lock(self, tenant: str, survey_id: str) -> Survey | None:
        """Return a survey of the tenant that nobody else changes until the transaction ends."""
        return self._found(_FIND_AND_LOCK, tenant, survey_id)

    def save(self, survey: Survey) -> None:
        """Replace a survey that is there and locked."""
        _SAVE.run(self._connection, survey_values(survey))

    def save_state(self, survey: Survey) -> None:
        """Replace the state of a survey that is there and locked, and leave its draft as it is."""
        _SAVE_STATE.run(self._connection, state_values(survey))

    def page(
        self, tenant: str, *, wanted: SurveyFilter, after: Position | None, size: int
    ) -> Sequence[SurveySummary]:
        """Return the next surveys of a tenant that fit, in the order wanted."""
        values: dict[str, object] = {"tenant": tenant, "size": size}
        narrowed = []
        if wanted.search:
            narrowed.append(_SEARCHED)
            values["search"] = wanted.search
        if wanted.state is not None:
            narrowed.append(_IN_STATE)
            values["state"] = wanted.state.value
        if after is not None:
            narrowed.append(_AFTER[wanted.order])
            values |= {"key": after.key, "survey_id": after.id}
        rows = _page(tuple(narrowed), _ORDERS[wanted.order]).run(self._connection, values)
        return [summary_of(row) for row in rows]

    def statuses(self, queries: Sequence[StatusQuery]) -> Mapping[StatusQuery, SurveyStatus]:
        """Return the status of every survey asked for that is there."""
        ids = list({query.survey_id for query in queries})
        # Whoever asks for another tenant's survey looks it up under the own name, in vain.
        return {
            StatusQuery(tenant=row.tenant, survey_id=row.id): SurveyStatus(
                state=SurveyState(row.state), latest_version=row.latest_version
            )
            for row in _STATUSES.run(self._connection, {"ids": ids})
        }

    def _found(self, statement: Statement, tenant: str, survey_id: str) -> Survey | None:
        values = {"tenant": tenant, "survey_id": survey_id}
        row = statement.run(self._connection, values).one_or_none()
        return None if row is None else survey_of(row)


@cache
def _page(narrowed: tuple[str, ...], order: str) -> Statement:
    return Statement(_PAGE.format(narrowed=" ".join(narrowed), order=order, name_key=_NAME_KEY))
