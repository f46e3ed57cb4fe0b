"""Bring settings of the catalogue, postal codes as a kind of field, and words of publications that fold."""

from lxml import etree
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
from tlvwa.portal.upgrades.v20261127001 import register_settings

ALLOWED = "easyform.allowedFields"
POSTAL_CODE = f"{PostalCode.__module__}.{PostalCode.__name__}"
NAMESPACE = "{http://namespaces.plone.org/supermodel/schema}"
LENGTHS = ("min_length", "max_length")


def upgrade(setup_tool: SetupTool) -> None:
    """Carry out all steps of this version."""
    register_settings(setup_tool)
    allow_postal_codes_in_forms()
    use_postal_codes_in_forms()
    clean_postal_codes()
    read_publications_again()
    processQueue()  # here, where the site is known


def allow_postal_codes_in_forms() -> None:
    """Offer the field to those who make forms."""
    allowed = api.portal.get_registry_record(ALLOWED)
    if POSTAL_CODE not in allowed:
        api.portal.set_registry_record(ALLOWED, [*allowed, POSTAL_CODE])


def use_postal_codes_in_forms() -> None:
    """Give a line named ``plz`` of five characters the new type, in each form."""
    for form in _objects(portal_type="EasyForm"):
        model = etree.fromstring(form.fields_model.encode())
        lines = [line for line in model.iter(f"{NAMESPACE}field") if _is_five_digits(line)]
        for line in lines:
            line.set("type", POSTAL_CODE)
            for length in (line.find(NAMESPACE + name) for name in LENGTHS):
                line.remove(length)
        if lines:
            form.fields_model = etree.tostring(model, encoding="unicode")


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


def _is_five_digits(field: etree._Element) -> bool:
    lengths = [field.findtext(NAMESPACE + name) for name in LENGTHS]
    is_line = field.get("type") == "zope.schema.TextLine"
    return field.get("name") == "plz" and is_line and lengths == ["5", "5"]


def _objects(**query: str) -> list[DexterityContent]:
    catalog = api.portal.get_tool("portal_catalog")
    return [brain._unrestrictedGetObject() for brain in catalog.unrestrictedSearchResults(**query)]
