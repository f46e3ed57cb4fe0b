"""The log: a request that is refused for what it asked is one line, and not more lines than one can read."""

import logging
import re
from threading import Lock
from time import monotonic

from plone.restapi.exceptions import DeserializationError
from Products.SiteErrorLog.SiteErrorLog import SiteErrorLog
from zExceptions import HTTPException

MOST_LINES = 30
WINDOW = 60.0  # seconds
LONGEST_LINE = 300
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Loggers of Plone that write a line for each strange parameter.
OF_PLONE = ("plone.restapi.search.query",)


class FewRecords(logging.Filter):
    """Lets so many records pass in a minute; the next one after it tells how many did not."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        super().__init__()
        self._lock = Lock()
        self._since = monotonic()
        self._lines = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the record is written."""
        with self._lock:
            left_out = self._begin_window()
            self._lines += 1
            if self._lines > MOST_LINES:
                return False
        text = self.text(record)
        record.msg = f"{text} ({left_out} before it were left out)" if left_out else text
        record.args = ()
        return True

    def text(self, record: logging.LogRecord) -> str:
        """Return what is written of a record."""
        return record.getMessage()

    def _begin_window(self) -> int:
        """Begin a new minute if the last is over; return how many lines it left out."""
        now = monotonic()
        if now - self._since < WINDOW:
            return 0
        left_out = max(0, self._lines - MOST_LINES)
        self._since, self._lines = now, 0
        return left_out


class FewLines(FewRecords):
    """The same, and each record is one short line."""

    def text(self, record: logging.LogRecord) -> str:
        """Return the message without breaks."""
        return CONTROL.sub(" ", super().text(record))[:LONGEST_LINE]


LOG = logging.getLogger(__name__)
for name in (__name__, *OF_PLONE):
    logging.getLogger(name).addFilter(FewLines())
# Tracebacks: an address at which something fails may be asked for again and again.
logging.getLogger("Zope.SiteErrorLog").addFilter(FewRecords())


def raising(self: SiteErrorLog, info: tuple[type, Exception, object]) -> str | None:
    """Log an error; one line, without the parameters, if the request is to blame.

    Takes the place of ``SiteErrorLog.raising``, which writes a traceback of each.
    """
    error = info[1]
    status = _status(error)
    if status >= 500:
        return self._old_raising(info)
    if type(error).__name__ not in self._ignored_exceptions:
        request = self.REQUEST
        LOG.warning("%s %s %s: %s", status, request.method, request.get("PATH_INFO", ""), error)
    return None


def _status(error: Exception) -> int:
    """Return the status by which an error is answered."""
    if isinstance(error, HTTPException):
        return int(error.getStatus())
    return 400 if isinstance(error, DeserializationError) else 500
