"""Structured data of a publication: schema.org as JSON-LD, and Dublin Core for the page's head."""

from plone import api

from tlvwa.portal.common.linked_data import without_empty_values
from tlvwa.portal.common.urls import url_of

SCHEMA = "https://schema.org"
TYPES = {"bericht": "Report", "broschuere": "PublicationIssue", "formular": "DigitalDocument"}
OTHER = "CreativeWork"


def schema_org(request, entry, publisher, replacing):
    """Return the JSON-LD of a publication.

    ``publisher`` (or ``None``) and the publications ``replacing`` it are nodes that the public
    sees.
    """
    payload = entry.payload
    publication = {
        "@context": SCHEMA,
        "@type": TYPES.get(payload.kind, OTHER),
        "@id": entry.url,
        "url": entry.url,
        "name": entry.title,
        "alternativeHeadline": payload.subtitle,
        "description": payload.description,
        "genre": entry.kind,
        "datePublished": _day(payload.issued),
        "dateModified": payload.modified,
        "expires": _day(payload.valid_until),
        "inLanguage": payload.language,
        "keywords": list(payload.subjects),
        "author": [{"@type": "Person", "name": name} for name in payload.authors],
        "publisher": _publisher(request, publisher),
        "isbn": payload.isbn,
        "isPartOf": _series(payload),
        "issueNumber" if payload.kind == "broschuere" else "identifier": payload.number,
        "image": entry.cover["url"] if entry.cover else "",
        "encoding": [_media(file) for file in entry.files],
        "creativeWorkStatus": _status(payload, replacing),
    }
    return without_empty_values(publication)


def dublin_core(request, entry, publisher, replaced, replacing):
    """Return ``(name, content)`` of meta elements and ``(rel, href)`` of links.

    The publications it has ``replaced`` and those ``replacing`` it are nodes that the public sees.
    """
    payload = entry.payload
    metas = [
        ("DC.title", entry.title),
        ("DC.description", payload.description),
        ("DC.type", entry.kind),
        ("DC.date", _day(payload.issued)),
        ("DC.language", payload.language),
        ("DC.publisher", publisher.title if publisher else ""),
        ("DC.identifier", f"urn:isbn:{payload.isbn}" if payload.isbn else entry.url),
        *(("DC.creator", name) for name in payload.authors),
        *(("DC.subject", subject) for subject in payload.subjects),
        *(("DC.format", file["media_type"]) for file in entry.files),
    ]
    links = [
        *(("DCTERMS.replaces", url_of(request, node)) for node in replaced),
        *(("DCTERMS.isReplacedBy", url_of(request, node)) for node in replacing),
    ]
    return [(name, content) for name, content in metas if content], links


def _day(day):
    return day.isoformat() if day else ""


def _publisher(request, node):
    portal = api.portal.get()
    if node is None:
        return {
            "@type": "GovernmentOrganization",
            "name": portal.Title(),
            "url": portal.absolute_url(),
        }
    return {"@type": "GovernmentOrganization", "name": node.title, "url": url_of(request, node)}


def _series(payload):
    if not payload.series:
        return None
    periodical = {"@type": "Periodical", "name": payload.series, "issn": payload.issn}
    return without_empty_values(periodical)


def _media(file):
    return without_empty_values(
        {
            "@type": "MediaObject",
            "name": file["title"],
            "contentUrl": file["url"],
            "encodingFormat": file["media_type"],
            "contentSize": f"{file['size']} B",
        }
    )


def _status(payload, replacing):
    if payload.withdrawn:
        return "Withdrawn"
    return "Obsolete" if replacing else "Published"
