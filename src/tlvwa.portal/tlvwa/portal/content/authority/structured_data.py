"""Structured data of an authority: schema.org as JSON-LD."""

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.linked_data import without_empty_values
from tlvwa.portal.openinghours import schema_org as hours_of_schema_org

SCHEMA = "https://schema.org"


def schema_org(office):
    """Return the JSON-LD of an authority from its ``OfficeCard``."""
    payload, address = office.payload, office.payload.address
    postal_address = without_empty_values(
        {
            "streetAddress": ", ".join(filter(None, (address.street, address.addition))),
            "postalCode": address.postal_code,
            "addressLocality": address.town,
        }
    )
    return without_empty_values(
        {
            "@context": SCHEMA,
            "@type": "GovernmentOffice",
            "@id": office.url,
            "url": office.url,
            "name": office.title,
            "description": payload.description,
            "address": {"@type": "PostalAddress", **postal_address} if postal_address else "",
            "geo": _geo(payload.point),
            "telephone": [
                phone["url"].removeprefix("tel:") or phone["number"] for phone in office.phones
            ],
            "email": list(payload.emails),
            "sameAs": payload.website,
            "openingHoursSpecification": (
                hours_of_schema_org(office.hours, today()) if office.hours else []
            ),
        }
    )


def _geo(point):
    if point is None:
        return ""
    latitude, longitude = point
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
