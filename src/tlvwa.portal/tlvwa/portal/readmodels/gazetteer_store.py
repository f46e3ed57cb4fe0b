"""The gazetteer of a site as text in the database; every process builds its ``Gazetteer`` from it."""

from collections.abc import Sequence

from persistent import Persistent
from zope.component import getUtility
from zope.interface import Interface, implementer

from tlvwa.portal.areas.corrections import Correction, read_corrections
from tlvwa.portal.areas.former import FormerMunicipality, load_former, read_former
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.importing.polygons import Polygons, parse_polygons
from tlvwa.portal.areas.model import Locality
from tlvwa.portal.areas.outlines import load_outlines
from tlvwa.portal.areas.postal_areas import PostalArea, load_postal_areas, read_postal_areas
from tlvwa.portal.areas.table import TableData, read_table
from tlvwa.portal.areas.villages import load_villages, read_villages
from tlvwa.portal.readmodels.journal import JournalOperation, current_journal

NAME = "gazetteer"  # names the text in the messages of errors


class IGazetteerStore(Interface):
    """The persistent gazetteer of one site."""


class Blob(Persistent):
    """A text in a database record of its own, so that writing one does not write the other."""

    def __init__(self, text: str = "") -> None:
        self.text = text


@implementer(IGazetteerStore)
class GazetteerStore(Persistent):
    """Areas, localities and postal codes in the format of ``areas.table``, villages, polygons as GeoJSON."""

    # Of a site that never imported any, the shipped ones are used.
    _villages: Blob | None = None
    _postal_areas: Blob | None = None
    _former: Blob | None = None
    # Of a site whose operators never corrected anything, there are none.
    _corrections: Blob | None = None

    def __init__(self) -> None:
        self._table = Blob()
        self._polygons = Blob()

    @property
    def table(self) -> str:
        """The areas, localities and postal codes, in the format of ``areas.table``."""
        return self._table.text

    @property
    def polygons(self) -> str:
        """The polygons of the municipalities as GeoJSON; empty if the shipped outlines are used."""
        return self._polygons.text

    @property
    def villages(self) -> str | None:
        """The villages in the format of ``areas.villages``; ``None`` if the shipped ones are used."""
        return None if self._villages is None else self._villages.text

    @property
    def postal_areas(self) -> str | None:
        """The postal areas in the format of ``areas.postal_areas``; ``None`` if the shipped ones are used."""
        return None if self._postal_areas is None else self._postal_areas.text

    @property
    def former(self) -> str | None:
        """The former municipalities as ``areas.former`` writes them; ``None``: the shipped ones are used."""
        return None if self._former is None else self._former.text

    @property
    def corrections(self) -> str:
        """The operators' corrections in the format of ``areas.corrections``; empty if there are none."""
        return "" if self._corrections is None else self._corrections.text

    def write(
        self,
        table: str | None = None,
        polygons: str | None = None,
        villages: str | None = None,
        postal_areas: str | None = None,
        former: str | None = None,
        corrections: str | None = None,
    ) -> bool:
        """Replace the texts that are given, and note it in the journal; False if nothing changed."""
        changed = False
        if villages is not None and villages != self.villages:
            self._villages, changed = Blob(villages), True
        if postal_areas is not None and postal_areas != self.postal_areas:
            self._postal_areas, changed = Blob(postal_areas), True
        if former is not None and former != self.former:
            self._former, changed = Blob(former), True
        if corrections is not None and corrections != self.corrections:
            self._corrections, changed = Blob(corrections), True
        for blob, text in ((self._table, table), (self._polygons, polygons)):
            if text is not None and text != blob.text:
                blob.text = text
                changed = True
        if changed:
            current_journal().append(JournalOperation.GAZETTEER)
        return changed


def gazetteer_store() -> GazetteerStore:
    """Return the gazetteer store of the current site."""
    store: GazetteerStore = getUtility(IGazetteerStore)
    return store


def read_gazetteer_table() -> TableData:
    """Read the table of the current site's gazetteer."""
    return read_table(gazetteer_store().table, NAME)


def read_site_villages() -> tuple[Locality, ...]:
    """Read the villages of the current site; the shipped ones if none were imported."""
    text = gazetteer_store().villages
    return load_villages() if text is None else read_villages(text, NAME)


def read_site_postal_areas() -> tuple[PostalArea, ...]:
    """Read the postal areas of the current site; the shipped ones if none were imported."""
    text = gazetteer_store().postal_areas
    return load_postal_areas() if text is None else read_postal_areas(text, NAME)


def read_site_former() -> tuple[FormerMunicipality, ...]:
    """Read the former municipalities of the current site; the shipped ones if none were imported."""
    text = gazetteer_store().former
    return load_former() if text is None else read_former(text, NAME)


def read_site_corrections() -> tuple[Correction, ...]:
    """Read the corrections of the operators of the current site."""
    text = gazetteer_store().corrections
    return read_corrections(text, NAME) if text else ()


def read_site_gazetteer(corrections: Sequence[Correction] | None = None) -> Gazetteer:
    """Build the gazetteer of the current site; with other ``corrections``, to try them."""
    data = read_gazetteer_table()
    return data.gazetteer(
        read_site_polygons(data),
        read_site_villages(),
        read_site_postal_areas(),
        read_site_former(),
        read_site_corrections() if corrections is None else corrections,
    )


def read_polygons(data: TableData) -> Polygons | None:
    """Read the imported polygons of the current site; ``None`` if the shipped outlines are used."""
    text = gazetteer_store().polygons
    return parse_polygons(text.encode(), NAME, data.areas) if text else None


def read_site_polygons(data: TableData) -> Polygons | None:
    """Read the polygons of the current site; the shipped outlines if none were imported.

    ``None`` if the shipped ones are of none of its areas.
    """
    return read_polygons(data) or load_outlines().polygons(data.areas)
