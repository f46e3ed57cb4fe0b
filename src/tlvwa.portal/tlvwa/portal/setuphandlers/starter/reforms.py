"""The folder for reforms of areas: not published, so that what is planned is not told before its time."""

from plone.dexterity.utils import addContentToContainer, createContent

from tlvwa.portal.reforms import FOLDER

TITLE = "Gebietsreformen"


def install_reforms(portal):
    """Make the folder if it is missing."""
    if FOLDER not in portal:
        folder = createContent("Folder", id=FOLDER, title=TITLE, exclude_from_nav=True)
        addContentToContainer(portal, folder, checkConstraints=False)
