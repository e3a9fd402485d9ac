"""Exports the responses of a survey as a file, streamed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.results.domain.audit import about_export
from services.results.domain.filter import AskedFilter
from services.results.domain.table import columns_of
from services.results.ports.files import FileWriter
from services.results.ports.notes import Notes
from services.results.use_cases.list_responses import ListResponses
from services.results.use_cases.select_sessions import refused
from services.runtime.clock import Clock
from services.runtime.errors import Problem


class Format(StrEnum):
    """The kinds of file."""

    JSON = "json"
    JSON_LINES = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResponses:
    """The use case; `writers` are those that this installation has."""

    listing: ListResponses
    writers: Mapping[Format, FileWriter]
    notes: Notes
    clock: Clock

    def __call__(
        self,
        tenant: str,
        survey_id: str,
        *,
        asked: AskedFilter,
        format: Format,
        whole_numbers: bool,
    ) -> Iterator[bytes]:
        """Yield the bytes of a file; everything wrong with the request is raised before the first.

        Nothing leaves that is not written down: who took it, and whether numbers were whole.
        """
        writer = self.writers.get(format)
        if writer is None:
            message = f"This installation does not write {format}: it lacks Svar's extra for it."
            raise refused([Problem(path="format", message=message)])
        selected = self.listing.select(tenant, survey_id, asked)
        columns = columns_of(selected.scales, selected.variables, whole_numbers=whole_numbers)
        entry = about_export(tenant, survey_id, whole_numbers=whole_numbers, at=self.clock.now())
        self.notes.note(entry)
        return writer(columns, self.listing.all(selected))
