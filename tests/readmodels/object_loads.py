"""Watches what a request does to the database: which objects it loads, which it means to write."""

from contextlib import contextmanager

from plone.dexterity.interfaces import IDexterityContent
from ZODB.Connection import Connection


@contextmanager
def watched(name, note):
    """Every call of a method of every connection, noted with its object."""
    original = getattr(Connection, name)

    def noting(connection, obj):
        note(obj)
        return original(connection, obj)

    setattr(Connection, name, noting)
    try:
        yield
    finally:
        setattr(Connection, name, original)


@contextmanager
def content_loads(portal):
    """The paths' last parts of the content objects that are loaded, from a cold cache."""
    loaded = []

    def note(obj):
        if IDexterityContent.implementedBy(type(obj)):
            loaded.append(obj)

    portal._p_jar.cacheMinimize()
    portal._p_jar.db().cacheMinimize()
    with watched("setstate", note):
        yield loaded


@contextmanager
def writes():
    """The objects that are registered to be written, whether or not they are in the end."""
    registered = []
    with watched("register", registered.append):
        yield registered
