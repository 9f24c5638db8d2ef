"""Keep one event on one line of the log, whatever was logged."""

import logging
from typing import Any

_ESCAPED = str.maketrans({"\r": "\\r", "\n": "\\n", "\x1b": "\\x1b", "\u2028": "\\u2028", "\u2029": "\\u2029"})
MARGIN = "  | "


class OneLine(logging.Formatter):
    """Line breaks in a message are escaped, the lines of a traceback begin with a margin.

    So nothing that a server sent can begin a line that looks like ours.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name that logging calls
        return super().formatMessage(record).translate(_ESCAPED)

    def formatException(self, ei: Any) -> str:  # noqa: N802  likewise
        return "\n".join(MARGIN + line.translate(_ESCAPED) for line in super().formatException(ei).split("\n"))
