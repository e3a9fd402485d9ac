"""Bringing a survey to a running system through REST and publishing it: each step, and what may stop it.

Where a survey lies from then on is remembered by `publication_file`; what people see of it is
`publish_command`. Repeating it with the same definition changes nothing.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from services.cli.file_places import FilePlaces
from services.cli.pages import MOST_ITEMS, listed
from services.cli.publication_file import Publication
from services.cli.rest import Answer, RestClient, survey_path
from services.cli.survey_file import survey_to_object
from services.engine.definition import SurveyDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A survey that is published as written; `is_new` is false when that version was there already."""

    publication: Publication
    is_new: bool
    warnings: Sequence[dict[str, str]]


class NotPublishedError(Exception):
    """Nothing was published; `said` tells why in sentences, `answer` what the gateway answered."""

    def __init__(self, said: str, *, answer: Answer | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.answer = answer


class NamesakeError(NotPublishedError):
    """There is a survey of that name, and it is not known to come from this file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Publishes a definition over what is there.

    `source` names where the definition comes from: a new survey of it is made once, even if the
    answer to that is lost. `remember` is told at once where it is, so that whatever stops us after
    that makes no second one either. `overwrite` replaces what somebody else has changed meanwhile.
    `another` makes a new survey although there is one of its name. `places` tell where problems are.
    """

    client: RestClient
    source: str
    remember: Callable[[Publication], None]
    overwrite: bool = False
    another: bool = False
    places: FilePlaces = field(default_factory=FilePlaces)

    def publish(self, definition: SurveyDefinition, known: Publication | None) -> Published:
        """Check, store and publish; raises NotPublishedError. A survey with problems changes nothing."""
        written = survey_to_object(definition)
        self._require_sound(written)
        if known is None:
            self._require_new_name(written)
            before, known = 0, self._created(written)
        else:
            there = self._there(known)
            before = there["latestVersion"] or 0
            self._bring_up_to_date(there, written, known)
        answer = _require(self.client.post(f"{survey_path(known.id)}/publish", {}))
        published = Publication(id=known.id, version=answer.body["version"])
        self.remember(published)
        return Published(
            publication=published,
            is_new=published.version != before,
            warnings=answer.body["warnings"],
        )

    def _require_sound(self, written: dict[str, Any]) -> None:
        found = _require(self.client.post("/v1/surveys/check", written)).body
        if problems := found["problems"]:
            said = [
                f"problem  {self.places.place(one['path'])}: {one['message']}" for one in problems
            ]
            refused = Answer(status=HTTPStatus.UNPROCESSABLE_ENTITY, body=found)
            raise NotPublishedError("\n".join(said), answer=refused)

    def _require_new_name(self, written: dict[str, Any]) -> None:
        if self.another:
            return
        name = str(written.get("name", "")).casefold()
        for there in listed(self.client, "/v1/surveys", "surveys", limit=MOST_ITEMS):
            if name and there["name"].casefold() == name and not self._begun(there, written):
                raise NamesakeError(_namesake(there, self.client.url))

    def _begun(self, there: dict[str, Any], written: dict[str, Any]) -> bool:
        """True for what an attempt of ours has left whose answer was lost: the same, not published."""
        if there["latestVersion"]:
            return False
        found = _require(self.client.get(survey_path(there["id"]))).body
        return _as_text(found["definition"]) == _as_text(written)

    def _created(self, written: dict[str, Any]) -> Publication:
        once = sha256(f"{self.source}\n{_as_text(written)}".encode()).hexdigest()
        created = _require(self.client.post("/v1/surveys", written, once=once))
        publication = Publication(id=created.body["id"], version=0)
        self.remember(publication)
        return publication

    def _there(self, known: Publication) -> dict[str, Any]:
        answer = self.client.get(survey_path(known.id))
        if answer.status == HTTPStatus.NOT_FOUND:
            raise NotPublishedError(_gone(known, self.client.url), answer=answer)
        return _require(answer).body

    def _bring_up_to_date(
        self, there: dict[str, Any], written: dict[str, Any], known: Publication
    ) -> None:
        if _as_text(there["definition"]) == _as_text(written):
            return
        if _changed_by_somebody(there, known) and not self.overwrite:
            raise NotPublishedError(_changed(there, known))
        answer = self.client.put(survey_path(known.id), written, etag=there["etag"])
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            raise NotPublishedError(_changed(there, known), answer=answer)
        _require(answer)


def _as_text(definition: dict[str, Any]) -> str:
    """Two definitions that say the same are the same text; 1 and true are equal only in Python."""
    return json.dumps(definition, sort_keys=True)


def _changed_by_somebody(there: dict[str, Any], known: Publication) -> bool:
    """Whether the draft is another than the version published from the file last.

    Where nothing was published from it yet, the draft is the file's own from an attempt that was
    cut short.
    """
    if not known.version:
        return False
    return bool(there["hasUnpublishedChanges"]) or there["latestVersion"] != known.version


def _require(answer: Answer) -> Answer:
    if not answer.ok:
        raise NotPublishedError(answer.problem(), answer=answer)
    return answer


def _changed(there: dict[str, Any], known: Publication) -> str:
    newest = there["latestVersion"] or "none"
    return (
        f"Somebody else has changed survey {known.id} (version {known.version} came from this file, "
        f"the newest is {newest}).\nSee what is there with: svar show {known.id}\n"
        "Take that over into the file, or replace it with --overwrite."
    )


def _namesake(there: dict[str, Any], url: str) -> str:
    version = f", version {there['latestVersion']}" if there["latestVersion"] else ""
    return (
        f'There is a survey named "{there["name"]}" at {url} already: {there["id"]} '
        f"({there['state']}{version}).\nTo replace it, use --survey {there['id']}; "
        "to publish the file as another survey, --new."
    )


def _gone(known: Publication, url: str) -> str:
    return (
        f"There is no survey {known.id} at {url} any more, or the key is another tenant's.\n"
        "To publish the file as a new survey, use --new."
    )
