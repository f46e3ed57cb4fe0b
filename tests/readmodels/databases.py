"""Other ways to the same content: another thread, another storage above it, a file of its own."""

from contextlib import contextmanager
from threading import Thread

import transaction
import Zope2
from AccessControl.SecurityManagement import (
    getSecurityManager,
    newSecurityManager,
    noSecurityManager,
)
from AccessControl.users import system
from plone.app.testing import PLONE_SITE_ID
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from zope.component.hooks import getSite, setSite
from zope.globalrequest import getRequest, setRequest


def elsewhere(edit, commit=True):
    """Somebody else's ``edit(site)``, in another thread with a connection of its own."""
    failures = []

    def run():
        app = Zope2.app()
        try:
            setSite(app[PLONE_SITE_ID])
            newSecurityManager(None, system)
            edit(app[PLONE_SITE_ID])
            (transaction.commit if commit else transaction.abort)()
        except BaseException as failure:
            failures.append(failure)
            transaction.abort()
        finally:
            noSecurityManager()
            setSite(None)
            app._p_jar.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def above(portal, changes=None):
    """A storage whose changes lie above the test's own database, which stays as it is."""
    base = portal._p_jar.db().storage
    return DemoStorage(base=base, changes=changes, close_base_on_close=False)


@contextmanager
def opened(storage):
    """The site in a database of its own, as the current one, without a request."""
    kept = getSite(), getRequest()
    user = getSecurityManager().getUser()
    transaction.abort()
    database = DB(storage)
    connection = database.open()
    try:
        site = connection.root()["Application"][PLONE_SITE_ID]
        setSite(site)
        setRequest(None)
        newSecurityManager(None, system)
        yield site
    finally:
        newSecurityManager(None, user)
        transaction.abort()
        connection.close()
        database.close()
        setSite(kept[0])
        setRequest(kept[1])
