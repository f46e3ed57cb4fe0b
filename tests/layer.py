"""The Plone site that integration tests run in: the add-on installed, content committed for real.

Importing this module imports Plone; ``conftest`` does so only for tests that ask for a site.
"""

import os

from plone.app.testing import TEST_USER_ID as TEST_USER
from plone.app.testing import FunctionalTesting, PloneSandboxLayer, applyProfile, setRoles
from zope.configuration import xmlconfig
from zope.i18n.config import COMPILE_MO_FILES_KEY

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
FUNCTIONAL = FunctionalTesting(bases=(FIXTURE,), name="Portal:Functional")
