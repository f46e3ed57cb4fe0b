"""``GET @publications?q=&kind=&year=&publisher=&subject=&language=&state=&sort=&b_start=&b_size=``."""

from collections.abc import Iterable, Mapping

from tlvwa.portal.answers.serializers.entries import Reference
from tlvwa.portal.common.dates import iso_day
from tlvwa.portal.common.settings import coded_lines
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.publication.entry import PublicationEntry
from tlvwa.portal.content.publication.listing.query import (
    JSON_PARAMETERS,
    PublicationQuery,
    PublicationResult,
)
from tlvwa.portal.readmodels.payloads import FilePayload, Node, PublicationPayload, payload_of
from tlvwa.portal.services.batch import batched
from tlvwa.portal.services.service import JSONObject, JSONService


class PublicationsGet(JSONService):
    """The publications of a folder or the site, from the snapshot."""

    def reply(self) -> JSONObject:
        """Return batched items with ``facets``. Raises BadRequest."""
        result = PublicationResult(
            self.context, PublicationQuery.of(self.request.form, JSON_PARAMETERS)
        )
        kinds = dict(coded_lines("publication_kinds"))
        answer = batched(
            self.request, result.rows, lambda row: self.item(result, result.node(row), kinds)
        )
        facets = {
            name: [
                {"value": value, "title": title, "count": count} for value, title, count in values
            ]
            for name, values in result.facets.items()
        }
        return answer | {"facets": facets}

    def item(self, result: PublicationResult, node: Node, kinds: Mapping[str, str]) -> JSONObject:
        """Return a publication of the list, with public data of others only."""
        payload = payload_of(node, PublicationPayload)
        entry = PublicationEntry(node, url_of(self.request, node), kinds)
        return {
            "@id": entry.url,
            "UID": node.uid,
            "title": node.title,
            "subtitle": payload.subtitle,
            "description": payload.description,
            "kind": {"token": payload.kind, "title": entry.kind},
            "series": payload.series,
            "number": payload.number,
            "issued": iso_day(payload.issued),
            "valid_from": iso_day(payload.valid_from),
            "valid_until": iso_day(payload.valid_until),
            "publisher": next(iter(self._public_references(result, (payload.publisher,))), None),
            "authors": list(payload.authors),
            "subjects": list(payload.subjects),
            "language": payload.language,
            "isbn": payload.isbn,
            "issn": payload.issn,
            "accessible": payload.accessible,
            "orderable": payload.orderable,
            "withdrawn_on": iso_day(payload.withdrawn_on),
            "replaces": self._public_references(result, payload.replaces),
            "replaced_by": self._references(result.replaced_by(node.uid)),
            "files": [_file(entry.url, file) for file in payload.files],
            "cover": entry.cover["url"] if entry.cover else None,
        }

    def _public_references(self, result: PublicationResult, uids: Iterable[str]) -> list[Reference]:
        return self._references(result.public(uids))

    def _references(self, nodes: Iterable[Node]) -> list[Reference]:
        return [
            {"@id": url_of(self.request, node), "UID": node.uid, "title": node.title}
            for node in nodes
        ]


def _file(url: str, file: FilePayload) -> JSONObject:
    return {
        "download": f"{url}/{file.address}",
        "title": file.title,
        "format": file.format,
        "content-type": file.media_type,
        "size": file.size,
        "pages": file.pages or None,
    }
