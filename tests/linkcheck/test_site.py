"""The links of a site: checked by the job where it is switched on, only those that the public sees."""

import pytest
import transaction
from plone import api

from tlvwa.portal.common.clock import today
from tlvwa.portal.jobs.run import run_jobs
from tlvwa.portal.linkcheck import site
from tlvwa.portal.linkcheck.results import LinkStatus
from tlvwa.portal.linkcheck.run import Pace
from tlvwa.portal.linkcheck.sources import public_links
from tlvwa.portal.linkcheck.store import site_links

from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    campaign,
    funding_programme,
    make,
    models,
    online_service,
    outside_a_request,
    portal_of,
    publication,
    rich,
    service,
    service_form,
    specialisation,
    text_variant,
    withdraw,
)
from .link_server import serving

QUICK = Pace(between=0.0)


@pytest.fixture
def server():
    """A server to be asked."""
    with serving() as server:
        yield server


@pytest.fixture
def checking(portal, monkeypatch):
    """Links are checked, also on this machine."""
    real = site.HttpProbe
    monkeypatch.setattr(
        site,
        "HttpProbe",
        lambda *given, **options: real(*given, private=True, proxies={}, **options),
    )
    api.portal.set_registry_record("tlvwa.portal.links_check", True)
    transaction.commit()


def check():
    """Run the job, and commit."""
    done = outside_a_request(site.check_links, QUICK)
    transaction.commit()
    return done


def a(address):
    """A text that links to an address."""
    return rich(f'<p>Siehe <a class="x" HREF="{address}">hier</a>.</p>')


def test_every_link_that_the_public_sees(portal):
    at = "https://example.org"
    law = [{"title": "ThürKAG", "url": f"{at}/law?a=1&b=2"}]
    named = service(portal, full_text=a(f"{at}/text?a=1&amp;b=2"), legal_basis=law)
    text_variant(named, full_text=a(f"{at}/variant"))
    office = authority(portal, website=f"{at}/office", full_text=a(f"{at}/about"))
    specialisation(office, named, notes_text=a(f"{at}/local"))
    online_service(office, url=f"{at}/online", full_text=a(f"{at}/how"))
    service_form(office, url=f"{at}/form")
    publication(portal, abstract=a(f"{at}/abstract"))
    funding_programme(portal, purpose=a(f"{at}/purpose"), application_url=f"{at}/apply")
    campaign(portal, link=f"{at}/tile", full_text=a(f"{at}/campaign"))
    portal_of(portal, full_text=a(f"{at}/portal"))
    make(portal, "Document", id="seite", title="Seite", text=a(f"{at}/page"))
    service(portal, "inside", full_text=a("/leistungen"), notes_text=a("mailto:a@example.org"))
    service(portal, "draft", full_text=a(f"{at}/secret"), publish=False)
    hidden = authority(portal, "hidden", website=f"{at}/hidden")
    online_service(hidden, url=f"{at}/in-hidden")
    withdraw(hidden)
    transaction.commit()
    found = {address for address, _node in public_links(models(), today())}
    names = "law?a=1&b=2 text?a=1&b=2 variant office about local online how form abstract purpose"
    others = "apply tile campaign portal page"
    assert found == {f"{at}/{name}" for name in f"{names} {others}".split()}


def test_off_until_somebody_switches_it_on(portal, server):
    authority(portal, website=f"{server.url}/gone")
    assert run_jobs()["links"] == 0
    assert server.asked == {}


def test_what_fails_on_two_days_is_kept_and_forgotten_with_its_address(
    portal, server, checking, clock
):
    clock(2026, 11, 12, 3)
    office = authority(portal, area=JENA, website=f"{server.url}/gone")
    service(portal, leika_keys=[DOG_TAX], full_text=a(f"{server.url}/fine"))
    assert check() == 2
    assert site_links().troubled() == []
    assert check() == 0
    clock(2026, 11, 13, 3)
    assert check() == 1
    ((address, result),) = site_links().troubled()
    assert (address, result.result.outcome) == (office.website, LinkStatus.GONE)
    assert (str(result.failing_since), str(result.checked.date())) == ("2026-11-12", "2026-11-13")
    assert next(iter(server.agents)).startswith("tlvwa.portal-linkcheck (+http://nohost/plone")
    office.website = f"{server.url}/old"
    office.reindexObject()
    transaction.commit()
    assert check() == 1
    ((address, result),) = site_links().troubled()
    assert (result.fails, result.moved) == (False, True)
    assert result.result.location == f"{server.url}/new"
    assert len(site_links()) == 2


def test_a_run_is_bounded(portal, server, checking):
    for number in range(5):
        service(portal, f"s{number}", full_text=a(f"{server.url}/{number}"), commit=False)
    transaction.commit()
    assert outside_a_request(site.check_links, Pace(between=0.0, most=3)) == 3
    assert outside_a_request(site.check_links, Pace(between=0.0, seconds=0.0)) == 0


def test_checking_writes_nothing_into_the_journal(portal, server, checking):
    authority(portal, website=f"{server.url}/fine")
    before = models().stamp
    assert check() == 1
    assert models().stamp == before


def test_who_asks_cannot_be_given_lines_of_its_own(portal):
    api.portal.set_registry_record("tlvwa.portal.links_contact", "links@example.org")
    portal.portal_registry.records["tlvwa.portal.links_contact"].value = "ü\u2028a@b.example"
    assert site.agent() == "tlvwa.portal-linkcheck (+http://nohost/plone; a@b.example)"
