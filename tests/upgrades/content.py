"""What a specimen holds: some of each content type, and something in each store beside the content."""

from datetime import date, datetime, timedelta

import transaction
from plone import api
from zope.annotation.interfaces import IAnnotations

from tlvwa.portal.common.clock import BERLIN
from tlvwa.portal.content.publication.files.readings import KEY, StoredReading
from tlvwa.portal.finder.reform.proposals import RecordFate
from tlvwa.portal.jobs.run import run_jobs
from tlvwa.portal.linkcheck.results import CheckResult, LinkState, LinkStatus
from tlvwa.portal.linkcheck.store import site_links
from tlvwa.portal.reforms.annotations import store_decisions
from tlvwa.portal.setuphandlers.demo.mail import keep_mail_here
from tlvwa.portal.subscriptions.store import site_subscriptions

from ..factories import (
    DOG_TAX,
    EISENBERG,
    GOESEN,
    JENA,
    SAALE_HOLZLAND,
    authority,
    campaign,
    folder,
    funding_programme,
    online_service,
    outside_a_request,
    portal_of,
    public_form,
    publication,
    reform,
    responsibility,
    rich,
    service,
    service_form,
    signpost,
    specialisation,
    text_variant,
    withdraw,
)

DAY = date(2026, 11, 25)
WORKING, BROKEN = "https://example.org/online", "https://example.org/fort"
SETTINGS = {
    "tlvwa.portal.confirm_within_days": 90,
    "tlvwa.portal.topics": ["tiere|Tiere"],
    "tlvwa.portal.search_compounds": ["Hunde Steuer"],
    "tlvwa.portal.search_rules": "begriff,richtung,bedeutet\nWauwau,>,Hund\n",
}


def build(portal, clock):
    """Fill an empty site, as of two days of November 2026."""
    clock(2026, 11, 25, 9)
    for name, value in SETTINGS.items():
        api.portal.set_registry_record(name, value)
    dog_tax = _services(folder(portal, "leistungen", title="Leistungen"))
    jena = _authorities(folder(portal, "behoerden", title="Behörden"), dog_tax)
    _other_content(portal)
    _links()
    _subscriptions()
    keep_mail_here(portal)
    _run_jobs()
    clock(2026, 11, 26, 9)
    jena.phones = [{"label": "Zentrale", "number": "+49 3641 490"}]
    jena.reindexObject()
    _run_jobs()


def _services(container):
    dog_tax = service(
        container,
        title="Hundesteuer",
        leika_keys=[DOG_TAX],
        topics=["tiere"],
        coverage="land",
        full_text=rich("<p>Wer einen Hund hält, meldet ihn an.</p>"),
        legal_basis=[{"title": "§ 5 ThürKAG", "url": "https://example.org/kag"}],
    )
    text_variant(dog_tax, title="Dog tax")
    service(container, "markt", title="Marktstand", coverage="land")
    withdraw(service(container, "alt", title="Nicht mehr"))
    service(container, "entwurf", title="Noch nicht", publish=False)
    return dog_tax


def _authorities(container, dog_tax):
    jena = authority(container, "jena", title="Stadt Jena", area=JENA, website=BROKEN)
    jena.manage_setLocalRoles("municipality", ["Kommunalredaktion"])
    jena.reindexObjectSecurity()
    responsibility(jena, dog_tax, title="Hundesteuer", legal_basis="§ 5 ThürKAG")
    specialisation(
        jena, dog_tax, title="Hundesteuer in Jena", notes_text=rich("<p>Im Rathaus.</p>")
    )
    online_service(jena, title="Hund anmelden", url=WORKING)
    service_form(jena, title="Anmeldung")
    district = authority(container, "kreis", title="Landratsamt", area=SAALE_HOLZLAND)
    responsibility(district, dog_tax, title="Hundesteuer")
    eisenberg = authority(container, "eisenberg", title="Stadt Eisenberg", area=EISENBERG)
    responsibility(eisenberg, dog_tax, title="Entwurf", publish=False)
    return jena


def _other_content(portal):
    report = publication(portal, title="Jahresbericht", abstract=rich("<p>Zahlen.</p>"))
    # As reading a file leaves it; the file itself would be a blob.
    reading = IAnnotations(report)[KEY] = StoredReading()
    reading.digest, reading.pages, reading.text.text = "0" * 64, 2, "Zahlen des Jahres"
    report.reindexObject()
    funding_programme(portal, title="Dorferneuerung")
    citizens = portal_of(portal, title="Bürger")
    campaign(citizens, title="Aktionstag")
    signpost(citizens, title="Wegweiser")
    public_form(portal, title="Kontakt")
    planned = reform(portal, ((GOESEN,), EISENBERG, ""), title="Gösen zu Eisenberg")
    store_decisions(planned, {"rule": RecordFate.END})


def _links():
    moment = datetime(2026, 11, 25, 8, tzinfo=BERLIN)
    store = site_links()
    store.put(WORKING, LinkState(moment, CheckResult(LinkStatus.OK, 200)))
    gone = CheckResult(LinkStatus.GONE, 404)
    store.put(BROKEN, LinkState(moment, gone, DAY - timedelta(days=3)))


def _subscriptions():
    store = site_subscriptions()
    token = store.request("a@example.org", f"area={JENA}", "de", DAY)
    store.confirm(token, 0, DAY)
    store.request("b@example.org", f"area={JENA}", "de", DAY)


def _run_jobs():
    """Count the ledger, note changes, as a timer does every night."""
    transaction.commit()
    done = outside_a_request(run_jobs)
    failed = [name for name, count in done.items() if count is None]
    if failed:
        raise RuntimeError(f"jobs failed: {failed}")
