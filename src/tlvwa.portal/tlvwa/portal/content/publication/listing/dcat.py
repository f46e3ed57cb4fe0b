"""Catalogue of a folder's publications in DCAT-AP.de, as JSON-LD with its context in it."""

from plone import api

from tlvwa.portal.common.linked_data import as_json, without_empty_values
from tlvwa.portal.common.settings import setting
from tlvwa.portal.common.urls import url_of
from tlvwa.portal.content.publication.listing.view import NAME, PublicationsBase

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
LANGUAGES = {
    "de": "DEU", "de-simple": "DEU", "en": "ENG", "uk": "UKR", "ru": "RUS", "ar": "ARA",
    "tr": "TUR", "pl": "POL", "fr": "FRA",
}  # fmt: skip
FORMATS = {"PDF", "ODT", "ODS", "DOCX", "XLSX", "CSV", "EPUB", "HTML", "XML", "ZIP", "TXT"}


class Catalogue(PublicationsBase):
    """``@@dcat.jsonld``: all publications that pass the filters of the list."""

    def __call__(self):
        """Return the catalogue. Raises BadRequest."""
        self.update()
        self.licence = setting("dcat_licence") or ""
        self.contributor = setting("dcat_contributor") or ""
        entries = [self.entry(row) for row in self.result.rows]
        portal = api.portal.get()
        publisher = {
            "@id": portal.absolute_url(),
            "@type": "foaf:Agent",
            "foaf:name": portal.Title(),
        }
        catalogue = {
            "@context": CONTEXT,
            "@id": f"{self.context.absolute_url()}/@@dcat.jsonld",
            "@type": "dcat:Catalog",
            "dct:title": self.page_title,
            "dct:description": self.context.Description() or self.page_title,
            "dct:publisher": publisher,
            "dct:language": _language("de"),
            "foaf:homepage": {"@id": f"{self.context.absolute_url()}/@@{NAME}"},
            "dcat:dataset": [self._dataset(entry) for entry in entries],
        }
        self.request.response.setHeader("Content-Type", "application/ld+json; charset=utf-8")
        return as_json(catalogue)

    def _dataset(self, entry):
        payload = entry.payload
        return without_empty_values(
            {
                "@id": entry.url,
                "@type": "dcat:Dataset",
                "dct:identifier": entry.node.uid,
                "dcatde:contributorID": _reference(self.contributor),
                "dct:title": entry.title,
                "dct:description": payload.description or entry.title,
                "dct:issued": _date(payload.issued),
                "dct:modified": {"@type": "xsd:dateTime", "@value": payload.modified},
                "dct:language": _language(payload.language),
                "dct:publisher": self._publisher(payload.publisher),
                "dct:creator": [
                    {"@type": "foaf:Agent", "foaf:name": name} for name in payload.authors
                ],
                "dct:isReplacedBy": self._addresses(self.result.replaced_by(entry.node.uid)),
                "dct:replaces": self._addresses(self.result.public(payload.replaces)),
                "dcat:keyword": list(payload.subjects),
                "dcat:landingPage": {"@id": entry.url},
                "dcat:distribution": [_distribution(file, self.licence) for file in entry.files],
            }
        )

    def _publisher(self, uid):
        (node,) = self.result.public((uid,)) or (None,)
        if node is None:
            return None
        return {
            "@id": url_of(self.request, node),
            "@type": "foaf:Agent",
            "foaf:name": node.title,
        }

    def _addresses(self, nodes):
        return [{"@id": url_of(self.request, node)} for node in nodes]


def _date(day):
    return {"@type": "xsd:date", "@value": day.isoformat()} if day else None


def _language(code):
    return {"@id": LANGUAGE + LANGUAGES[code]} if code in LANGUAGES else None


def _reference(address):
    return {"@id": address} if address else None


def _distribution(file, licence):
    return without_empty_values(
        {
            "@id": file["url"],
            "@type": "dcat:Distribution",
            "dct:title": f"{file['title']} ({file['facts']})",
            "dct:license": _reference(licence),
            "dcat:accessURL": {"@id": file["url"]},
            "dcat:downloadURL": {"@id": file["url"]},
            "dcat:byteSize": {"@type": "xsd:decimal", "@value": str(file["size"])},
            "dct:format": {"@id": FILE_TYPE + file["format"]}
            if file["format"] in FORMATS
            else None,
            "dcat:mediaType": (
                {"@id": MEDIA_TYPE + file["media_type"]} if file["media_type"] else None
            ),
        }
    )
