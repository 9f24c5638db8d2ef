"""Write the lists of the desk as CSV and JSON lines, a row at a time: what a person sees, and nothing restricted."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from claims.analysis.formula_cells import harmless_cell
from claims.analysis.written_moments import write_moment
from claims.publishing.table_layouts import LAYOUTS, Layout, Path

ROWS_AT_A_TIME = 1000
# Spreadsheets take a file without this mark for one in the machine's own old encoding.
UTF8_MARK = "\ufeff"


def as_csv(seen: "QuerySet[Any]") -> Iterator[str]:
    """The rows that a person sees as CSV (RFC 4180), the oldest first; no cell is computed by a spreadsheet."""
    layout = LAYOUTS[seen.model]
    yield UTF8_MARK + _line(layout.names)
    for row in _rows(seen, layout):
        yield _line([harmless_cell(_as_text(value)) for value in row])


def as_jsonl(seen: "QuerySet[Any]") -> Iterator[str]:
    """The rows that a person sees, one JSON object a line, exactly as they are kept."""
    layout = LAYOUTS[seen.model]
    for row in _rows(seen, layout):
        told = dict(zip(layout.names, map(_as_json, row), strict=True))
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _rows(seen: "QuerySet[Any]", layout: Layout) -> Iterator[list[Any]]:
    rows = seen.model._default_manager.filter(layout.open, pk__in=_keys(seen))
    if layout.restricted is not None:
        rows = rows.exclude(pk__in=layout.restricted().values("pk"))
    if layout.relations:
        rows = rows.annotate(**{name: made() for name, made in layout.relations.items()})
    values = rows.order_by("pk").values_list("pk", *layout.paths).iterator(chunk_size=ROWS_AT_A_TIME)
    while batch := list(islice(values, ROWS_AT_A_TIME)):
        lines = [told([row[0] for row in batch]) for told in layout.lines.values()]
        for pk, *found in batch:
            yield [*_told(layout.columns.values(), found), *(of.get(pk, "") for of in lines)]


def _keys(seen: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows' keys. What a list counts beside its rows is not asked: grouping 100,000 claims by all their columns."""
    keys = seen.order_by().values("pk")
    if not keys.query.where.contains_aggregate:
        keys.query.group_by = None
    return keys


def _told(paths: Iterable[Path], found: Iterable[Any]) -> Iterator[Any]:
    values = iter(found)
    for path in paths:
        if isinstance(path, tuple):
            at, precision, zone = islice(values, 3)
            yield write_moment(at, precision, zone) if at else None
        else:
            yield next(values)


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue()


def _as_text(value: Any) -> str:
    plain = _as_json(value)
    if plain is None:
        return ""
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _as_json(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
