"""Names of websites out of an import: tried by a job, and then the web address, or a remark."""

from datetime import date

import pytest
import transaction
from plone import api

from tlvwa.portal.content.authority.contact_offers import ContactOffer, outcome
from tlvwa.portal.content.authority.contact_store import carry_out, stored_piece
from tlvwa.portal.exchange import websites
from tlvwa.portal.jobs.run import run_jobs
from tlvwa.portal.linkcheck import site
from tlvwa.portal.linkcheck.run import Pace
from tlvwa.portal.readmodels.payloads import ContactSource

from ..content_fixtures import content_fixture
from ..factories import JENA, authority, folder, models, outside_a_request
from ..http_client import manager
from ..linkcheck.link_server import serving

DAY = date(2026, 1, 31)
LIST = "Wikidata"
QUICK = Pace(between=0.0)
PAGE = "behoerden/amt"


@content_fixture
def office(portal, clock):
    """An authority without a website."""
    clock(2026, 7, 1, 10)
    return authority(folder(portal, "behoerden"), "amt", area=JENA)


@pytest.fixture
def server():
    """A server that speaks http alone, as some still do."""
    with serving() as server:
        yield server


@pytest.fixture
def checking(portal):
    """Links are checked."""
    api.portal.set_registry_record("tlvwa.portal.links_check", True)
    transaction.commit()


@pytest.fixture
def on_this_machine(monkeypatch):
    """Servers of this machine may be asked."""
    real = site.HttpProbe
    monkeypatch.setattr(
        site,
        "HttpProbe",
        lambda *given, **options: real(*given, private=True, proxies={}, **options),
    )


def offer(office, host, as_of=DAY):
    """Offer the name of a website as an import does."""
    value = {"website": f"https://{host}"}
    offered = ContactOffer("website", value, LIST, as_of, is_untried=True)
    result = outcome(stored_piece(office, "website"), offered)
    carry_out(office, offered, result)
    office.reindexObject(idxs=["UID"])
    transaction.commit()
    return str(result)


def job(portal):
    done = outside_a_request(websites.try_websites, QUICK)
    transaction.commit()
    portal._p_jar.sync()
    return done


def remark(visitor):
    page = visitor.get(f"{PAGE}/view")
    return " ".join(" ".join(note.text.split()) for note in page.html.select("main .tlvwa-notice"))


def test_a_website_that_answers_becomes_the_web_address(
    portal, office, checking, on_this_machine, server
):
    host = f"127.0.0.1:{server.server_port}"
    assert offer(office, host) == "to_try"
    assert "wird geprüft" in remark(manager(portal))
    assert server.asked.total() == 0
    assert job(portal) == 1
    assert office.website == f"http://{host}"
    payload = models().nodes[office.UID()].payload
    assert payload.contact_sources == (ContactSource("website", LIST, DAY),)
    assert payload.website_trial is None
    assert remark(manager(portal)) == ""
    assert job(portal) == 0
    assert offer(office, host) == "unchanged"


def test_one_that_does_not_stays_a_remark_for_editors(
    portal, office, anybody, checking, on_this_machine, server, clock
):
    host = f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    offer(office, host)
    assert job(portal) == 1
    assert office.website is None
    assert "ließ sich am 01.07.2026 nicht aufrufen" in remark(manager(portal))
    assert remark(anybody) == ""
    page = manager(portal).get("arbeitsliste", kind="website_fails")
    assert host in page.html.select_one(".editors-table tbody").text
    assert job(portal) == 0  # once a day
    clock(2026, 7, 2, 10)
    assert job(portal) == 1
    clock(2026, 7, 8, 10)
    assert job(portal) == 0  # for a week


def test_what_is_not_public_is_not_asked(portal, office, checking, server, monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    offer(office, f"127.0.0.1:{server.server_port}")
    assert job(portal) == 1
    assert server.asked.total() == 0
    assert office.website is None


def test_nothing_is_asked_where_links_are_not_checked(portal, office, on_this_machine, server):
    offer(office, f"127.0.0.1:{server.server_port}")
    assert job(portal) == 0
    assert server.asked.total() == 0


def test_what_an_editor_entered_meanwhile_stays(portal, office, checking, on_this_machine, server):
    offer(office, f"127.0.0.1:{server.server_port}")
    manager(portal).patch(PAGE, {"website": "https://example.org"})
    portal._p_jar.sync()
    assert remark(manager(portal)) == ""
    assert job(portal) == 0
    assert office.website == "https://example.org"


def test_beside_an_older_own_entry_it_becomes_a_proposal(
    portal, office, checking, on_this_machine, server
):
    office.website = "https://example.org"
    office.contact_sources = [{"piece": "website", "source": None, "as_of": date(2025, 1, 1)}]
    host = f"127.0.0.1:{server.server_port}"
    assert offer(office, host) == "to_try"
    assert job(portal) == 1
    assert office.website == "https://example.org"
    assert f"http://{host}" in remark(manager(portal))


def test_the_jobs_run_it(portal, office, checking, on_this_machine, server):
    offer(office, f"127.0.0.1:{server.server_port}")
    assert outside_a_request(run_jobs)["websites"] == 1
