"""A small directory made by hand, on real keys of Thüringen."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

from tlvwa.portal.linkcheck.results import CheckResult, LinkStatus, state_after
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.readmodels.nodes import BERLIN

from .. import factories
from ..content_fixtures import content_fixture
from ..factories import ASSOCIATION, DOG_TAX, JENA, SAALE_HOLZLAND, WEIMAR
from ..pdf import pdf

CAR_KEY, ROAD_KEY, SHARED_KEY = "99036008012000", "99091001000000", "99012001000000"
PENSION_KEY = "99114013002000"


def _services(folder):
    road = {
        "name": "strasse",
        "label": "Um welche Straße geht es?",
        "kind": "choice",
        "help": "Es steht auf dem Schild.",
        "options": "land|Landesstraße\ngemeinde|Gemeindestraße",
    }
    common = {"coverage": "land", "audience": ["citizens"]}
    dog_tax = factories.service(
        folder,
        title="Hundesteuer anmelden",
        description="Wer einen Hund hält, meldet ihn an.",
        leika_keys=[DOG_TAX],
        synonyms=["Hund"],
        **common,
    )
    car = factories.service(folder, "kfz", title="Kfz zulassen", leika_keys=[CAR_KEY], **common)
    works = factories.service(
        folder, "aufgrabung", title="Straße aufgraben", leika_keys=[ROAD_KEY], criteria=[road]
    )
    twins = [
        factories.service(
            folder, name, title=title, leika_keys=[SHARED_KEY], audience=["businesses"]
        )
        for name, title in (("bau", "Bauantrag"), ("abriss", "Abbruch anzeigen"))
    ]
    draft = factories.service(folder, "entwurf", title="Geheimer Entwurf", publish=False)
    pension = factories.service(
        folder, "rente", title="Rente beantragen", leika_keys=[PENSION_KEY], coverage="federal"
    )
    return SimpleNamespace(
        dog_tax=dog_tax, car=car, works=works, twins=twins, draft=draft, pension=pension
    )


def _offices(folder):
    eisenberg = factories.authority(
        folder,
        "eisenberg",
        title="Stadtverwaltung Eisenberg",
        area=ASSOCIATION,
        street="Markt 27",
        postal_code="07607",
        town="Eisenberg",
    )
    jena = factories.authority(
        folder,
        "jena",
        title="Stadt Jena",
        area=JENA,
        phones=[{"number": "03641 49-0 oder -15", "label": "Zentrale"}],
        contact_sources=[
            {
                "piece": "phones",
                "source": "Musterverzeichnis",
                "as_of": date(2025, 1, 31),
                "url": "",
            },
            {"piece": "opening_hours", "source": "", "as_of": date(2024, 1, 31), "url": ""},
            {
                "piece": "emails",
                "source": "ohne Angabe dazu",
                "as_of": date(2025, 1, 31),
                "url": "",
            },
        ],
        opening_hours=[
            {"weekday": 1, "opens": time(9), "closes": time(12)},
            {"weekday": 5, "week_of_month": 1, "opens": time(9), "closes": time(12)},
        ],
        by_appointment=True,
    )
    district = factories.authority(
        folder, "landratsamt", title="Landratsamt Saale-Holzland-Kreis", area=SAALE_HOLZLAND
    )
    draft = factories.authority(folder, "entwurf", title="Geheimes Amt", publish=False)
    insurance = factories.authority(folder, "rv", title="Rentenversicherung", area="00")
    land = factories.authority(folder, "land", title="Landesamt", area="16", supervising=True)
    return SimpleNamespace(
        eisenberg=eisenberg,
        jena=jena,
        district=district,
        draft=draft,
        insurance=insurance,
        land=land,
    )


def _records(services, offices):
    tax, car, works = services.dog_tax, services.car, services.works
    own = {"sphere": "own", "legal_basis": "§ 5 ThürKAG"}
    factories.responsibility(offices.eisenberg, tax, name="hund", **own)
    factories.responsibility(offices.jena, tax, name="hund", **own)
    factories.responsibility(offices.jena, car, name="kfz", **factories.UNCHECKED)
    factories.responsibility(offices.district, car, *services.twins, name="kfz")
    factories.responsibility(
        offices.district, works, name="land", criterion="strasse", values=["land"]
    )
    fields = {"criterion": "strasse", "values": ["gemeinde"]}
    factories.responsibility(offices.eisenberg, works, name="strasse", **fields)
    fields = {
        "areas": [WEIMAR],
        "reason": "Weimar erhebt sie nicht.",
        "valid_to": date(2027, 3, 31),
    }
    factories.responsibility(offices.jena, tax, name="weimar", effect="not_offered", **fields)
    fields = {
        "areas": [WEIMAR],
        "refers_to": offices.jena.UID(),
        "valid_from": date(2026, 10, 1),
    }
    factories.responsibility(offices.jena, car, name="verweis", effect="referred", **fields)
    fields = {"refers_to": offices.insurance.UID(), "reason": "Das machen nicht wir."}
    factories.responsibility(offices.land, services.pension, effect="referred", **fields)
    target = factories.online_service(offices.jena, "i-kfz", title="i-Kfz")
    fields = {"role": "online_service", "target": target.UID(), "areas": ["16"]}
    factories.responsibility(offices.jena, car, name="online", **fields)
    factories.responsibility(offices.draft, tax, name="x", areas=[JENA], publish=False)


def _publications(folder, offices):
    common = {"publisher": offices.jena.UID(), "keywords": ["Wald"]}
    old = factories.publication(
        folder, "waldbericht-2024", title="Waldbericht 2024", issued=date(2024, 5, 1), **common
    )
    factories.publication(
        folder,
        "waldbericht-2026",
        title="Waldbericht 2026",
        description="Wie es dem Wald geht.",
        issued=date(2026, 5, 1),
        authors=["Erika Beispiel"],
        replaces=[old.UID()],
        data=pdf("Wald", "Wiese"),
        **common,
    )
    factories.publication(folder, "flyer", title="Flyer", kind="broschuere", document_language="en")
    factories.publication(
        folder, "verein", title="Vom geheimen Amt", publisher=offices.draft.UID(), publish=True
    )
    factories.publication(folder, "entwurf", title="Geheime Publikation", publish=False)


def _broken_link(address):
    """It is not found since 12 November."""
    start = datetime(2026, 11, 12, 3, tzinfo=BERLIN)
    once = state_after(None, CheckResult(LinkStatus.GONE, 404), start, 30)
    again = state_after(once, CheckResult(LinkStatus.GONE, 404), start + timedelta(days=8), 30)
    site_links().put(address, again)


@content_fixture
def world(portal, clock):
    """Services, offices and their records, and a broken link; the day is 23 November 2026."""
    clock(2026, 11, 23, 12)
    services = _services(factories.folder(portal, "leistungen", title="Leistungen"))
    offices = _offices(factories.folder(portal, "behoerden", title="Behörden"))
    _records(services, offices)
    _broken_link("https://example.org/online")
    _publications(factories.folder(portal, "publikationen", title="Publikationen"), offices)
    return SimpleNamespace(portal=portal, services=services, offices=offices)
