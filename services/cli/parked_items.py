"""The parked items of every service, as one: for a person, who does not care whose table it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from heapq import merge
from itertools import islice

from sqlalchemy.exc import ArgumentError, ProgrammingError

from services.cli.reachable_database import reachable_database
from services.cli.whoever_types import whoever_types
from services.runtime.actor import bind_actor
from services.runtime.database import Database
from services.runtime.errors import ConfigurationError, ServiceError
from services.runtime.parked import Became, ParkedCount, ParkedFilter, ParkedItem, ParkedItems
from services.sessions.store.parked import parked_items as parked_in_sessions
from services.sms.store.parked import parked_items as parked_in_sms


class Kind(StrEnum):
    """What can be parked."""

    REPLY = "reply"
    REPORT = "report"
    MESSAGE = "message"
    CALLBACK = "callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllParked:
    """What the services have parked, together."""

    places: Sequence[ParkedItems]

    def page(self, wanted: ParkedFilter) -> Sequence[ParkedItem]:
        """Return items, those parked longest first."""
        pages = [place.page(wanted) for place in self.places]
        return list(islice(merge(*pages, key=_place_in_line), wanted.limit))

    def counts(self, wanted: ParkedFilter) -> Sequence[ParkedCount]:
        """Count items by kind and reason, as far as the filter names either."""
        return [
            count
            for place in self.places
            for count in place.counts()
            if wanted.kind in ("", count.kind)
            and wanted.reason in ("", count.reason)
            and wanted.because in (None, count.because)
        ]

    def find(self, item_id: str) -> tuple[ParkedItem, Mapping[str, object]] | None:
        """Return an item with what it holds, None when it is not parked."""
        for place in self.places:
            item = place.find(item_id)
            if item is not None:
                return item, place.content(item)
        return None

    def retry(self, ids: Sequence[str]) -> set[str]:
        """Give items back; returns the ids of those that were parked."""
        return {given for place in self.places for given in place.retry(ids)}

    def retry_all(self, wanted: ParkedFilter) -> set[str]:
        """Give back everything that the filter names; returns the ids."""
        return {given for place in self.places for given in place.retry_all(wanted)}

    def became(self, ids: Collection[str]) -> Mapping[str, Became]:
        """Say of those of the items that are not done what they wait for."""
        return {one: what for place in self.places for one, what in place.became(ids).items()}

    def drop(self, ids: Sequence[str]) -> set[str]:
        """Give items up for good; returns the ids of those that were."""
        return {dropped for place in self.places for dropped in place.drop(ids)}


@contextmanager
def all_parked() -> Iterator[AllParked]:
    """Reach what is parked, whether the services run or not.

    Raises ConfigurationError when the database cannot be reached or its tables are too old.
    """
    bind_actor(whoever_types())
    with ExitStack() as stack:
        url = stack.enter_context(reachable_database())
        try:
            database = Database(url, connections=1, application="svar-parked")
            stack.callback(database.close)
            yield AllParked(places=[parked_in_sms(database), parked_in_sessions(database)])
        except ArgumentError as exc:
            raise ConfigurationError(
                ["SVAR_DATABASE_URL is no URL such as postgresql://user@host/database."]
            ) from exc
        except ServiceError as exc:
            raise ConfigurationError([f"The database: {exc.message} Is it running?"]) from exc
        except ProgrammingError as exc:
            raise ConfigurationError(
                ["The tables in this database are of another release. Run `svar migrate` first."]
            ) from exc


def _place_in_line(item: ParkedItem) -> tuple[object, str]:
    return item.since, item.id
