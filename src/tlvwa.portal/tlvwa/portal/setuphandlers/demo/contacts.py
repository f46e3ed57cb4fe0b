"""Contact data of the demo as fields of authorities: each piece with its source and day."""

from typing import Any

from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.offices import Office

# The fields of an entry that are one piece of contact data, by the codes of ``contact_sources``.
PIECES = {
    "address": ("street", "postal_code", "town"),
    "phones": ("phone",),
    "emails": ("email",),
    "website": ("url",),
    "opening_hours": ("opening_hours",),
}
REGISTER = "gv100ad-2025"  # names the town and the postal code where no list names a street
HEALTH_OFFICES = "rki-2026"
NO_STREET = (
    "Eine Straße ist hier nicht eingetragen: Die Quelle nennt nur ein Postfach. "
    "Fragen Sie vor einem Besuch am Telefon, wohin Sie gehen."
)


class ContactTables:
    """The shipped contact data, read once for all authorities."""

    def __init__(self) -> None:
        self._sources = data.table("sources")
        self._administrations = {row["key"]: row for row in data.rows("contacts")}
        self._health_offices = {row["key"]: row for row in data.rows("health_offices")}
        self._districts = {entry["key"]: entry for entry in data.districts()}

    def administration_fields(self, office: Office) -> dict[str, Any]:
        """Return the fields of an administration; without a row it has the town that the register names."""
        district = self._districts.get(office.district, {})
        web = {"url": office.website, "website_source": district.get("source")}
        register = {"postal_code": office.postal_code, "town": office.town}
        keys = (office.district, office.serves, office.area)
        row = next(
            (self._administrations[key] for key in keys if key in self._administrations), None
        )
        entry: dict[str, Any] = row or register | {"address_source": REGISTER}
        return self.entry_fields(entry if entry.get("url") else entry | web)

    def health_office_fields(self, office: Office) -> dict[str, Any]:
        """Return the fields of a health office; a post box is no place to go to."""
        row = self._health_offices[office.district]
        entry = row | {"source": HEALTH_OFFICES}
        if row["post_box"]:
            lines = (row["post_box"], f"{row['postal_code']} {row['town']}")
            entry |= {"postal_code": "", "postal_address": "\n".join(lines), "notice": NO_STREET}
        return self.entry_fields(entry)

    def entry_fields(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Return the fields for an entry of a data file.

        A piece is from the source that ``<piece>_source`` of the entry names, or ``source`` for all of them.
        """
        return {
            "street": entry.get("street", ""),
            "postal_code": entry.get("postal_code", ""),
            "town": entry.get("town", ""),
            "postal_address": entry.get("postal_address", ""),
            "phones": [{"number": entry["phone"], "label": ""}] if entry.get("phone") else [],
            "emails": [entry["email"]] if entry.get("email") else [],
            "website": entry.get("url") or None,
            "notice": entry.get("notice", ""),
            "contact_sources": [
                self._source_row(piece, entry.get(f"{piece}_source") or entry["source"])
                for piece, names in PIECES.items()
                if any(entry.get(name) for name in names)
            ],
        }

    def _source_row(self, piece, name):
        source = self._sources[name]
        return {"piece": piece, "source": source["title"], "as_of": source["as_of"], "url": None}
