"""A site in two languages."""

import transaction

from ..content_fixtures import content_fixture


@content_fixture
def languages(portal):
    """The site with its root folders ``de`` and ``en``."""
    from tlvwa.portal.setuphandlers.starter.languages import install_languages

    install_languages(portal)
    transaction.commit()
    return portal
