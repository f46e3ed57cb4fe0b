"""Suspension of the overlap guard during imports and operations that are checked as a whole."""

from contextlib import contextmanager
from contextvars import ContextVar

_suspended = ContextVar("suspended", default=False)


def are_checks_suspended():
    """Whether the overlap guard is suspended here."""
    return _suspended.get()


@contextmanager
def suspend_checks():
    """Suspend the overlap guard: for set-up, imports, and changes that were checked together."""
    token = _suspended.set(True)
    try:
        yield
    finally:
        _suspended.reset(token)
