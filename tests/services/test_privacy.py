"""What is personal or not public leaves no trace in answers, links and logs."""

import pytest

from ..factories import EISENBERG, JENA, responsibility, service, withdraw
from .conftest import ROAD_KEY


def everything(anybody, world):
    """All that the endpoints tell an anonymous visitor, as text."""
    uids = [world.services.dog_tax.UID(), world.services.draft.UID()]
    asked = [{"service": uid, "area": JENA} for uid in uids]
    yield from (anybody.get("@responsible", "application/json", **each).text for each in asked)
    yield anybody.get("@service-search", "application/json").text
    yield anybody.get("@service-search", "application/json", q="Geheim").text
    yield anybody.get("@suggest", "application/json", q="gehei").text
    yield anybody.get("@search", "application/json", SearchableText="Geheim*").text
    for name in ("services", "authorities", "online_targets", "topics"):
        yield anybody.get(f"@vocabularies/tlvwa.portal.{name}", "application/json").text
    for path in ("leistungen", "behoerden", "leistungen/hundesteuer", "behoerden/jena"):
        yield anybody.get(path, "application/json", fullobjects="1").text
        yield anybody.get(f"{path}/@breadcrumbs", "application/json").text
        yield anybody.get(f"{path}/@navigation", "application/json").text
        yield anybody.get(path).text
    yield anybody.get("sitemap").text
    yield anybody.get("sitemap.xml.gz").text
    yield anybody.get("zustaendigkeitsfinder", q="Geheim").text


def test_drafts_are_told_nowhere(anybody, world):
    tax, draft, office = world.services.dog_tax, world.services.draft, world.offices.draft
    tax.parent_service, tax.related_services = draft.UID(), [draft.UID()]
    for record in (world.offices.jena["hund"], world.offices.jena["verweis"]):
        record.services = [*record.services, draft.UID()]
        record.reindexObject()
    world.offices.jena["verweis"].refers_to = office.UID()
    tax.reindexObject()
    words = ("Geheimer Entwurf", "Geheimes Amt", draft.UID(), office.UID(), "/entwurf")
    for text in everything(anybody, world):
        told = text.replace(f"no service '{draft.UID()}' is known", "")
        assert [word for word in words if word in told] == []


@pytest.mark.parametrize(
    "record", [("jena/hund", "services"), ("jena/verweis", "refers_to"), ("jena/online", "target")]
)
def test_a_record_told_as_json_leaks_no_private_target(anybody, world, record):
    path, field = record
    obj = world.portal["behoerden"].unrestrictedTraverse(path)
    target = world.offices.draft if field == "refers_to" else world.services.draft
    if field == "target":
        target = world.offices.jena["i-kfz"]
        withdraw(target)
    value = [*obj.services, target.UID()] if field == "services" else target.UID()
    setattr(obj, field, value)
    obj.reindexObject()
    told = anybody.json(f"behoerden/{path}")
    assert target.UID() not in str(told)
    assert target.title not in str(told)


@pytest.fixture
def by_name(world):
    """The LeiKa key of a service whose office in Jena depends on the initial of the name."""
    key = "99111001000000"
    initial = {"name": "name", "label": "Wie heißen Sie?", "kind": "initial"}
    folder, offices = world.portal["leistungen"], world.offices
    named = service(folder, "unterhalt", leika_keys=[key], criteria=[initial])
    for office, values in ((offices.jena, "A-K"), (offices.district, "L-Z")):
        fields = {"areas": [JENA], "criterion": "name", "values": [values]}
        responsibility(office, named, name="unterhalt", **fields)
    return {"service": key, "area": JENA}


def test_personal_facts_are_in_no_link_and_in_no_log(anybody, by_name, caplog):
    caplog.set_level("DEBUG")
    answer = anybody.post_json("@responsible", by_name | {"facts": {"name": "Qwertzmann"}})
    assert answer["status"] == "answered"
    for link in (answer["@id"], answer["permalink"]):
        assert "name" not in link
        assert "Q" not in link.partition("?")[2]
    assert "Qwertz" not in caplog.text


def test_a_wrong_fact_is_in_no_log(anybody, world, caplog):
    caplog.set_level("DEBUG")
    body = {"service": ROAD_KEY, "area": EISENBERG, "facts": {"strasse": "Kranichfelder Straße 7"}}
    anybody.post_json("@responsible", body, status=400)
    assert "Kranichfelder" not in caplog.text


def test_personal_facts_in_an_address_are_not_read(anybody, by_name):
    given = {"facts": "Qwertzmann", "fact.name": "Qwertzmann", "name": "Qwertzmann"}
    answer = anybody.json("@responsible", **by_name, **given)
    assert answer["status"] == "question"
    assert "Qwertz" not in str(answer)


def test_a_point_becomes_a_municipality_and_is_not_kept(anybody, world):
    asked = {"service": ROAD_KEY, "lat": "50.927", "lon": "11.586"}
    text = anybody.get("@responsible", "application/json", **asked).text
    assert "50.927" not in text
    assert "11.586" not in text
