"""One object of each content type of ours, with something in every field."""

from datetime import date, time

from plone.namedfile.file import NamedBlobFile, NamedBlobImage

from ..factories import (
    DOG_TAX,
    EISENBERG,
    GOESEN,
    JENA,
    WEIMAR,
    authority,
    campaign,
    funding_programme,
    online_service,
    portal_of,
    publication,
    reform,
    responsibility,
    rich,
    service,
    service_form,
    signpost,
    specialisation,
    text_variant,
)
from .test_portal import PIXEL

LAST_YEAR, NEXT_YEAR = date(2025, 11, 3), date(2027, 12, 30)
NAMES = {"identifier": "kennung-4711", "agency_id": "L100041"}
PERIOD = {"valid_from": LAST_YEAR, "valid_to": NEXT_YEAR}
FACTS = {
    "documents": [{"title": "Ausweis", "description": "gültig", "required": True}],
    "fees": [{"kind": "fixed", "amount": "12", "description": "je Hund"}],
    "deadlines": [{"duration": 2, "unit": "week", "description": "nach Anschaffung"}],
    "processing_times": [{"duration": 3, "unit": "day", "description": "im Mittel"}],
}
LAWS = [{"title": "§ 5 ThürKAG", "url": "https://example.org/gesetz"}]


def texts(*names):
    """A rich text for each of some fields."""
    return {name: rich(f"<p>Hier steht {name}.</p>") for name in names}


LOCAL_TEXTS = ("full_text", "requirements_text", "procedure_text", "notes_text", "documents_text")
SERVICE_TEXTS = (
    *LOCAL_TEXTS,
    *("legal_text", "remedy_text", "author_text", "responsible_text", "contact_text"),
    *("short_text", "forms_text", "further_text"),
)


def filled_objects(portal):
    """The objects by a name; of some types several, since not all fields have a meaning together."""
    other = service(portal, "gewerbe", title="Gewerbe", reviewed=True)
    parent = service(portal, "abgaben", title="Abgaben", reviewed=True)
    dogs = service(
        portal,
        leika_keys=[DOG_TAX],
        leika_name="Hundesteuer Festsetzung",
        synonyms=["Hund anmelden"],
        audience=["citizens"],
        topics=["tiere"],
        legal_basis=LAWS,
        reviewed=True,
        released_by="Referat 240",
        released_on=LAST_YEAR,
        place_of_reference="home",
        coverage="areas",
        coverage_areas=[JENA],
        criteria=[
            {
                "name": "rasse",
                "label": "Welche Rasse hat der Hund?",
                "kind": "choice",
                "help": "Steht im Impfpass.",
                "options": "klein|klein\ngross|groß",
            }
        ],
        leika_type="2",
        trust_level="10",
        parent_service=parent.UID(),
        related_services=[other.UID()],
        **texts(*SERVICE_TEXTS),
        **FACTS,
        **NAMES,
    )
    office = authority(
        portal,
        kind="city",
        area=JENA,
        further_areas=[EISENBERG],
        members=[JENA, EISENBERG],
        notice="Eingang im Hof",
        street="Am Anger 15",
        address_addition="Haus 2",
        postal_code="07743",
        town="Jena",
        postal_address="Postfach 100338\n07703 Jena",
        latitude=50.93,
        longitude=11.59,
        phones=[{"number": "03641 49-0", "label": "Zentrale"}],
        emails=["amt@example.org"],
        website="https://example.org/amt",
        number_115="no",
        appointment_url="https://example.org/termin",
        contact_sources=[
            {
                "piece": "address",
                "source": "Statistische Ämter",
                "as_of": LAST_YEAR,
                "url": "https://example.org/liste",
            }
        ],
        special_periods=[
            {
                "first": date(2026, 1, 1),
                "last": date(2030, 1, 1),
                "label": "Umbau",
                "opens": time(8),
                "closes": time(9),
            }
        ],
        by_appointment=True,
        hours_note="Bitte klingeln",
        corpus_christi="holiday",
        accessibility="Aufzug",
        public_transport="Linie 1",
        payment="Girokarte",
        synonyms=["Rathaus"],
        **texts("full_text"),
        **NAMES,
    )
    online = online_service(
        office, provider="Stadt Jena", trust_level="10", **texts("full_text"), **NAMES
    )
    form = service_form(office, **NAMES)
    pdf_form = service_form(
        office, "formular-pdf", url=None, file=NamedBlobFile(b"%PDF-1.4", filename="antrag.pdf")
    )
    record = {
        "areas": [EISENBERG],
        "legal_basis": "§ 2 Mustergesetz",
        "sphere": "own",
        "confirmed_on": LAST_YEAR,
        "checked_against": "Hauptsatzung",
        "source_date": LAST_YEAR,
        "exceptions_possible": True,
        "known_exceptions": "Gotha macht es selbst.",
        "criterion": "rasse",
        "values": ["klein"],
        "overlap_reason": "Beide Ämter",
        "overlap_until": NEXT_YEAR,
        "example": True,
    } | PERIOD
    rule = responsibility(office, dogs, name="regel", **record)
    referral = responsibility(
        office,
        dogs,
        name="verweis",
        effect="referred",
        refers_to=authority(portal, "anderes", WEIMAR).UID(),
        reason="Das macht Weimar.",
    )
    agreed = responsibility(
        office,
        dogs,
        name="vereinbarung",
        areas=[WEIMAR],
        known_since=LAST_YEAR,
        agreement="mandating",
        principal=portal.anderes.UID(),
        legal_basis="Zweckvereinbarung, Amtsblatt 3/2025",
    )
    by_status = responsibility(office, dogs, name="nach-status", area_status="large_district_town")
    offer = responsibility(
        office, dogs, name="onlinedienst", role="online_service", target=online.UID()
    )
    # Forms are followed only if a record names them.
    for target in (form, pdf_form):
        responsibility(office, dogs, name=f"zu-{target.id}", role="form", target=target.UID())
    local = specialisation(
        office,
        dogs,
        areas=[JENA],
        replaces=["03"],
        example=True,
        **PERIOD,
        **texts(*LOCAL_TEXTS),
        **FACTS,
        **NAMES,
    )
    older = publication(portal, "alter-bericht", title="Alter Bericht")
    report = publication(
        portal,
        data=b"%PDF-1.4",
        subtitle="Kurzfassung",
        accessible=True,
        issued=LAST_YEAR,
        publisher=office.UID(),
        authors=["Erika Muster"],
        keywords=["Haushalt"],
        document_language="de",
        orderable=True,
        notice="Gedruckt vergriffen",
        cover=NamedBlobImage(PIXEL, filename="bild.png"),
        cover_text="Ein Rathaus",
        valid_from=LAST_YEAR,
        valid_until=NEXT_YEAR,
        replaces=[older.UID()],
        withdrawn_on=date(2026, 3, 1),
        withdrawn_reason="Zahlen veraltet",
        series="Berichte",
        number="7/2025",
        isbn="978-3-16-148410-0",
        issn="0378-5955",
        related_services=[dogs.UID()],
        **texts("abstract"),
        **NAMES,
    )
    grant = {
        "rate": 80.0,
        "ceiling": 5000,
        "amount_note": "je Vorhaben",
        "periods": [{"label": "Frühjahr", "opens": LAST_YEAR, "closes": NEXT_YEAR}],
        "notice": "Mittel sind knapp",
        "legal_basis": LAWS,
        "directive": older.UID(),
        "publications": [report.UID()],
        "team": office.UID(),
    } | NAMES
    grant |= texts("purpose", "applicants", "objects")
    return {
        "service": dogs,
        "authority": office,
        "supervising authority": authority(
            portal,
            "aufsicht",
            supervising=True,
            opening_hours=[
                {"weekday": day, "opens": time(9), "closes": time(12), "note": "mit Termin"}
                for day in range(7)
            ],
        ),
        "online service": online,
        "form elsewhere": form,
        "form here": pdf_form,
        "rule": rule,
        "referral": referral,
        "agreement": agreed,
        "by status": by_status,
        "offer": offer,
        "specialisation": local,
        "publication": report,
        "grant": funding_programme(portal, application_path="amt", **grant),
        "grant by target": funding_programme(portal, "dienst", application_target=online.UID()),
        "grant by address": funding_programme(
            portal, "adresse", application_url="https://example.org/antrag"
        ),
        "campaign for a service": campaign(
            portal,
            service=dogs.UID(),
            image=NamedBlobImage(PIXEL, filename="bild.png"),
            image_alt="Ein Hund",
            **texts("full_text"),
        ),
        "campaign with a link": campaign(portal, "link", link="https://example.org/aktion"),
        "portal": portal_of(
            portal,
            audience="citizens",
            needed_services=[dogs.UID()],
            online_services=[online.UID()],
            **texts("full_text"),
        ),
        "signpost": signpost(
            portal, entries=[{"title": "Hund", "direction": "here"}], **texts("full_text")
        ),
        "text variant": text_variant(dogs, synonyms=["dog tax"], **texts("full_text")),
        "reform in steps": reform(
            portal,
            ([GOESEN], EISENBERG, "Eisenberg"),
            law="ThürGNGG",
            source="GVBl. S. 1",
            staying=[{"services": DOG_TAX, "areas": GOESEN, "until": date(2090, 6, 1)}],
        ),
        "reform by register": reform(
            portal, name="register", register=NamedBlobFile(b"10", filename="gv.txt"), land="16"
        ),
    }
