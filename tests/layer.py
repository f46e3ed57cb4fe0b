"""The Plone site that integration tests run in: the add-on installed, content committed for real.

Importing this module imports Plone; ``conftest`` does so only for tests that ask for a site.
"""

from plone.app.testing import TEST_USER_ID as TEST_USER
from plone.app.testing import FunctionalTesting, PloneSandboxLayer, applyProfile, setRoles
from zope.configuration import xmlconfig

ROLES_OF = {
    "member": ("Member",),
    "editor": ("Member", "Contributor", "Editor"),
    "manager": ("Member", "Manager"),
}
PASSWORD = "geheim-und-lang-genug"


class BareLayer(PloneSandboxLayer):
    """A Plone site beside which the add-on lies, not installed."""

    def setUpZope(self, app, configurationContext):
        """Load the add-on's configuration."""
        import tlvwa.portal

        xmlconfig.file("configure.zcml", tlvwa.portal, context=configurationContext)

    def setUpPloneSite(self, portal):
        """A site as a real one begins: with a workflow, Berlin's time, and a user of each kind."""
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        portal.portal_registry["plone.portal_timezone"] = "Europe/Berlin"
        for name, roles in ROLES_OF.items():
            portal.acl_users.userFolderAddUser(name, PASSWORD, roles, [])
        setRoles(portal, TEST_USER, ["Manager"])


class InstalledLayer(PloneSandboxLayer):
    """The same site with the add-on installed, and no content of its own."""

    def setUpPloneSite(self, portal):
        """Install the default profile, nothing else."""
        applyProfile(portal, "tlvwa.portal:default")


BARE_FIXTURE = BareLayer(name="Portal:BareFixture")
INSTALLED_FIXTURE = InstalledLayer(bases=(BARE_FIXTURE,), name="Portal:Fixture")
BARE = FunctionalTesting(bases=(BARE_FIXTURE,), name="Portal:Bare")
INSTALLED = FunctionalTesting(bases=(INSTALLED_FIXTURE,), name="Portal:Installed")
