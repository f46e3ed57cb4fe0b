"""The states of the finder's page, over HTTP."""

import pytest

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    GOESEN,
    SAALE_HOLZLAND,
    authority,
    folder,
    outside_a_request,
    responsibility,
    service,
)

FINDER = "zustaendigkeitsfinder"


@content_fixture
def dog_tax(portal):
    """Hundesteuer, for which the district office is responsible."""
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    tax = service(services, title="Hundesteuer", leika_keys=[DOG_TAX], coverage="land")
    office = authority(offices, title="Landratsamt", area=SAALE_HOLZLAND)
    responsibility(office, tax, legal_basis="§ 1 Mustergesetz")
    return tax


def test_an_answer_by_uid_and_by_key(anybody, dog_tax):
    for key in (dog_tax.UID(), DOG_TAX):
        page = anybody.get(FINDER, service=key, area=GOESEN)
        assert page.status_int == 200
        assert "Landratsamt" in page.text
        assert "§ 1 Mustergesetz" in page.text


def test_a_shared_key_offers_its_services(anybody, portal, dog_tax):
    service(portal.leistungen, "kampfhund", title="Kampfhund", leika_keys=[DOG_TAX])
    page = anybody.get(FINDER, service=DOG_TAX, area=GOESEN)
    assert page.status_int == 200
    assert "Kampfhund" in page.text
    assert "Hundesteuer" in page.text
    assert not page.html.select(".tlvwa-answer")


def test_a_gap_shows_a_way_on(anybody, dog_tax):
    page = anybody.get(FINDER, service=dog_tax.UID(), wo="Erfurt")
    assert "keine zuständige Stelle eingetragen" in page.text
    assert "tel:115" in page.text


def test_a_draft_is_not_found_and_not_named(anybody, portal, dog_tax):
    draft = service(portal.leistungen, "geheim", title="Geheimleistung", publish=False)
    for parameters in ({"service": draft.UID()}, {"q": "Geheimleistung"}):
        page = anybody.get(FINDER, **parameters)
        assert page.status_int == 200
        assert "/leistungen/geheim" not in page.text


@pytest.mark.parametrize(
    "parameters",
    [
        {"service": "nope"},
        {"service": "%00", "area": "16"},
        {"q": "x" * 10_000},
        {"q": "hund", "wo": "Atlantis"},
        {"area": "1607"},
        {"postal_code": "1"},
        {"date": "gestern"},
        {"q": "\x07🐕", "wo": "%"},
    ],
)
def test_nonsense_is_never_an_error_page(anybody, dog_tax, parameters):
    assert anybody.get(FINDER, **parameters).status_int == 200


def test_personal_facts_do_not_stay_in_the_request(portal, dog_tax):
    from tlvwa.portal.answers.pages.finder_page import finder_page

    request = portal.REQUEST
    request.environ["REQUEST_METHOD"] = request["REQUEST_METHOD"] = "POST"
    request.form.update({"service": dog_tax.UID(), "area": GOESEN, "fact.name": "Mustermann"})
    outside_a_request(finder_page, request)
    assert "Mustermann" not in str(request)


def test_no_services_yet(anybody, portal):
    assert anybody.get(FINDER).status_int == 200
    assert "Das haben wir nicht" in anybody.get(FINDER, q="hund").text
