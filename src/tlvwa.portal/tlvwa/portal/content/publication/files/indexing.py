"""Catalog indexers of publications and their files."""

from AccessControl.PermissionRole import rolesForPermissionOn
from plone.indexer import indexer
from Products.CMFCore.utils import _mergedLocalRoles

from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.content.publication.files.readings import files_in, reading_of
from tlvwa.portal.content.publication.schema import IPublication
from tlvwa.portal.content.texts import plain
from tlvwa.portal.interfaces import IPublicationFile
from tlvwa.portal.search.text_terms import further_terms


@indexer(IPublication)
def searchable_text(publication):
    """Return all texts of a publication, the text of its files, and the other forms of their words."""
    parts = (
        *(publication.title, publication.subtitle, publication.description),
        *(publication.series, publication.number, publication.isbn, publication.issn),
        *(publication.authors or ()),
        *(publication.keywords or ()),
        plain(publication.abstract),
        reading_of(publication).text.text,
        *(part for file in files_in(publication) for part in _file_texts(file)),
    )
    text = without_control_characters(" ".join(filter(None, parts)))
    return " ".join((text, *sorted(further_terms(text))))


def _file_texts(file):
    return file.title, reading_of(file).text.text


@indexer(IPublicationFile)
def found_by_editors(file):
    """Return those who may change a file: only they find it; others find the publication."""
    roles = set(rolesForPermissionOn("Modify portal content", file)) - {"Owner"}
    users = {
        f"user:{principal}"
        for principal, roles_of_principal in _mergedLocalRoles(file).items()
        if roles & set(roles_of_principal)
    }
    return sorted(roles | users)
