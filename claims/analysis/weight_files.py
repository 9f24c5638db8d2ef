"""Read and write a weight file: a table of numbers as gzipped JSON."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claims.analysis.lexical_model import DamagedWeights


def read(file: Path) -> tuple[dict[str, Any], str]:
    """The table, and twelve digits that name exactly this file. Raises DamagedWeights with the file's name."""
    try:
        raw = file.read_bytes()
    except OSError as reason:
        raise DamagedWeights(f"The weight file {file} cannot be read: {reason.strerror}.") from reason
    try:
        told = json.loads(gzip.decompress(raw))
        if not isinstance(told, dict):
            raise TypeError("it holds no table")
    except (ValueError, TypeError, EOFError, OSError, RecursionError, zlib.error) as reason:
        raise damaged(file, reason) from reason
    return told, hashlib.sha256(raw).hexdigest()[:12]


def write(file: Path, told: Mapping[str, Any]) -> None:
    """Write the table; the same one always gives the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    file.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def damaged(file: Path, reason: Exception) -> DamagedWeights:
    """The one sentence that stops whoever needs the file."""
    return DamagedWeights(f"The weight file {file} is damaged: {reason!r}. Run train_stances again.")
