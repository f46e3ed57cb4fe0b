"""What the profiles set up beyond their files."""

from Products.CMFPlone.interfaces import INonInstallable
from zope.component import getSiteManager
from zope.interface import implementer

from tlvwa.portal.areas.table import load_thueringen, write_table
from tlvwa.portal.projection.gazetteer import GazetteerStore, IGazetteerStore
from tlvwa.portal.projection.journal import IJournal, Journal


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that the add-ons control panel does not offer."""

    def getNonInstallableProfiles(self):
        """The demo is chosen when a site is made, not among add-ons."""
        return ["tlvwa.portal:demo", "tlvwa.portal:uninstall"]


def install(tool):
    """The journal and the gazetteer of Thüringen; what is there already stays."""
    manager = getSiteManager()
    if manager.queryUtility(IJournal) is None:
        manager.registerUtility(Journal(), IJournal)
    if manager.queryUtility(IGazetteerStore) is None:
        store = GazetteerStore()
        manager.registerUtility(store, IGazetteerStore)
        store.write(table=write_table(load_thueringen()))


def uninstall(tool):
    """Take the utilities away; content is the customer's and stays."""
    manager = getSiteManager()
    for provided in (IJournal, IGazetteerStore):
        utility = manager.queryUtility(provided)
        if utility is not None:
            manager.unregisterUtility(utility, provided)
