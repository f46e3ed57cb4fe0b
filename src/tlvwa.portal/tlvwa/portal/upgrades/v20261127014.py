"""Keep the sizes of publications' files as values."""

from plone import api
from Products.GenericSetup.tool import SetupTool
from ZODB.POSException import POSKeyError

from tlvwa.portal.content.publication.files.readings import NOTHING_READ, reading_of
from tlvwa.portal.interfaces import IPublicationFile


def store_file_sizes(setup_tool: SetupTool) -> None:
    """Store the size of each file that was read before sizes were stored; of a missing file none."""
    catalog = api.portal.get_tool("portal_catalog")
    publications = catalog.unrestrictedSearchResults(portal_type="tlvwa.portal.Publication")
    files = catalog.unrestrictedSearchResults(object_provides=IPublicationFile.__identifier__)
    for brain in (*publications, *files):
        obj = brain._unrestrictedGetObject()
        stored = reading_of(obj)
        if stored is not NOTHING_READ and stored.size is None and obj.file is not None:
            try:
                stored.size = obj.file.getSize()
            except POSKeyError:
                continue
