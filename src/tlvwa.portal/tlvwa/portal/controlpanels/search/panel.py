"""``@controlpanels/tlvwa-suche``: the settings of the search as JSON."""

from plone.restapi.controlpanels import RegistryConfigletPanel
from zope.component import adapter
from zope.interface import Interface

from tlvwa.portal.common.settings import PREFIX
from tlvwa.portal.controlpanels.search.schema import ISearchSettings
from tlvwa.portal.interfaces import IPortalLayer


@adapter(Interface, IPortalLayer)
class SearchConfiglet(RegistryConfigletPanel):
    """The settings of the search over REST; their pages in the browser are in ``search_admin``."""

    schema = ISearchSettings
    schema_prefix = PREFIX.rstrip(".")
    configlet_id = "tlvwa-suche"
    configlet_category_id = "Products"
