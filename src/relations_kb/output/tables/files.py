"""Tables as files of a folder: CSV (RFC 4180, UTF-8) or Parquet, with their description."""

from __future__ import annotations

import csv
import datetime
import io
from typing import TYPE_CHECKING, Any

from relations_kb.errors import MissingExtraError
from relations_kb.output.part import Part
from relations_kb.output.tables.all_tables import TABLES
from relations_kb.output.tables.package import DESCRIPTOR, descriptor
from relations_kb.output.tables.table import Table

if TYPE_CHECKING:
    import pyarrow


def csv_files(part: Part) -> dict[str, bytes]:
    """Return every table as CSV, and ``datapackage.json``, by file name."""
    files = {f"{table.name}.csv": _csv(table, part) for table in TABLES}
    return {**files, DESCRIPTOR: descriptor(part, TABLES, "csv", files)}


def parquet_files(part: Part) -> dict[str, bytes]:
    """Return every table as Parquet, and ``datapackage.json``, by file name.

    Raises `MissingExtraError` without the extra ``tables``. The same version of pyarrow gives
    the same bytes; its name stands in each file.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError("Parquet", "pyarrow", "tables") from error
    files = {}
    for table in TABLES:
        stream = io.BytesIO()
        pyarrow.parquet.write_table(_arrow(table, part), stream, compression="zstd")
        files[f"{table.name}.parquet"] = stream.getvalue()
    return {**files, DESCRIPTOR: descriptor(part, TABLES, "parquet", files)}


def _csv(table: Table, part: Part) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for values in table.values(part):
        writer.writerow([cell(value) for value in values])
    return stream.getvalue().encode()


def cell(value: Any) -> str:
    """Return a value as CSV has it: nothing for None, ``true``, ISO dates, shortest numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def _arrow(table: Table, part: Part) -> pyarrow.Table:
    import pyarrow

    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int32(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    fields = [
        pyarrow.field(
            column.name,
            types[column.type],
            nullable=not column.required,
            metadata={"description": column.description},
        )
        for column in table.columns
    ]
    rows = list(table.values(part))
    arrays = [
        pyarrow.array([row[place] for row in rows], type=field.type)
        for place, field in enumerate(fields)
    ]
    described = pyarrow.schema(fields, metadata={"description": table.description})
    return pyarrow.Table.from_arrays(arrays, schema=described)
