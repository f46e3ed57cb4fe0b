"""Builds the demo content through Plone's own API: published, in one transaction."""

from itertools import groupby

from plone import api
from plone.app.textfield import RichTextValue
from plone.dexterity.utils import createContent

from tlvwa.portal.common.clock import today
from tlvwa.portal.common.progress import step, steps
from tlvwa.portal.common.settings import TOPICS
from tlvwa.portal.common.urls import FINDER, first_root, has_root_folders
from tlvwa.portal.content.authority.contact_values import current_value, value_digest
from tlvwa.portal.content.service.modules import FIELD_OF_CODE
from tlvwa.portal.finder.records import Role
from tlvwa.portal.openinghours import from_json
from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table
from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.contacts import ContactTables
from tlvwa.portal.setuphandlers.demo.offices import (
    district_offices,
    health_offices,
    municipal_offices,
)
from tlvwa.portal.setuphandlers.demo.portal import fill_portals
from tlvwa.portal.setuphandlers.demo.publications import add_publications
from tlvwa.portal.setuphandlers.demo.referrals import service_entry
from tlvwa.portal.setuphandlers.demo.rules import responsibilities
from tlvwa.portal.workflow.publishing import add_many_published, add_published, create_published

HEADER_LINE = "Demonstration – keine amtliche Website"
SERVICE_FIELDS = (
    *("leika_keys", "audience", "topics", "synonyms", "documents", "fees", "deadlines"),
    *("legal_basis", "place_of_reference", "coverage"),
)
SPECIALISATION_FIELDS = (
    *("id", "title", "areas", "replaces", "documents", "fees", "deadlines", "example"),
)


def install(tool):
    """The demo's content, in the site that ``tool`` (portal_setup) belongs to."""
    portal = api.portal.get()
    gazetteer = read_gazetteer_table().gazetteer()
    _set_topics()
    _show_finder_first(portal)
    api.portal.set_registry_record("tlvwa.portal.header_line", HEADER_LINE)
    api.portal.set_registry_record("tlvwa.portal.header_flag", False)
    services = _services(_folder(portal, "leistungen", "Leistungen von A bis Z", "leistungen-a-z"))
    authorities = _folder(portal, "behoerden", "Behörden von A bis Z", "behoerden-a-z")
    contacts = ContactTables()
    generated = _administrations(authorities, gazetteer, contacts)
    districts = {office.district: holder for office, holder in generated if office.district}
    administrations = {office.area: holder for office, holder in generated}
    named = _named_authorities(authorities, administrations | districts, contacts)
    generated += _health_offices(generated, contacts)
    api.portal.set_registry_record("tlvwa.portal.own_authority", named["tlvwa"].UID())
    targets = _targets(named)
    _add_records(responsibilities(services, named, generated, targets))
    step("Örtliche Angaben und Publikationen")
    _specialisations(services, administrations)
    by_id = {name: obj for name, (_entry, obj) in services.items()}
    add_publications(first_root(portal), named, by_id)
    if has_root_folders():
        fill_portals(portal, by_id, {entry["id"]: target for entry, _role, target in targets})


def _folder(portal, name, title, layout):
    """What all languages share; the sections that lead there lie in the root folders."""
    folder = create_published(
        portal, "Folder", id=name, title=title, exclude_from_nav=has_root_folders()
    )
    folder.setLayout(layout)
    return folder


def _show_finder_first(portal):
    """As the first page of a site that has no root folders with first pages of their own."""
    if not has_root_folders():
        portal.setLayout(FINDER)


def _set_topics():
    lines = [
        f"{topic['id']}|{topic['label']}|en={topic['en']}"
        for topic in data.table("topics")["topics"]
    ]
    api.portal.set_registry_record(TOPICS, lines)


def _rich(html):
    return RichTextValue(html, "text/html", "text/x-html-safe")


def _services(folder):
    """All services, by id: ``(entry of the data file, object)``."""
    entries = [*data.services(), *map(service_entry, data.referrals())]
    entries.sort(key=lambda entry: entry["title"].casefold())
    services = {
        entry["id"]: (entry, _service(folder, entry)) for entry in steps("Leistungen", entries)
    }
    for entry, service in services.values():
        if "related" in entry:
            service.related_services = [services[name][1].UID() for name in entry["related"]]
    return services


def _service(folder, entry):
    fields = {name: entry[name] for name in SERVICE_FIELDS if name in entry} | _modules(entry)
    if "processing_time" in entry:
        fields["processing_times"] = [entry["processing_time"]]
    service = create_published(
        folder,
        "tlvwa.portal.Service",
        id=entry["id"],
        title=entry["title"],
        description=entry["teaser"],
        leika_name=entry.get("name", ""),
        leika_type=entry.get("typisierung"),
        criteria=[_criterion(row) for row in entry.get("criteria", ())],
        **fields,
    )
    for variant in entry.get("variants", ()):
        _variant(service, variant)
    return service


def _modules(entry):
    """The text modules of an entry by the names of their fields."""
    return {FIELD_OF_CODE[code]: _rich(html) for code, html in entry.get("modules", {}).items()}


def _specialisations(services, administrations):
    """What administrations, by the keys of their areas, say themselves of services, by id."""
    for entry in data.table("specialisations")["specialisations"]:
        fields = {name: entry[name] for name in SPECIALISATION_FIELDS if name in entry}
        create_published(
            administrations[entry["office"]],
            "tlvwa.portal.Specialisation",
            service=services[entry["service"]][1].UID(),
            **fields,
            **_modules(entry),
        )


def _criterion(row):
    options = "\n".join(f"{option['value']}|{option['label']}" for option in row.get("options", ()))
    return {
        "name": row["name"],
        "label": row["label"],
        "kind": row["kind"],
        "help": row.get("help", ""),
        "options": options,
    }


def _variant(container, entry):
    create_published(
        container,
        "tlvwa.portal.TextVariant",
        id=entry["language"],
        title=entry["title"],
        description=entry.get("teaser", ""),
        variant_language=entry["language"],
        synonyms=entry.get("synonyms", []),
        full_text=_rich(entry["text"]),
    )


def _administrations(folder, gazetteer, contacts):
    """The administrations of districts and municipalities, each with the office that it is made from."""
    offices = [
        *district_offices(gazetteer, data.districts()),
        *municipal_offices(gazetteer, today()),
    ]
    offices.sort(key=lambda office: office.title.casefold())
    contents = (
        _office(office, contacts.administration_fields(office))
        for office in steps("Behörden", offices)
    )
    return list(zip(offices, add_many_published(folder, contents), strict=True))


def _health_offices(administrations, contacts):
    """The health offices in the administrations of their districts, each with its office."""
    containers = {office.district: holder for office, holder in administrations if office.district}
    whole = [office for office, _holder in administrations]
    return [
        (
            office,
            add_published(
                containers[office.district],
                _office(office, contacts.health_office_fields(office), synonyms=["Gesundheitsamt"]),
            ),
        )
        for office in health_offices(data.rows("health_offices"), whole)
    ]


def _named_authorities(folder, administrations, contacts):
    """The authorities of the data files, by id, beside the ``administrations`` by the keys of areas.

    A part lies in its parent, another authority or an administration.
    """
    named = dict(administrations)
    for entry in data.authorities():
        container = named.get(entry.get("parent"), folder)
        named[entry["id"]] = add_published(
            container, _authority(contacts.entry_fields(entry), **_authority_fields(entry))
        )
    return named


def _authority_fields(entry):
    return {
        "id": entry["id"],
        "title": entry["title"],
        "kind": entry["kind"],
        "description": entry["description"],
        "area": entry.get("area") or None,
        "members": list(entry.get("members", ())),
        "supervising": entry.get("supervising", False),
    } | _hours_fields(from_json(entry.get("opening_hours", {})))


def _hours_fields(hours):
    return {
        "opening_hours": [
            {
                "weekday": row.weekday,
                "week_of_month": row.week_of_month,
                "opens": row.opens,
                "closes": row.closes,
                "note": row.note,
            }
            for row in hours.rows
        ],
        "special_periods": [row for period in hours.periods for row in _period_rows(period)],
        "by_appointment": hours.by_appointment,
        "hours_note": hours.note,
    }


def _period_rows(period):
    """Return the rows of the form for a period: one a stretch, or one without times."""
    whole = {
        "first": period.first,
        "last": period.last,
        "label": period.label,
        "by_appointment": period.by_appointment,
        "on_holidays": period.on_holidays,
    }
    stretches = [
        {
            "days": str(row.weekday),
            "week_of_month": row.week_of_month,
            "opens": row.opens,
            "closes": row.closes,
        }
        for row in period.rows
    ]
    return [whole | stretch for stretch in stretches or [{}]]


def _office(office, contact, **fields):
    return _authority(
        contact,
        id=office.id,
        title=office.title,
        kind=office.kind,
        area=office.area,
        further_areas=[office.serves] if office.serves != office.area else [],
        **fields,
    )


def _authority(contact, **fields):
    """A new authority. Its contact data is no editor's entry: a newer list replaces it."""
    authority = createContent("tlvwa.portal.Authority", **fields, **contact)
    pieces = sorted(row["piece"] for row in authority.contact_sources)
    authority.imported_contacts = tuple(
        (piece, value_digest(current_value(authority, piece))) for piece in pieces
    )
    return authority


def _add_records(rules):
    """A record for each ``(holder, title, fields)``, those of one holder in one go."""

    def path(rule):
        return rule[0].getPhysicalPath()

    for _path, group in groupby(steps("Zuständigkeiten", sorted(rules, key=path)), path):
        of_one = list(group)
        records = [
            createContent("tlvwa.portal.Responsibility", title=title, **fields)
            for _holder, title, fields in of_one
        ]
        add_many_published(of_one[0][0], records)


def _targets(named):
    """Online services and forms, each in the authority that provides it: ``(entry, role, object)``."""
    targets = []
    for name, role, portal_type in (
        ("online_services", Role.ONLINE_SERVICE.value, "tlvwa.portal.OnlineService"),
        ("forms", Role.FORM.value, "tlvwa.portal.ServiceForm"),
    ):
        for entry in data.table(name).get(name, ()):
            target = create_published(
                named[entry["provider"]],
                portal_type,
                id=entry["id"],
                title=entry["title"],
                description=entry.get("description", ""),
                url=entry["url"],
            )
            targets.append((entry, role, target))
    return targets
