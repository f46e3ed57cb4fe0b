"""Where a program answers for the whole of what it does, single steps are not judged alone."""

from contextlib import contextmanager
from contextvars import ContextVar

_trusted = ContextVar("trusted", default=False)


def are_checks_suspended():
    """Whether what is done now is judged as a whole."""
    return _trusted.get()


@contextmanager
def suspend_checks():
    """In it, no step is refused for an overlap: set-up, imports, and changes that were judged together."""
    token = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(token)
