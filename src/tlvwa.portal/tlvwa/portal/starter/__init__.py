"""What every new site begins with, to be changed through the web."""

from plone import api

from tlvwa.portal.starter.forms import install_forms


def install(tool):
    """Make what is missing; what is there already stays as it is."""
    install_forms(api.portal.get())
