"""Payload of a publication: what the read models hold of it."""

from datetime import UTC

from zope.component import adapter
from zope.interface import implementer

from tlvwa.portal.content.publication.files.readings import (
    files_in,
    format_of,
    may_be_read_later,
    reading_of,
    size_of,
)
from tlvwa.portal.content.publication.schema import IPublication, Publication
from tlvwa.portal.content.texts import links_in, text, texts
from tlvwa.portal.readmodels.nodes import IPayload
from tlvwa.portal.readmodels.payloads import FilePayload, PublicationPayload


@implementer(IPayload)
@adapter(IPublication)
def publication_payload(publication: Publication) -> PublicationPayload:
    """Return enough for lists, facets, feeds and catalogues; the catalog has the texts of files."""
    return PublicationPayload(
        kind=text(publication.kind),
        subtitle=text(publication.subtitle),
        description=text(publication.description),
        number=text(publication.number),
        series=text(publication.series),
        issued=publication.issued,
        valid_from=publication.valid_from,
        valid_until=publication.valid_until,
        publisher=text(publication.publisher),
        authors=texts(publication.authors),
        subjects=texts(publication.keywords),
        language=text(publication.document_language),
        isbn=text(publication.isbn),
        issn=text(publication.issn),
        replaces=texts(publication.replaces),
        services=texts(publication.related_services),
        files=tuple(_files(publication)),
        cover=_cover(publication.cover),
        unread=any(map(may_be_read_later, (publication, *files_in(publication)))),
        accessible=bool(publication.accessible),
        orderable=bool(publication.orderable),
        withdrawn=publication.withdrawn_on is not None,
        withdrawn_on=publication.withdrawn_on,
        notice=text(publication.notice),
        modified=publication.modified().asdatetime().astimezone(UTC).isoformat(timespec="seconds"),
        links=links_in(publication.abstract),
    )


def _files(publication):
    if publication.file is not None:
        yield _file(publication, "@@download/file")
    for child in files_in(publication):
        yield _file(child, f"{child.getId()}/@@download/file", text(child.title))


def _file(obj, address, title=""):
    file = obj.file
    return FilePayload(
        address=address,
        format=format_of(file),
        size=size_of(obj),
        pages=reading_of(obj).pages,
        title=title,
        media_type=file.contentType or "",
    )


def _cover(cover):
    size = cover.getImageSize() if cover is not None else (-1, -1)
    return tuple(size) if min(size) > 0 else None
