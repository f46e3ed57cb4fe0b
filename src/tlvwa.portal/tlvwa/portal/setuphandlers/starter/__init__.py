"""What every new site begins with, to be changed through the web."""

from plone import api

from tlvwa.portal.setuphandlers.starter.forms import install_forms
from tlvwa.portal.setuphandlers.starter.languages import install_languages
from tlvwa.portal.setuphandlers.starter.pages import install_pages, install_reforms


def install(tool):
    """Make what is missing; what is there already stays as it is."""
    portal = api.portal.get()
    install_languages(portal)
    install_pages(portal)
    install_forms(portal)
    install_reforms(portal)
