"""Display values of a publication for lists, feeds and its page."""

from tlvwa.portal.common.formatting import day_text, file_size_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.vocabularies import DOCUMENT_LANGUAGES, label


class PublicationEntry:
    """What lists show of a publication node; ``kinds`` are the site's kinds by code."""

    def __init__(self, node, url, kinds):
        self.node = node
        self.payload = node.payload
        self.title = node.title
        self.url = url
        self._kinds = kinds

    @property
    def kind(self):
        """The label of the kind."""
        return self._kinds.get(self.payload.kind, self.payload.kind)

    @property
    def issued(self):
        """The day of issue as text; empty if it is not known."""
        return day_text(self.payload.issued) if self.payload.issued else ""

    @property
    def language(self):
        """The label of the language; empty for German."""
        code = self.payload.language
        return label(DOCUMENT_LANGUAGES, code) if code not in ("", "de") else ""

    @property
    def files(self):
        """The files, each with address, title, and format with size and pages."""
        return [
            {
                "url": f"{self.url}/{file.address}",
                "title": file.title or self.title,
                "facts": file_facts(file),
                "media_type": file.media_type,
                "size": file.size,
                "format": file.format,
            }
            for file in self.payload.files
        ]

    @property
    def cover(self):
        """Address and size of the cover; ``None`` if there is none."""
        if self.payload.cover is None:
            return None
        width, height = self.payload.cover
        return {"url": f"{self.url}/@@images/cover", "width": width, "height": height}


def file_facts(file):
    """Return format, size and pages of a file as text: PDF, 1,2 MB, 24 Seiten."""
    pages = ""
    if file.pages:
        pages = say(
            _("1 Seite") if file.pages == 1 else _("${count} Seiten", mapping={"count": file.pages})
        )
    return ", ".join(filter(None, (file.format, file_size_text(file.size), pages)))
