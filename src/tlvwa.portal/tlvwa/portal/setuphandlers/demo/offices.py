"""The administrations of districts and municipalities, made from the gazetteer, and the health offices.

Names, seats and postal codes are the register's; what else is known of how to reach them is in ``contacts``.
"""

from dataclasses import dataclass

from tlvwa.portal.areas.model import THUERINGEN, AreaLevel, TextMark

UNIFIED = "EG "  # the register's mark before some names of an erfüllende Gemeinde


@dataclass(frozen=True, slots=True)
class Office:
    """One generated administration.

    ``classes`` are the words by which rules address it; ``serves`` is the area its rules are for,
    ``area`` its own.
    """

    id: str
    title: str
    kind: str
    area: str
    serves: str
    classes: frozenset[str]
    postal_code: str
    town: str
    website: str = ""
    district: str = ""  # the key of the district whose administration it is, or is a part of


def district_offices(gazetteer, districts):
    """The administrations of the 22 districts; an independent city's is also a municipality's."""
    for entry in districts:
        district = gazetteer.area(entry["key"])
        city = gazetteer.canonical_key(district.key) != district.key
        municipality = gazetteer.area(gazetteer.canonical_key(district.key)) if city else district
        yield Office(
            id=slug(entry["title"]),
            title=entry["title"],
            kind="city" if city else "district",
            area=municipality.key,
            serves=municipality.key,
            classes=frozenset(
                {"kreis", "kreisfrei", "gemeinde"} if city else {"kreis", "landkreis"}
            ),
            postal_code=municipality.postal_code,
            town=municipality.seat or municipality.name,
            website=entry.get("url", ""),
            district=district.key,
        )


def health_offices(rows, administrations):
    """The health offices, each a part of the administration of its district and for the same area."""
    by_district = {office.district: office for office in administrations if office.district}
    for row in rows:
        whole = by_district[row["key"]]
        yield Office(
            id=slug(f"gesundheitsamt-{whole.id.partition('-')[2]}"),
            title=f"{whole.title} – {row['department']}",
            kind="unit",
            area=whole.area,
            serves=whole.serves,
            classes=frozenset({"gesundheitsamt"}),
            postal_code=row["postal_code"],
            town=row["town"],
            district=whole.district,
        )


def municipal_offices(gazetteer, day):
    """The administrations of all municipalities outside the independent cities, each once."""
    for area in sorted(gazetteer.areas(), key=lambda area: area.key):
        if area.key[:2] != THUERINGEN or not area.exists_on(day):
            continue
        if area.level is AreaLevel.VERBAND:
            yield _association(gazetteer, area, day)
        elif _stands_alone(gazetteer, area):
            yield _municipality(area, area.key)


def _stands_alone(gazetteer, area):
    """Whether a municipality outside the independent cities belongs to no association."""
    levels_above = {area_above.level for area_above in gazetteer.path(area.key)}
    own = area.level is AreaLevel.GEMEINDE and area.text_mark != TextMark.KREISFREIE_STADT
    return own and AreaLevel.VERBAND not in levels_above


def _association(gazetteer, area, day):
    if area.text_mark == TextMark.ERFUELLENDE_GEMEINDE:
        acting = next(
            gazetteer.area(key)
            for key in gazetteer.municipalities(area.key, day)
            if gazetteer.area(key).name == area.name.removeprefix(UNIFIED)
        )
        return _municipality(acting, area.key)
    return Office(
        id=slug(f"verwaltungsgemeinschaft-{area.name}"),
        title=f"Verwaltungsgemeinschaft {area.name}",
        kind="association",
        area=area.key,
        serves=area.key,
        classes=frozenset({"gemeinde"}),
        postal_code=area.postal_code,
        town=area.seat,
    )


def _municipality(area, serves):
    word = "Stadtverwaltung" if area.text_mark == TextMark.STADT else "Gemeindeverwaltung"
    return Office(
        id=slug(f"{word}-{area.name}-{area.key[2:5]}"),
        title=f"{word} {area.name}",
        kind="municipality",
        area=area.key,
        serves=serves,
        classes=frozenset({"gemeinde"}),
        postal_code=area.postal_code,
        town=area.seat or area.name,
    )


def slug(title):
    """A short name for the URL."""
    from plone.i18n.normalizer import idnormalizer

    return idnormalizer.normalize(title, max_length=80)
