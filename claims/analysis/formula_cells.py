"""Make a spreadsheet's cells harmless, and read them back as they were (OWASP: CSV injection)."""

import re
from typing import Final

# What spreadsheets take for the beginning of a formula, the full-width forms included. An apostrophe before it makes
# a text of it; one that stands there already gets another, so that reading takes away exactly what writing added.
_ACTIVE: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_MADE_HARMLESS: Final = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def harmless_cell(text: str) -> str:
    """The text as a cell that no spreadsheet computes."""
    return f"'{text}" if _ACTIVE.match(text) else text


def read_cell(cell: str) -> str:
    """The text that `harmless_cell` wrote as this cell."""
    return cell[1:] if _MADE_HARMLESS.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a cell holds a formula where a text belongs: a minus, a plus or an @ may begin a sentence or a name."""
    return cell.lstrip().startswith(("=", "＝"))
