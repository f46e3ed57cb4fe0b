"""Bring settings of the catalogue, postal codes as a kind of field, and words of publications that fold."""

from plone import api
from plone.dexterity.content import DexterityContent
from Products.CMFCore.indexing import processQueue
from Products.GenericSetup.tool import SetupTool
from ZODB.POSException import POSKeyError

from tlvwa.portal.common.postal_code import read_postal_code
from tlvwa.portal.common.postal_code_field import PostalCode
from tlvwa.portal.common.progress import steps
from tlvwa.portal.content.publication.files.bounded import read_pdf
from tlvwa.portal.content.publication.files.pdf import UnreadablePDF
from tlvwa.portal.content.publication.files.readings import reading_of
from tlvwa.portal.interfaces import IPublicationFile
from tlvwa.portal.upgrades.form_fields import (
    LENGTHS,
    Field,
    kind_name,
    offer_in_forms,
    text_of,
    use_in_forms,
)
from tlvwa.portal.upgrades.v20261127001 import register_settings

POSTAL_CODE = kind_name(PostalCode)


def upgrade(setup_tool: SetupTool) -> None:
    """Carry out all steps of this version."""
    register_settings(setup_tool)
    offer_in_forms(POSTAL_CODE)
    use_in_forms(POSTAL_CODE, _is_five_digits)
    clean_postal_codes()
    read_publications_again()
    processQueue()  # here, where the site is known


def clean_postal_codes() -> None:
    """Keep the postal codes of authorities as five digits; what is none stays as it is."""
    for authority in _objects(portal_type="tlvwa.portal.Authority"):
        written = authority.postal_code or ""
        try:
            code = read_postal_code(written)
        except ValueError:
            continue
        if code != written:
            authority.postal_code = code
            authority.reindexObject(idxs=["UID"])  # the journal tells the read models


def read_publications_again() -> None:
    """Join broken words in the texts of PDFs, and index publications by the other forms of their words."""
    for file in _objects(object_provides=IPublicationFile.__identifier__):
        _read_text(file)
    publications = _objects(portal_type="tlvwa.portal.Publication")
    for publication in steps("Publikationen", publications):
        _read_text(publication)
        publication.reindexObject(idxs=["SearchableText"])


def _read_text(obj: DexterityContent) -> None:
    stored = reading_of(obj)
    if not stored.pages or obj.file is None:  # no PDF, or one that cannot be read
        return
    try:
        with obj.file.open() as opened:
            stored.text.text = read_pdf(opened).text
    except (UnreadablePDF, POSKeyError):
        return


def _is_five_digits(field: Field) -> bool:
    lengths = [text_of(field, name) for name in LENGTHS]
    return field.get("name") == "plz" and lengths == ["5", "5"]


def _objects(**query: str) -> list[DexterityContent]:
    catalog = api.portal.get_tool("portal_catalog")
    return [brain._unrestrictedGetObject() for brain in catalog.unrestrictedSearchResults(**query)]
