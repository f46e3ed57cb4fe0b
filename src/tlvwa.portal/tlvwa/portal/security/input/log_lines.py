"""The log: a request that is refused for what it asked is one line, and not more lines than one can read."""

import logging
import re
from threading import Lock
from time import monotonic

from Products.SiteErrorLog.SiteErrorLog import SiteErrorLog
from zExceptions import HTTPException

MOST_LINES = 30
WINDOW = 60.0  # seconds
LONGEST_LINE = 300
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Loggers of Plone that write a line for each strange parameter.
OF_PLONE = ("plone.restapi.search.query",)


class FewLines(logging.Filter):
    """Lets so many records pass in a minute; the next one after it tells how many did not."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        super().__init__()
        self._lock = Lock()
        self._since = monotonic()
        self._lines = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the record is written, and make it one line."""
        with self._lock:
            left_out = self._begin_window()
            self._lines += 1
            if self._lines > MOST_LINES:
                return False
        line = CONTROL.sub(" ", record.getMessage())[:LONGEST_LINE]
        record.msg = f"{line} ({left_out} lines before it were left out)" if left_out else line
        record.args = ()
        return True

    def _begin_window(self) -> int:
        """Begin a new minute if the last is over; return how many lines it left out."""
        now = monotonic()
        if now - self._since < WINDOW:
            return 0
        left_out = max(0, self._lines - MOST_LINES)
        self._since, self._lines = now, 0
        return left_out


LOG = logging.getLogger(__name__)
for name in (__name__, *OF_PLONE):
    logging.getLogger(name).addFilter(FewLines())


def raising(self: SiteErrorLog, info: tuple[type, Exception, object]) -> str | None:
    """Log an error; one line, without the parameters, if the request is to blame.

    Takes the place of ``SiteErrorLog.raising``, which writes a traceback of each.
    """
    error = info[1]
    if not isinstance(error, HTTPException) or error.getStatus() >= 500:
        return self._old_raising(info)
    if type(error).__name__ not in self._ignored_exceptions:
        request = self.REQUEST
        path = request.get("PATH_INFO", "")
        LOG.warning("%s %s %s: %s", error.getStatus(), request.method, path, error)
    return None
