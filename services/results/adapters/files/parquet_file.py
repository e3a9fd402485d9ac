"""Apache Parquet, for warehouses, by the package `pyarrow`: there with Svar's extra `parquet` only."""

import importlib.util
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from services.results.domain.response import Response
from services.results.domain.table import Cell, Columns

_CHUNK: Final = 256 * 1024


def is_available() -> bool:
    """Say whether this installation can write Parquet."""
    return importlib.util.find_spec("pyarrow") is not None


def write_parquet(columns: Columns, pages: Iterable[Sequence[Response]]) -> Iterator[bytes]:
    """Yield a file once all of it is written: a column of texts for each column of the table."""
    # Loaded only now: it takes a while, and memory, that most installations need for nothing.
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, pyarrow.string()) for name in columns.names])
    with tempfile.TemporaryDirectory(prefix="svar-export-") as folder:
        path = Path(folder) / "responses.parquet"
        with parquet.ParquetWriter(path, schema) as writer:
            for page in pages:
                writer.write_table(_table(pyarrow, schema, columns, page))
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _table(pyarrow: Any, schema: Any, columns: Columns, page: Sequence[Response]) -> Any:
    rows = [columns.row(response) for response in page]
    arrays = [[_text(row[place]) for row in rows] for place in range(len(schema))]
    return pyarrow.Table.from_arrays(
        [pyarrow.array(values, pyarrow.string()) for values in arrays], schema=schema
    )


def _text(cell: Cell) -> str | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return None if cell is None else str(cell)
