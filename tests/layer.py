"""The Plone site that integration tests run in: the add-on installed, content committed for real.

Importing this module imports Plone; ``conftest`` does so only for tests that ask for a site.
"""

import io
import os
import pickle
from contextlib import contextmanager
from dataclasses import dataclass, field
from inspect import signature

import pytest
import transaction
from OFS.interfaces import IItem
from plone.app.testing import (
    PLONE_SITE_ID,
    FunctionalTesting,
    PloneSandboxLayer,
    applyProfile,
    setRoles,
)
from plone.app.testing import TEST_USER_ID as TEST_USER
from plone.testing import Layer
from plone.testing.zodb import stackDemoStorage
from plone.testing.zope import zopeApp
from ZODB.DB import DB
from zope.configuration import xmlconfig
from zope.globalrequest import setRequest
from zope.i18n.config import COMPILE_MO_FILES_KEY

from tlvwa.portal.readmodels import follower
from tlvwa.portal.readmodels.snapshot import Snapshot
from tlvwa.portal.security.hosts.known import HOSTS

from .clock import settable_clock

ROLES_OF = {
    "member": ("Member",),
    "reader": ("Member", "Leser", "Reader"),
    "forms": ("Member", "Formulare"),
    "municipality": ("Member",),  # gets its role on its authority
    "reviewer": ("Member", "Freigabe", "Reviewer"),
    "editor": ("Member", "Zentralredaktion", "Contributor", "Editor"),
    "manager": ("Member", "Manager"),
}
PASSWORD = "geheim-und-lang-genug"


class PortalLayer(PloneSandboxLayer):
    """A Plone site as a real one begins, with the add-on installed and no content of its own."""

    def setUpZope(self, app, configurationContext):
        """Load the add-on's configuration."""
        import tlvwa.portal

        os.environ[COMPILE_MO_FILES_KEY] = "true"
        os.environ[HOSTS] = "nohost localhost 127.0.0.1 [::1]"
        xmlconfig.file("configure.zcml", tlvwa.portal, context=configurationContext)

    def setUpPloneSite(self, portal):
        """A workflow, Berlin's time, a user of each kind, and the default profile."""
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        portal.portal_registry["plone.portal_timezone"] = "Europe/Berlin"
        portal.portal_registry["plone.available_languages"] = ["de"]
        portal.portal_registry["plone.default_language"] = "de"
        setRoles(portal, TEST_USER, ["Manager"])
        applyProfile(portal, "tlvwa.portal:default")
        for name, roles in ROLES_OF.items():
            portal.acl_users.userFolderAddUser(name, PASSWORD, roles, [])


FIXTURE = PortalLayer(name="Portal:Fixture")


@dataclass
class Content:
    """A database that holds what some builders made, and the read models of its site."""

    db: DB
    models: Snapshot | None
    values: dict[str, bytes] = field(default_factory=dict)  # fixture -> what it is, pickled
    moments: dict[str, tuple] = field(default_factory=dict)  # fixture -> to which it set the clock

    def make(self, name, build, portal):
        """Let a builder make its content; the clock is as it was afterwards."""
        with pytest.MonkeyPatch.context() as patch:
            set_clock = settable_clock(patch)

            def clock(*moment):
                self.moments[name] = moment
                set_clock(*moment)

            given = {"portal": portal, "clock": clock}
            needed = {
                other: given[other] if other in given else _unpickled(self.values[other], portal)
                for other in signature(build).parameters
            }
            self.values[name] = _pickled(build(**needed))


class ContentLayer(Layer):
    """Databases with content, stacked upon one another; each is made when a test first asks for it.

    A test says with ``choose`` what it asks for, before it is set up.
    """

    defaultBases = (FIXTURE,)

    def setUp(self):
        """Nothing is made yet."""
        self._contents = {}
        self._chosen = {}

    def tearDown(self):
        """Close the databases, the last first."""
        for content in reversed(self._contents.values()):
            content.db.close()
        del self._contents

    def choose(self, builders):
        """Let the next test begin with what ``builders`` make: name -> function, in their order."""
        self._chosen = builders

    def testSetUp(self):
        """The database is that of the chosen content, and its models are at hand."""
        content = self._current
        self["zodbDB"] = content.db
        _offer_models(content.models)

    def testTearDown(self):
        """The database is the portal's again."""
        del self["zodbDB"]

    def value(self, name, portal):
        """What the chosen builder of a name returned, with the objects of ``portal``'s connection."""
        return _unpickled(self._current.values[name], portal)

    def moment(self, name):
        """The moment to which that builder set the clock; ``None`` where it did not."""
        return self._current.moments.get(name)

    @property
    def _current(self):
        return self._content(tuple(self._chosen.items()))

    def _content(self, builders):
        if builders not in self._contents:
            below = self._content(builders[:-1]) if builders else None
            self._contents[builders] = self._stacked(below, builders[-1:])
        return self._contents[builders]

    def _stacked(self, below, builders):
        if below is None:
            below = Content(self.get("zodbDB"), None)
        db = stackDemoStorage(below.db, name="Content")
        content = Content(db, below.models, dict(below.values), dict(below.moments))
        self["zodbDB"] = db
        _offer_models(below.models)
        try:
            with site() as portal:
                for name, build in builders:
                    content.make(name, build, portal)
                transaction.commit()
                content.models = follower.site_snapshot()
        finally:
            del self["zodbDB"]
        return content


@contextmanager
def site(db=None):
    """The site as a test finds it, in the current database or another one; committed in the end."""
    with zopeApp(db=db) as app:
        setRequest(app.REQUEST)
        FUNCTIONAL.setUpEnvironment(app[PLONE_SITE_ID])
        try:
            yield app[PLONE_SITE_ID]
        finally:
            FUNCTIONAL.tearDownEnvironment(app[PLONE_SITE_ID])
            setRequest(None)


def _offer_models(snapshot):
    """Let the process follow from the models of the database below, and from nothing else."""
    follower._followers.clear()
    if snapshot is not None:
        site_follower = follower.Follower()
        site_follower._snapshot = snapshot
        follower._followers[("unnamed", ("", PLONE_SITE_ID))] = site_follower


class _Pickler(pickle.Pickler):
    """Pickles content objects as their paths."""

    def persistent_id(self, obj):
        return obj.getPhysicalPath() if IItem.providedBy(obj) else None


class _Unpickler(pickle.Unpickler):
    """Finds content objects at their paths."""

    def __init__(self, file, portal):
        super().__init__(file)
        self._portal = portal

    def persistent_load(self, pid):
        return self._portal.unrestrictedTraverse(pid)


def _pickled(value):
    file = io.BytesIO()
    _Pickler(file).dump(value)
    return file.getvalue()


def _unpickled(data, portal):
    return _Unpickler(io.BytesIO(data), portal).load()


CONTENT = ContentLayer(name="Portal:Content")
FUNCTIONAL = FunctionalTesting(bases=(CONTENT,), name="Portal:Functional")
