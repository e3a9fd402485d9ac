"""Checks a request to send a survey, and says everything that is wrong with it (`services/sessions/README.md`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from services.engine.language_codes import base_language
from services.engine.survey import Survey
from services.runtime.clock import Clock
from services.runtime.errors import Problem, ServiceError, conflict, invalid
from services.runtime.ids import new_id
from services.sessions.domain.contact import NOT_A_PHONE, is_phone
from services.sessions.domain.invitation import (
    MAXIMUM_IDEMPOTENCY_KEY,
    MAXIMUM_REFERENCE,
    CheckedInvitation,
    Invitation,
    is_storable,
)
from services.sessions.domain.session import Variable
from services.sessions.ports.surveys import SurveyCatalog, SurveyKey, SurveyStatus
from services.settings.tenants import Tenants

LONGEST_LIFE = timedelta(days=14)
MAXIMUM_VARIABLES = 50
MAXIMUM_KEY = 64
MAXIMUM_VALUE = 512
MAXIMUM_CONTENT = 918
"""Six segments of 153 characters: as much as an author may write in one text."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")

Sendable = tuple[Survey, int]
"""A survey that may be sent, with its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInvitations:
    """Turns invitations into ones that can be carried out."""

    catalog: SurveyCatalog
    tenants: Tenants
    clock: Clock

    def __call__(
        self, invitations: Sequence[Invitation]
    ) -> Sequence[CheckedInvitation | ServiceError]:
        """Check invitations, in order; an error holds every problem of its invitation, with its place."""
        surveys = self._surveys([_survey_of(one) for one in invitations])
        return [self._checked(one, surveys[_survey_of(one)]) for one in invitations]

    def require(self, tenant: str, survey_id: str) -> None:
        """Raise SURVEY_NOT_FOUND when there is no such survey."""
        (status,) = self.catalog.statuses([(tenant, survey_id)])
        if isinstance(status, ServiceError):
            raise status

    def _surveys(self, asked: Sequence[SurveyKey]) -> Mapping[SurveyKey, Sendable | ServiceError]:
        keys = list(dict.fromkeys(asked))
        try:
            statuses = self.catalog.statuses(keys)
        except ServiceError as error:
            return dict.fromkeys(keys, error)
        return {
            key: self._sendable(key, status) for key, status in zip(keys, statuses, strict=True)
        }

    def _sendable(
        self, key: SurveyKey, status: SurveyStatus | ServiceError
    ) -> Sendable | ServiceError:
        if isinstance(status, ServiceError):
            return status
        if closed := _closed(status):
            return closed
        try:
            return self.catalog.load(*key, status.version), status.version
        except ServiceError as error:
            return error

    def _checked(
        self, invitation: Invitation, sendable: Sendable | ServiceError
    ) -> CheckedInvitation | ServiceError:
        if isinstance(sendable, ServiceError):
            return sendable
        survey, version = sendable
        tenant = self.tenants.of(invitation.tenant)
        now = self.clock.now()
        found: list[tuple[str, Problem]] = [*_form_problems(invitation)]
        language, language_warning = _language(invitation.language_code, survey, found)
        expires_at = _expiry(invitation.expiry_time, survey, now, tenant.timezone, found)
        if found:
            return _refusal(found)
        variables, variable_warnings = _last_of_each(invitation.variables)
        return CheckedInvitation(
            invitation=invitation,
            session_id=new_id(),
            survey=survey,
            survey_version=version,
            language=language,
            expires_at=expires_at,
            variables=variables,
            warnings=(*language_warning, *variable_warnings),
        )


def _survey_of(invitation: Invitation) -> SurveyKey:
    return invitation.tenant, invitation.survey_id


def _closed(status: SurveyStatus) -> ServiceError | None:
    """Return why nothing may begin; None when it may."""
    match status.state:
        case "published":
            return None
        case "paused":
            return conflict("SURVEY_PAUSED", "The survey is paused: nothing new is sent for now.")
        case "archived":
            return conflict("SURVEY_NOT_PUBLISHED", "The survey is archived.")
        case _:
            return conflict("SURVEY_NOT_PUBLISHED", "The survey has never been published.")


def _refusal(found: list[tuple[str, Problem]]) -> ServiceError:
    """Name the one thing that is wrong, or say that several are; every one has its place."""
    reasons = {reason for reason, _ in found}
    reason = reasons.pop() if len(reasons) == 1 else "INVALID_REQUEST"
    problems = [problem for _, problem in found]
    message = problems[0].message if len(problems) == 1 else "Several things are wrong."
    return invalid(reason, message, problems=problems)


def _form_problems(invitation: Invitation) -> list[tuple[str, Problem]]:
    found = []
    if not is_phone(invitation.identifier):
        found.append(("INVALID_IDENTIFIER", _problem("identifier", NOT_A_PHONE)))
    if invitation.identifier_type.casefold() != "phone":
        message = "Only identifiers of type Phone can be reached."
        found.append(("UNSUPPORTED_IDENTIFIER_TYPE", _problem("identifierType", message)))
    if invitation.channel.casefold() != "sms":
        message = "Only the channel SMS is there."
        found.append(("UNSUPPORTED_CHANNEL", _problem("channel", message)))
    if len(invitation.content) > MAXIMUM_CONTENT:
        message = (
            f"The content has {len(invitation.content)} characters; {MAXIMUM_CONTENT} are allowed."
        )
        found.append(("CONTENT_TOO_LONG", _problem("content", message)))
    if not is_storable(invitation.client_reference, MAXIMUM_REFERENCE):
        message = (
            f"A client reference has at most {MAXIMUM_REFERENCE} characters, none of them NUL."
        )
        found.append(("INVALID_REQUEST", _problem("clientReference", message)))
    if not is_storable(invitation.idempotency_key, MAXIMUM_IDEMPOTENCY_KEY):
        message = (
            f"An idempotency key has at most {MAXIMUM_IDEMPOTENCY_KEY} characters, and no NUL."
        )
        found.append(("INVALID_REQUEST", _problem("Idempotency-Key", message)))
    return found + [("INVALID_REQUEST", problem) for problem in _variable_problems(invitation)]


def _variable_problems(invitation: Invitation) -> list[Problem]:
    variables = invitation.variables
    problems = []
    if len(variables) > MAXIMUM_VARIABLES:
        message = f"There are {len(variables)} variables; {MAXIMUM_VARIABLES} are allowed."
        problems.append(_problem("userSessionVariables", message))
    for index, variable in enumerate(variables):
        place = f"userSessionVariables[{index}]"
        if not 1 <= len(variable.key) <= MAXIMUM_KEY:
            problems.append(_problem(f"{place}.key", f"A key has 1 to {MAXIMUM_KEY} characters."))
        if len(variable.value) > MAXIMUM_VALUE:
            message = f"A value has at most {MAXIMUM_VALUE} characters."
            problems.append(_problem(f"{place}.value", message))
    return problems


def _language(
    code: str, survey: Survey, found: list[tuple[str, Problem]]
) -> tuple[str, tuple[str, ...]]:
    if not code:
        return survey.default_language, ()
    if not _LANGUAGE.fullmatch(code):
        message = "A language code looks like en, no or nb-NO."
        found.append(("INVALID_LANGUAGE", _problem("languageCode", message)))
        return survey.default_language, ()
    language = base_language(code)
    if language in survey.languages:
        return language, ()
    warning = f"The survey does not exist in {code}; {survey.default_language} is used."
    return survey.default_language, (warning,)


def _expiry(
    written: str,
    survey: Survey,
    now: datetime,
    zone: ZoneInfo,
    found: list[tuple[str, Problem]],
) -> datetime:
    default = now + timedelta(hours=survey.settings.expiry_hours)
    if not written:
        return default
    expires_at = parse_time(written, zone)
    if expires_at is None:
        message = "An expiry time is written as in 2026-12-01T12:00:00+01:00."
    elif expires_at <= now:
        message = "The expiry time is in the past."
    elif expires_at > now + LONGEST_LIFE:
        message = f"The expiry time is more than {LONGEST_LIFE.days} days ahead."
    else:
        return expires_at.astimezone(UTC)
    found.append(("INVALID_EXPIRY", _problem("expiryTime", message)))
    return default


def parse_time(written: str, zone: ZoneInfo) -> datetime | None:
    """Read an RFC 3339 time, or one without an offset as of `zone`; None when it is neither.

    >>> parse_time("2026-12-01T12:00:00", ZoneInfo("Europe/Oslo")).isoformat()
    '2026-12-01T12:00:00+01:00'
    >>> parse_time("tomorrow", ZoneInfo("Europe/Oslo")) is None
    True
    """
    if "T" not in written.upper() and " " not in written.strip():
        return None
    try:
        time = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=zone)


def _last_of_each(variables: tuple[Variable, ...]) -> tuple[tuple[Variable, ...], tuple[str, ...]]:
    """Keep the last of several variables whose keys differ at most in case."""
    last = {variable.key.casefold(): variable for variable in variables}
    if len(last) == len(variables):
        return variables, ()
    keys = [variable.key.casefold() for variable in variables]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    warnings = tuple(
        f"The variable {last[key].key} is given twice; the last is used." for key in repeated
    )
    return tuple(last.values()), warnings


def _problem(path: str, message: str) -> Problem:
    return Problem(path=path, message=message)
