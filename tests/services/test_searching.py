"""What searches and suggestions tell: counts that are right, groups, pages, nothing that is not public."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest
import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plone import api

from ..bad_input import BAD, MARKUP
from ..content_fixtures import content_fixture
from ..factories import (
    JENA,
    WEIMAR,
    authority,
    folder,
    online_service,
    responsibility,
    service,
    text_variant,
    withdraw,
)

MANY = 1_800
DAY = date(2026, 11, 25)
AUDIENCES = ("citizens", "businesses", "others")
TOPICS = ("tiere", "bauen", "umzug", "steuern")
TITLES = ("Hund", "Katze", "Steuer", "Hundesteuer", "Bauantrag", "Umzug", "Reisepass")


@content_fixture
def topics(portal):
    lines = [f"{topic}|{topic.title()}" for topic in TOPICS]
    api.portal.set_registry_record("tlvwa.portal.topics", lines)


@pytest.fixture(scope="module")
def models_of_many():
    """Read models of many services, some drafts, some shown on other days only; and the services as rows."""
    from tlvwa.portal.areas.table import load_thueringen
    from tlvwa.portal.finder.records import Record, RecordEffect, Role, ServiceDefinition
    from tlvwa.portal.readmodels.journal import JournalStamp
    from tlvwa.portal.readmodels.payloads import (
        AuthorityPayload,
        Node,
        OnlinePayload,
        ResponsibilityPayload,
        ServicePayload,
    )
    from tlvwa.portal.readmodels.snapshot import Snapshot

    chance = random.Random(5)
    nodes = [
        Node("plone", "/plone", "Plone Site", "Plone", True),
        Node(
            "amt",
            "/plone/amt",
            "tlvwa.portal.Authority",
            "Amt",
            True,
            payload=AuthorityPayload(area=JENA),
        ),
        Node(
            "o", "/plone/o", "tlvwa.portal.OnlineService", "Online", True, payload=OnlinePayload()
        ),
    ]
    rows = {}
    for number in range(MANY):
        uid, public = f"s{number}", chance.random() < 0.9
        effective = chance.choice([None, None, None, DAY, DAY + timedelta(1)])
        audience = tuple(sorted(chance.sample(AUDIENCES, chance.randrange(3))))
        about = tuple(sorted(chance.sample(TOPICS, chance.randrange(3))))
        title = f"{chance.choice(TITLES)} {chance.choice(TITLES)} {number}"
        keys = (f"{99000000 + number // 7}{number % 7:06}",)
        payload = ServicePayload(ServiceDefinition(uid, keys), audience=audience, topics=about)
        node = Node(
            uid, f"/plone/{uid}", "tlvwa.portal.Service", title, public, effective, payload=payload
        )
        nodes.append(node)
        online = chance.random() < 0.3
        if online:
            record = Record(f"r{number}", Role.ONLINE_SERVICE, RecordEffect.RULE, "o", "")
            told = ResponsibilityPayload(record, (uid,), (JENA,))
            path = f"/plone/amt/r{number}"
            nodes.append(
                Node(f"r{number}", path, "tlvwa.portal.Responsibility", "r", True, payload=told)
            )
        if public and (effective is None or effective <= DAY):
            rows[uid] = (audience, about, "true" if online else "false")
    built = Snapshot.build(
        JournalStamp("journal", 1, "serial"), load_thueringen().gazetteer(), nodes, "/plone"
    )
    return built, rows


@pytest.fixture
def many(models_of_many, topics, clock):
    """These models, on a day on which not all are shown."""
    clock(DAY.year, DAY.month, DAY.day, 12)
    return models_of_many


def counted(values):
    return {each["value"]: each["count"] for each in values}


CHOICES = st.fixed_dictionaries(
    {
        "audience": st.sampled_from(("", *AUDIENCES)),
        "topic": st.sampled_from(("", *TOPICS)),
        "online": st.sampled_from((None, True, False)),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(("", *TITLES, "hund steuer", "hundesteur")), CHOICES)
def test_counts_are_those_of_counting_one_by_one(many, query, chosen):
    from tlvwa.portal.answers.queries.service_search import (
        ServiceFilters,
        facets_of_search,
        find_services,
    )

    built, rows = many
    filters = ServiceFilters(**chosen)
    result = find_services(built, query, filters)
    found = facets_of_search(built, query, filters, result.documents)
    for at, name in enumerate(("audience", "topic", "online")):
        others = ServiceFilters(**(chosen | {name: None if name == "online" else ""}))
        uids = [each.uid for each in find_services(built, query, others).documents]
        assert set(uids) <= set(rows)
        naive = Counter()
        for uid in uids:
            values = rows[uid][at]
            naive.update([values] if isinstance(values, str) else values)
        assert counted(found[name]) == dict(naive)


def test_all_of_more_than_a_thousand_are_counted(many):
    from tlvwa.portal.answers.queries.service_search import (
        ServiceFilters,
        facets_of_search,
        find_services,
    )

    built, rows = many
    assert len(rows) > 1_000
    everything = find_services(built, "").documents
    assert {each.uid for each in everything} == set(rows)
    found = facets_of_search(built, "", ServiceFilters(), everything)
    assert sum(counted(found["online"]).values()) == len(rows)
    naive = Counter(topic for _audience, topics, _online in rows.values() for topic in topics)
    assert counted(found["topic"]) == dict(naive)


@content_fixture
def content(portal, topics):
    """Services of two Leistungsobjekte, one of them online in Jena; drafts and what lies in them."""
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    for number in range(14):
        key = f"99102015{number:06}"
        service(
            services, f"hund-{number}", title=f"Hund {number}", leika_keys=[key], topics=["tiere"]
        )
    cat = service(services, "katze", title="Katze und Hund", leika_keys=["99036008000000"])
    jena = authority(offices, "jena", title="Hundeamt Jena", area=JENA)
    online = online_service(jena, title="Katze online")
    responsibility(jena, cat, name="online", role="online_service", target=online.UID())
    hidden = folder(portal, "verborgen", publish=False)
    service(hidden, "hund", title="Hund im Verborgenen", topics=["tiere"])
    service(services, "entwurf", title="Hund als Entwurf", topics=["tiere"], publish=False)
    authority(offices, "entwurf", title="Hundeamt im Entwurf", publish=False)
    return portal


def test_groups_are_the_items(anybody, content):
    first = anybody.json("@service-search", q="hund", b_size="1")
    assert (first["items_total"], first["services_total"]) == (2, 15)
    second = anybody.json(first["batching"]["next"])
    items = first["items"] + second["items"]
    dogs = next(item for item in items if item["title"].startswith("Hund "))
    assert dogs["grouped"]["count"] == 13
    assert len(dogs["grouped"]["items"]) == 10
    assert "/plone/leistungen/hund-" in dogs["grouped"]["items"][0]["@id"]
    cat = next(item for item in items if item is not dogs)
    assert cat["online"] is True
    assert cat["grouped"] == {"count": 0, "items": []}
    members = anybody.json("@service-search", q="hund", object="99102015", b_size="100")
    assert members["items_total"] == members["services_total"] == 14
    assert (
        anybody.json("@service-search")["items_total"] == 15
    )  # nobody searches: nothing is grouped


def test_online_in_facets_and_filter(anybody, content):
    facets = anybody.json("@service-search", q="hund")["facets"]
    assert counted(facets["online"]) == {"true": 1, "false": 14}
    assert anybody.json("@service-search", q="hund", online="true")["services_total"] == 1
    withdraw(content.behoerden.jena.online)
    transaction.commit()
    facets = anybody.json("@service-search", q="hund")["facets"]
    assert counted(facets["online"]) == {"false": 15}
    assert anybody.json("@service-search", q="katze")["items"][0]["online"] is False


def test_what_is_not_public_is_neither_found_nor_counted_nor_suggested(anybody, content):
    found = anybody.json("@service-search", q="hund", b_size="100", object="")
    assert found["services_total"] == 15
    assert counted(found["facets"]["topic"]) == {"tiere": 14}
    suggested = anybody.json("@suggest", q="hund")["items"]
    told = str(found) + str(suggested)
    assert "Entwurf" not in told
    assert "Verborgen" not in told


def test_what_has_expired_is_not_suggested(anybody, content, clock):
    cat = content.leistungen.katze
    cat.setExpirationDate("2027-01-01T00:00:00+01:00")
    cat.reindexObject()
    transaction.commit()
    clock(2026, 12, 31, 23)
    asked = {"q": "katz", "kind": "service,authority"}
    items = anybody.json("@suggest", **asked)["items"]
    assert [item["title"] for item in items] == ["Katze und Hund"]
    clock(2027, 1, 1, 0, 1)
    assert anybody.json("@suggest", **asked)["items"] == []


def test_a_draft_variant_tells_nothing_while_typing(anybody, content):
    variant = text_variant(content.leistungen.katze, "en", title="Cat licence", publish=False)
    assert anybody.json("@suggest", q="cat", kind="service")["items"] == []
    from ..factories import publish

    publish(variant)
    transaction.commit()
    path = "en/@suggest" if "en" in content else "@suggest"
    item = anybody.json(path, q="cat", kind="service")["items"][0]
    assert item["UID"] == content.leistungen.katze.UID()


def test_suggestions_follow_the_journal_at_once(anybody, content):
    assert anybody.json("@suggest", q="zebra")["items"] == []
    zebra = service(content.leistungen, "zebra", title="Zebra halten")
    assert [item["title"] for item in anybody.json("@suggest", q="zebra")["items"]] == [
        "Zebra halten"
    ]
    withdraw(zebra)
    transaction.commit()
    assert anybody.json("@suggest", q="zebra")["items"] == []


def test_a_place_among_the_words_is_told_and_not_searched_for(anybody, content):
    found = anybody.json("@service-search", q="hund weimar")
    assert found["services_total"] == anybody.json("@service-search", q="hund")["services_total"]
    place = found["place"]
    assert (place["typed"], place["rest"], place["certainty"]) == ("weimar", "hund", "certain")
    assert [area["key"] for area in place["areas"]] == [WEIMAR]
    assert anybody.json("@service-search", q="hund in 99423")["place"]["postal_code"] == "99423"
    for words in ("hund", "weimar"):
        place = anybody.json("@service-search", q=words)["place"]
        assert (place is None) is (words == "hund")
    assert anybody.json("@service-search", q="hund weimar", exact="1")["place"] is None


def test_a_service_is_suggested_with_the_place_that_stands_beside_it(anybody, content):
    plain = anybody.json("@suggest", q="hund", kind="service")["items"]
    items = anybody.json("@suggest", q="hund weimar", kind="service")["items"]
    assert [item["UID"] for item in items] == [item["UID"] for item in plain]
    assert items[0]["label"] == f"{plain[0]['title']} in Weimar"
    assert items[0]["place"] == "Weimar"
    assert "place" not in plain[0]


def test_kinds_share_the_ten(anybody, content):
    items = anybody.json("@suggest", q="hund")["items"]
    kinds = [item["kind"] for item in items]
    assert len(items) <= 10
    assert kinds == sorted(kinds, key=("service", "authority", "place").index)
    assert "authority" in kinds
    place = anybody.json("@suggest", q="weimar", kind="place")["items"][0]
    assert (place["key"], place["label"]) == (WEIMAR, "Weimar (kreisfreie Stadt)")
    assert anybody.json("@suggest", q="hund", b_size="100")["items"] == items


@pytest.mark.parametrize("words", BAD)
@pytest.mark.parametrize("name", ["@service-search", "@suggest"])
def test_whatever_is_typed(anybody, content, name, words):
    answer = anybody.get(name, "application/json", q=words)
    assert answer.status_int == 200
    html = [item.get("snippet", "") for item in answer.json["items"]]
    assert not any(each in text for text in html for each in MARKUP)


@pytest.mark.parametrize("query", ["q=a&q=b", "q:list=a", "q.x:record=1", "q=hund&topic:list=a"])
@pytest.mark.parametrize("name", ["@service-search", "@suggest"])
def test_parameters_of_the_wrong_kind_are_named(anybody, content, name, query):
    answer = anybody.get(f"{name}?{query}", "application/json")
    assert answer.status_int in (200, 400)
    if answer.status_int == 400:
        assert answer.json["message"].partition(":")[0] in ("q", "topic")
