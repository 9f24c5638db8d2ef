"""Read a table that somebody brings, CSV, JSONL or cells copied from a spreadsheet, as hostile as it may be."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, Literal

from django.utils.translation import gettext as _

from claims.analysis import plain_text
from claims.vocabulary import ImportFormat, TableEncoding

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
LONGEST_CELL: Final = 50_000  # characters
LONGEST_NAME: Final = 80  # characters of a column's name
_SEPARATORS: Final = "\t,;|"
_BINARY: Final = {
    b"PK\x03\x04": "xlsx",
    b"\xd0\xcf\x11\xe0": "xls",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}


class NotATable(ValueError):
    """What came is no table; its text is one plain sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as a spreadsheet counts, its cells in the order of the columns, and why it cannot be read."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows that hold anything."""

    format: ImportFormat
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(content: bytes, *, has_header: bool = True, encoding: str = TableEncoding.UTF_8) -> Table:
    """A table from the bytes of a file. Raises NotATable.

    JSON is known by its first character; of the separators the one counts that the first line has most of. Bytes that
    begin with a mark of Unicode are read as that, whatever the encoding.
    """
    return read_text(_decoded(content, encoding), has_header=has_header)


def read_text(text: str, *, has_header: bool = True) -> Table:
    """A table from text, as `read_table`."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise NotATable(too_large())
    if "\0" in text:
        raise NotATable(_("This is no text: it holds zero bytes. Save the table as CSV in UTF-8."))
    if not text.strip():
        raise NotATable(_("There is nothing in it."))
    if text.lstrip()[0] in "{[":
        return _from_json(text)
    return _from_cells(text, has_header=has_header)


def too_large() -> str:
    return _("The file is larger than %(n)d MB: import it in parts.") % {"n": MOST_BYTES // 1024**2}


def too_many_rows() -> str:
    return _("It has more than %(n)d rows: import it in parts.") % {"n": MOST_ROWS}


def _decoded(content: bytes, encoding: str) -> str:
    if len(content) > MOST_BYTES:
        raise NotATable(too_large())
    kind = next((name for begins, name in _BINARY.items() if content.startswith(begins)), "")
    if kind:
        told = _("This is a %(kind)s file, no table as text: save it as CSV, or copy its cells and paste them.")
        raise NotATable(told % {"kind": kind})
    # What spreadsheets call “Unicode text”, and “CSV UTF-8”.
    marks = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"\xef\xbb": "UTF-8-sig"}
    read_as = marks.get(content[:2], encoding)
    try:
        return content.decode(read_as)
    except UnicodeDecodeError as error:
        told = _(
            "The file is not in %(encoding)s (line %(n)d has other bytes): choose how its letters are kept, or save it"
            " as “CSV UTF-8”."
        )
        line = content.count(b"\n", 0, error.start) + 1
        raise NotATable(told % {"encoding": read_as.removesuffix("-sig"), "n": line}) from error


def _from_cells(text: str, *, has_header: bool) -> Table:
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    kind = ImportFormat.CELLS if separator == "\t" else ImportFormat.CSV
    numbered = _read(text, separator)
    header = numbered.pop(0)[1] if has_header and numbered else []
    rows = [Row(number, tuple(cells)) for number, cells in numbered if any(map(str.strip, cells))]
    if len(rows) > MOST_ROWS:
        raise NotATable(too_many_rows())
    if not rows:
        raise NotATable(_("It has no rows under its first one."))
    columns = _columns(header, width=len(header) or max(len(row.cells) for row in rows))
    return Table(kind, columns, tuple(_fitting(row, len(columns)) for row in rows))


def _read(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Every row with its number. Copied cells may begin with a quotation mark that is a part of their text."""
    try:
        return list(_numbered(text, separator, quoting=csv.QUOTE_MINIMAL))
    except NotATable:
        if separator != "\t":
            raise
        return list(_numbered(text, separator, quoting=csv.QUOTE_NONE))


def _numbered(text: str, separator: str, *, quoting: Literal[0, 3]) -> Iterator[tuple[int, list[str]]]:
    """The rows from the first that says something, the empty ones counted; one more than may be taken, no further."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, quoting=quoting)
    has_begun = False
    rows = enumerate(reader, start=1)
    try:
        for number, cells in islice(rows, 2 * MOST_ROWS):
            has_begun = has_begun or any(map(str.strip, cells))
            if has_begun:
                yield number, [plain_text.harmless(cell) for cell in cells]
        has_more = next(rows, None) is not None
    except csv.Error as error:
        raise NotATable(_why_broken(reader.line_num, str(error))) from error
    if has_more:
        raise NotATable(too_many_rows())


def _why_broken(line: int, error: str) -> str:
    if "field limit" in error:
        return _("A cell before line %(n)d is longer than 130,000 characters: is a quotation mark never closed?") % {
            "n": line
        }
    return _("It cannot be read as a table at line %(n)d: a quotation mark is never closed, or text follows it.") % {
        "n": line
    }


def _columns(header: Sequence[str], *, width: int) -> tuple[str, ...]:
    """A name for each column, each once: those without one, or with another's, are numbered."""
    while header and len(header) > 1 and not header[-1].strip():
        header = header[:-1]
    width = min(width, len(header)) if header else width
    if width > MOST_COLUMNS:
        raise NotATable(_("It has more than %(n)d columns: leave out those that say nothing.") % {"n": MOST_COLUMNS})
    names: list[str] = []
    for place in range(width):
        name = plain_text.shortened(plain_text.one_line(header[place]), most=LONGEST_NAME) if header else ""
        unnamed = _("Column %(n)d") % {"n": place + 1}
        names.append(name if name and name not in names else f"{name} ({place + 1})" if name else unnamed)
    return tuple(names)


def _fitting(row: Row, width: int) -> Row:
    """The row with as many cells as there are columns; one with more to say cannot be read."""
    spare = [cell for cell in row.cells[width:] if cell.strip()]
    cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
    if spare:
        told = _("The row has more cells than there are columns: put quotation marks round a cell with a separator.")
        return Row(row.number, cells, told)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        shortened = tuple(plain_text.shortened(cell, most=LONGEST_CELL) for cell in cells)
        return Row(row.number, shortened, _("A cell is longer than %(n)d characters.") % {"n": LONGEST_CELL})
    return Row(row.number, cells, row.fault)


def _from_json(text: str) -> Table:
    """One object a line, or one list of objects."""
    listed = _one_list(text)
    things = enumerate(listed, start=1) if listed is not None else _lines(text)
    return from_objects(ImportFormat.JSONL, things)


def _one_list(text: str) -> list[object] | None:
    if not text.lstrip().startswith("["):
        return None
    found = loaded(text)
    if not isinstance(found, list):
        raise NotATable(_("It begins like a JSON list and cannot be read as one."))
    return found


def _lines(text: str) -> Iterator[tuple[int, object]]:
    whole = loaded(text)
    if isinstance(whole, dict):
        yield 1, whole
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, loaded(line)


def loaded(text: str) -> object:
    """The JSON value, None where it is none or nested too deep."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def from_objects(kind: ImportFormat, things: Iterable[tuple[int, object]]) -> Table:
    """A table of objects: their keys, as they come, are its columns."""
    objects = list(islice(things, MOST_ROWS + 1))
    if len(objects) > MOST_ROWS:
        raise NotATable(too_many_rows())
    keys = list(dict.fromkeys(key for _number, one in objects if isinstance(one, dict) for key in one))
    if not keys:
        raise NotATable(_("It begins like JSON, and holds no object with names and values."))
    columns = _columns([plain_text.harmless(key) for key in keys], width=len(keys))
    rows = tuple(_object_row(number, one, keys) for number, one in objects)
    return Table(kind, columns, tuple(_fitting(row, len(columns)) for row in rows))


def _object_row(number: int, one: object, keys: Sequence[str]) -> Row:
    if not isinstance(one, dict):
        return Row(number, ("",) * len(keys), _("The row is no JSON object."))
    return Row(number, tuple(plain_text.harmless(_as_cell(one.get(key))) for key in keys))


def _as_cell(value: Any) -> str:
    """A value as a cell; the items of a list stand on lines of their own."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_as_cell(one) for one in value if not isinstance(one, list))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value)
