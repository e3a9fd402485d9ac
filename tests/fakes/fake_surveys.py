"""Surveys in memory, behind the same port as Postgres; `tests/contract/test_surveys_store.py` holds both to it."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from services.engine.definition import SurveyDefinition
from services.runtime.audit import AuditEntry
from services.surveys.domain.creation import CreationClaim
from services.surveys.domain.page_token import Position, SurveyOrder
from services.surveys.domain.survey import (
    Survey,
    SurveyStatus,
    SurveySummary,
    SurveyVersion,
    VersionSummary,
)
from services.surveys.ports.surveys import StatusQuery, SurveyFilter, Transaction


class FakeSurveys:
    """A unit of work over dictionaries; one transaction at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.surveys: dict[str, Survey] = {}
        self.versions: dict[tuple[str, int], SurveyVersion] = {}
        self.claims: dict[tuple[str, str], CreationClaim] = {}
        self.audit: list[AuditEntry] = []

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Open a transaction on copies, which take the place of the originals at the end."""
        with self._lock:
            transaction = _FakeTransaction(self)
            yield transaction
            self.surveys = transaction.surveys.rows
            self.versions = transaction.versions.rows
            self.claims = transaction.requests.rows
            self.audit += transaction.audit.noted


class _FakeTransaction:
    def __init__(self, kept: FakeSurveys) -> None:
        self.surveys = _FakeTable(dict(kept.surveys))
        self.versions = _FakeVersions(dict(kept.versions), surveys=self.surveys)
        self.requests = _FakeRequests(dict(kept.claims))
        self.audit = _FakeAuditTrail()


class _FakeAuditTrail:
    def __init__(self) -> None:
        self.noted: list[AuditEntry] = []

    def note(self, entries: Sequence[AuditEntry]) -> None:
        self.noted += entries


class _FakeRequests:
    def __init__(self, rows: dict[tuple[str, str], CreationClaim]) -> None:
        self.rows = rows

    def claim(self, claim: CreationClaim, *, now: datetime) -> CreationClaim | None:
        held = self.rows.get((claim.tenant, claim.key))
        if held is not None and held.expires_at > now:
            return held
        self.rows[claim.tenant, claim.key] = claim
        return None


class _FakeTable:
    def __init__(self, rows: dict[str, Survey]) -> None:
        self.rows = rows

    def add(self, survey: Survey) -> bool:
        if survey.id in self.rows:
            return False
        self.rows[survey.id] = survey
        return True

    def find(self, tenant: str, survey_id: str) -> Survey | None:
        survey = self.rows.get(survey_id)
        return survey if survey is not None and survey.tenant == tenant else None

    def find_and_lock(self, tenant: str, survey_id: str) -> Survey | None:
        return self.find(tenant, survey_id)

    def save(self, survey: Survey) -> None:
        self.rows[survey.id] = replace(survey)

    def save_state(self, survey: Survey) -> None:
        self.rows[survey.id] = replace(
            self.rows[survey.id],
            state=survey.state,
            revision=survey.revision,
            updated_at=survey.updated_at,
            updated_by=survey.updated_by,
        )

    def page(
        self, tenant: str, *, wanted: SurveyFilter, after: Position | None, size: int
    ) -> Sequence[SurveySummary]:
        own = [
            survey
            for survey in self.rows.values()
            if survey.tenant == tenant
            and wanted.search.lower() in survey.draft.name.lower()
            and wanted.state in (None, survey.state)
        ]
        forward = wanted.order is SurveyOrder.NAME
        own.sort(key=lambda survey: _place(survey, wanted.order), reverse=not forward)
        if after is not None:
            place = (after.key, after.id)
            own = [one for one in own if (_place(one, wanted.order) > place) is forward]
            own = [one for one in own if _place(one, wanted.order) != place]
        return [_summary(survey) for survey in own[:size]]

    def statuses(self, queries: Sequence[StatusQuery]) -> Mapping[StatusQuery, SurveyStatus]:
        found = {query: self.find(query.tenant, query.survey_id) for query in queries}
        return {
            query: SurveyStatus(state=survey.state, latest_version=survey.latest_version)
            for query, survey in found.items()
            if survey is not None
        }


class _FakeVersions:
    def __init__(self, rows: dict[tuple[str, int], SurveyVersion], *, surveys: _FakeTable) -> None:
        self.rows = rows
        self._surveys = surveys

    def add(self, version: SurveyVersion) -> None:
        self.rows[version.survey_id, version.version] = version

    def find(self, tenant: str, survey_id: str, *, version: int) -> SurveyDefinition | None:
        found = self.rows.get((survey_id, version))
        return found.definition if found and self._surveys.find(tenant, survey_id) else None

    def page(self, survey_id: str, *, before: int, size: int) -> Sequence[VersionSummary]:
        own = [one for one in self.rows.values() if one.survey_id == survey_id]
        own = sorted(own, key=lambda one: one.version, reverse=True)
        return [
            VersionSummary(
                version=one.version,
                published_at=one.published_at,
                published_by=one.published_by,
                note=one.note,
            )
            for one in own
            if one.version < before
        ][:size]


def _place(survey: Survey, order: SurveyOrder) -> tuple[Any, str]:
    keys = {
        SurveyOrder.CREATED: survey.created_at,
        SurveyOrder.CHANGED: survey.updated_at,
        SurveyOrder.NAME: _summary(survey).name_key,
    }
    return keys[order], survey.id


def _summary(survey: Survey) -> SurveySummary:
    return SurveySummary(
        id=survey.id,
        state=survey.state,
        latest_version=survey.latest_version,
        name=survey.draft.name,
        default_language=survey.draft.default_language,
        languages=survey.draft.languages,
        etag=survey.etag,
        has_unpublished_changes=survey.has_unpublished_changes,
        created_at=survey.created_at,
        updated_at=survey.updated_at,
        updated_by=survey.updated_by,
        name_key=survey.draft.name.lower()[:200],
    )
