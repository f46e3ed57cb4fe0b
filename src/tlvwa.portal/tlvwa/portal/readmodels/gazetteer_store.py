"""The site's gazetteer in the database: the truth from which every process builds its look-up tables."""

from persistent import Persistent
from zope.component import getUtility
from zope.interface import Interface, implementer

from tlvwa.portal.areas.importing.polygons import Polygons, parse_polygons
from tlvwa.portal.areas.table import TableData, read_table
from tlvwa.portal.readmodels.journal import JournalOperation, site_journal

NAME = "gazetteer"  # in messages of what cannot be read


class IGazetteerStore(Interface):
    """The persistent gazetteer of one site."""


class Blob(Persistent):
    """A text in a database record of its own."""

    def __init__(self, text=""):
        self.text = text


@implementer(IGazetteerStore)
class GazetteerStore(Persistent):
    """Areas, places and postal codes in the table format of ``areas.table``, and polygons as GeoJSON."""

    def __init__(self):
        self._table = Blob()
        self._polygons = Blob()

    @property
    def table(self):
        """The facts, as text."""
        return self._table.text

    @property
    def polygons(self):
        """Municipality polygons as GeoJSON; empty where none were imported."""
        return self._polygons.text

    def write(self, table=None, polygons=None):
        """Replace the facts, the polygons, or both; tells the journal. ``False`` if nothing changed."""
        changed = False
        for blob, text in ((self._table, table), (self._polygons, polygons)):
            if text is not None and text != blob.text:
                blob.text = text
                changed = True
        if changed:
            site_journal().append(JournalOperation.GAZETTEER)
        return changed


def gazetteer_store():
    """The gazetteer store of the current site."""
    return getUtility(IGazetteerStore)


def known_data() -> TableData:
    """What the site's gazetteer holds now."""
    return read_table(gazetteer_store().table, NAME)


def known_polygons(data: TableData) -> Polygons | None:
    """The polygons the site has; ``None`` where none were imported."""
    text = gazetteer_store().polygons
    return parse_polygons(text.encode(), NAME, data.areas) if text else None
