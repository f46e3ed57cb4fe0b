"""Two municipalities, each with its editors and a draft of its own."""

import transaction

from .content_fixtures import content_fixture
from .factories import (
    DOG_TAX,
    JENA,
    UNCHECKED,
    WEIMAR,
    authority,
    responsibility,
    rich,
    service,
    specialisation,
)


@content_fixture
def dog_tax(portal):
    """A service for all of Thüringen."""
    return service(portal, leika_keys=[DOG_TAX], coverage="land")


@content_fixture
def jena(portal, dog_tax):
    """The city whose editor is the user ``municipality``."""
    office = authority(portal, "jena", area=JENA)
    office.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    office.reindexObjectSecurity()
    responsibility(office, dog_tax, publish=False, areas=[JENA], **UNCHECKED)
    return office


@content_fixture
def weimar(portal, dog_tax):
    """Another city; its part, its record and its local text are drafts."""
    office = authority(portal, "weimar", area=WEIMAR)
    authority(office, "a", area=None, publish=False, title="Geheimamt")
    draft = {"title": "Geheimsache", "publish": False, "areas": [WEIMAR]} | UNCHECKED
    responsibility(office, dog_tax, name="z", **draft)
    secret = {"title": "Geheimtext", "notes_text": rich("<p>Geheimtext</p>")}
    specialisation(office, dog_tax, name="s", publish=False, areas=[WEIMAR], **secret)
    transaction.commit()
    return office
