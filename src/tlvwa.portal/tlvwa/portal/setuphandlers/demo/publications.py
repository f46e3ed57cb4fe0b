"""Publications and funding programmes of the demo, with their files."""

from plone.app.textfield import RichTextValue
from plone.namedfile.file import NamedBlobFile

from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.workflow.publishing import create_published

PUBLICATIONS = ("publikationen", "Publikationen", "publikationen")
FUNDING = ("foerderung", "Förderung", "foerderprogramme")
PLAIN_FIELDS = (
    *("id", "title", "subtitle", "description", "kind", "issued", "valid_from"),
    *("keywords", "orderable", "notice"),
)
FUNDING_FIELDS = ("id", "title", "description", "legal_basis", "notice")
FUNDING_TEXTS = ("purpose", "applicants", "objects")


def add_publications(portal, authorities, services):
    """Publications and funding programmes in their folders.

    ``authorities`` and ``services`` are objects by the ids that the data files name them by.
    """
    folder, publications = _folder(portal, *PUBLICATIONS), {}
    for entry in data.table("publications")["publications"]:
        publications[entry["id"]] = _publication(folder, entry, authorities, services)
    folder = _folder(portal, *FUNDING)
    for entry in data.table("funding")["funding"]:
        _programme(folder, entry, authorities, publications)


def _folder(portal, name, title, layout):
    """The folder of that name, shown as a list; made where there is none."""
    if name not in portal:
        create_published(portal, "Folder", id=name, title=title)
    portal[name].setLayout(layout)
    return portal[name]


def _publication(folder, entry, authorities, services):
    return create_published(
        folder,
        "tlvwa.portal.Publication",
        publisher=authorities[entry["publisher"]].UID(),
        related_services=[services[name].UID() for name in entry.get("services", ())],
        abstract=_rich(entry["abstract"]),
        file=_file(entry["file"]) if "file" in entry else None,
        **_of(entry, PLAIN_FIELDS),
    )


def _programme(folder, entry, authorities, publications):
    return create_published(
        folder,
        "tlvwa.portal.FundingProgramme",
        directive=publications[entry["directive"]].UID(),
        team=authorities[entry["team"]].UID(),
        **{name: _rich(entry[name]) for name in FUNDING_TEXTS},
        **_of(entry, FUNDING_FIELDS),
    )


def _of(entry, names):
    return {name: entry[name] for name in names if name in entry}


def _file(name):
    return NamedBlobFile(data.file(name), contentType="application/pdf", filename=name)


def _rich(html):
    return RichTextValue(html, "text/html", "text/x-html-safe")
