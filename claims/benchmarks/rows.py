"""Read files of JSON lines, each a row of texts."""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, str]


class UnreadableRow(ValueError):
    """A file that cannot be read, or a line that is no row; the text names the file and the line."""


def read(files: Iterable[Path], wanted: Sequence[str]) -> Iterator[Row]:
    """The rows of the files in order; a `.gz` is unpacked. What is null is "", what is no text is written as one.

    Raises UnreadableRow where a file cannot be read, or a line is not an object with the wanted keys.
    """
    for file in files:
        for number, line in enumerate(_lines(file), 1):
            if line.strip():
                yield _row(line, wanted, f"{file}, line {number}")


def _lines(file: Path) -> list[str]:
    try:
        raw = file.read_bytes()
        # Only a line feed ends a row: other separators may stand within a text.
        return (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8").split("\n")
    except OSError as reason:
        raise UnreadableRow(f"{file} cannot be read: {reason.strerror or reason}.") from reason
    except (EOFError, UnicodeDecodeError, zlib.error) as reason:
        raise UnreadableRow(f"{file} cannot be read: {reason}.") from reason


def _row(line: str, wanted: Sequence[str], place: str) -> Row:
    try:
        found = json.loads(line)
    except ValueError as reason:
        raise UnreadableRow(f"{place}: this is not JSON.") from reason
    if not isinstance(found, dict) or any(found.get(key) is None for key in wanted):
        raise UnreadableRow(f"{place}: a row needs {' and '.join(wanted)}.")
    return {str(key): _text(value) for key, value in found.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
