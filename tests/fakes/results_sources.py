"""The services that results reads, in memory: what a test has put there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from services.results.adapters.survey_source import questionnaire_of
from services.results.domain.questionnaire import Questionnaire
from services.results.domain.source import Answer, MessageSums, SourceSession
from services.results.ports.source import Changes
from services.runtime.errors import not_found
from services.runtime.ids import new_id
from tests.fakes.definitions import sound_definition

SURVEY = "11111111-1111-4111-8111-111111111111"
TENANT = "default"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class FakeSources:
    """Sessions, their messages and surveys; every change of a session is logged."""

    held: dict[str, SourceSession] = field(default_factory=dict)
    sums_of: dict[str, MessageSums] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    surveys: dict[tuple[str, str], list[Questionnaire]] = field(
        default_factory=lambda: {(TENANT, SURVEY): [questionnaire_of(sound_definition(), 1)]}
    )
    is_missed: bool = False
    page: int = 1000

    def put(self, session: SourceSession, sums: MessageSums | None = None) -> SourceSession:
        """Store a session as it is now."""
        self.held[session.id] = session
        self.sums_of[session.id] = sums or MessageSums(
            messages=session.messages,
            segments=session.messages,
            first_sent_at=session.created_at,
            delivered=True,
        )
        self.log.append(session.id)
        return session

    def drop(self, session_id: str) -> None:
        """Delete a session."""
        del self.held[session_id]
        self.log.append(session_id)

    def changes(self, *, after: int) -> Changes:
        """Return what was logged after a place."""
        found = self.log[after : after + self.page]
        missed, self.is_missed = self.is_missed, False
        return Changes(
            cursor=after + len(found),
            session_ids=list(dict.fromkeys(found)),
            more=after + len(found) < len(self.log),
            missed=missed,
            held_back_seconds=0,
        )

    def sessions(self, ids: Sequence[str]) -> Sequence[SourceSession]:
        """Return those that exist."""
        return [self.held[one] for one in ids if one in self.held]

    def ids(self, *, after: str | None) -> Sequence[str]:
        """Return the next ids."""
        return sorted(one for one in self.held if after is None or one > after)[: self.page]

    def sums(self, session_ids: Sequence[str]) -> Mapping[str, MessageSums]:
        """Return the sums of sessions."""
        return {one: self.sums_of[one] for one in session_ids if one in self.sums_of}

    def require(self, tenant: str, survey_id: str) -> None:
        """Raise SURVEY_NOT_FOUND for another tenant's."""
        if (tenant, survey_id) not in self.surveys:
            raise not_found("SURVEY_NOT_FOUND", "There is no such survey.")

    def questionnaires(
        self, tenant: str, survey_id: str, versions: Sequence[int]
    ) -> Sequence[Questionnaire]:
        """Return what versions ask."""
        return [one for one in self.surveys[tenant, survey_id] if one.version in versions]


def session(**changes: Any) -> SourceSession:
    """A session that was sent and waits for its first answer."""
    at: datetime = changes.get("created_at", NOON)
    made = SourceSession(
        # As ids are made: by their time, to the millisecond.
        id=f"{_milliseconds(at)}{new_id()[13:]}",
        tenant=TENANT,
        survey_id=SURVEY,
        version=1,
        state="active",
        reason="",
        phone="+4790000001",
        language="no",
        client_reference="",
        current_element="score",
        created_at=NOON,
        completed_at=None,
        first_reply_at=None,
        variables=(),
        answers=(),
        asked=("score",),
        refused={},
        late=(),
        messages=2,
        test=False,
    )
    return replace(made, **changes)


def _milliseconds(at: datetime) -> str:
    written = f"{int(at.timestamp() * 1000):012x}"
    return f"{written[:8]}-{written[8:]}"


def answer(element_id: str, value: Any, **changes: Any) -> Answer:
    """An answer a minute after the question."""
    made = Answer(
        element_id=element_id,
        type="open" if isinstance(value, str) else "scale",
        value=value,
        option_id="",
        label="",
        comment="",
        text=str(value),
        received_at=NOON + timedelta(minutes=1),
        attempts=1,
        understood_by="whole",
    )
    return replace(made, **changes)
