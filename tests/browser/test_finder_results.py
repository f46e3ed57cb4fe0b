"""The finder's list of results: attempts, groups, filters, paging, help, and a place among the words."""

from urllib.parse import parse_qs, urlsplit

import pytest
from plone import api

from ..bad_input import BAD, assert_harmless
from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    folder,
    online_service,
    outside_a_request,
    responsibility,
    service,
)

FINDER = "zustaendigkeitsfinder"
VERBAND = "160745052"  # Gösen is a member


@content_fixture
def content(portal):
    """Thirteen services about dogs, one about cats that can be done online, in Jena."""
    api.portal.set_registry_record("tlvwa.portal.topics", ["tiere|Tiere", "reise|Reise"])
    services, offices = folder(portal, "leistungen"), folder(portal, "behoerden")
    for number in range(13):
        service(
            services,
            f"hund-{number}",
            title=f"Hund {number}",
            description="Wer einen <b>Hund</b> hält.",
            leika_keys=[f"99102015{number:06}"],
            audience=["citizens"],
            topics=["tiere"],
        )
    cat = service(services, "katze", title="Katze und Hund", topics=["reise"], synonyms=["Kater"])
    jena = authority(offices, "jena", title="Hundeamt Jena", area=JENA)
    target = online_service(jena, title="Katze online")
    responsibility(jena, cat, name="online", role="online_service", target=target.UID())
    return portal


def asked(link):
    return {name: value for name, [value] in parse_qs(urlsplit(link["href"]).query).items()}


def results(page):
    return page.select("#treffer ~ div .tlvwa-hits > li, #treffer ~ .tlvwa-hits > li")


def test_a_group_is_folded_under_its_best(anybody, content):
    page = anybody.get(FINDER, q="hund").html
    assert page.select_one("#treffer").text.split() == ["14", "Leistungen"]
    assert len(results(page)) == 2
    fold = page.select_one("details.tlvwa-more")
    assert fold.summary.text.split()[:3] == ["12", "ähnliche", "Leistungen"]
    assert len(fold.select("li")) == 11
    everything = fold.select("li a")[-1]
    assert asked(everything) == {"q": "hund", "objekt": "99102015"}
    members = anybody.get(everything["href"]).html
    assert len(results(members)) == 13
    assert "Gegenstand: 99102015" in " ".join(members.select_one(".tlvwa-chosen").text.split())


def test_a_row_says_what_it_is_and_whether_it_can_be_done_online(anybody, content):
    page = anybody.get(FINDER, q="hund").html
    rows = {row.a.text: row for row in results(page)}
    cat = rows.pop("Katze und Hund")
    assert cat.select_one(".kern-badge").text.strip() == "Online möglich"
    dog = next(iter(rows.values()))
    assert dog.select_one(".kern-badge") is None
    assert dog.a.mark.text == "Hund"
    assert dog.select_one(".tlvwa-meta").text.strip() == "Wer einen <b>Hund</b> hält."
    assert dog.select_one(".tlvwa-meta mark").text == "Hund"
    assert "„Kater“" in anybody.get(FINDER, q="kater").html.select_one(".tlvwa-meta").text


def test_filters_are_links_with_counts_marked_and_removable(anybody, content):
    page = anybody.get(FINDER, q="hund").html
    filters = {link.text.split("\n")[0]: link for link in page.select(".tlvwa-facets a")}
    told = [" ".join(link.text.split()) for link in page.select(".tlvwa-facets a")]
    assert told == ["Bürgerinnen und Bürger (13)", "Tiere (13)", "Reise (1)", "Online möglich (1)"]
    assert not any(link.has_attr("aria-current") for link in filters.values())
    link = next(each for each in page.select(".tlvwa-facets a") if "Reise" in each.text)
    assert asked(link) == {"q": "hund", "topic": "reise"}
    narrowed = anybody.get(link["href"]).html
    assert narrowed.select_one("#treffer").text.split()[-2:] == ["1", "Leistung"]
    current = narrowed.select_one(".tlvwa-facets a[aria-current=true]")
    assert "Reise" in current.text
    assert asked(current) == {"q": "hund"}
    assert asked(narrowed.select_one(".tlvwa-chosen a")) == {"q": "hund"}
    online = anybody.get(FINDER, q="hund", online="1").html
    assert [row.a.text for row in results(online)] == ["Katze und Hund"]


def test_what_is_chosen_stays_when_something_else_is(anybody, content):
    page = anybody.get(FINDER, q="hund", audience="citizens", area=JENA, date="2027-01-01").html
    current = page.select_one(".tlvwa-facets a[aria-current=true]")
    assert asked(current) == {"q": "hund", "area": JENA, "date": "2027-01-01"}
    page = anybody.get(FINDER, q="hund", area=JENA, date="2027-01-01").html
    link = next(each for each in page.select(".tlvwa-facets a") if "Tiere" in each.text)
    assert asked(link) == asked(current) | {"topic": "tiere"}


def test_nothing_left_by_filters_can_be_widened_again(anybody, content):
    page = anybody.get(FINDER, q="kater", topic="reise", audience="citizens")
    assert "Das haben wir nicht" in page.text
    told = [" ".join(link.text.split()) for link in page.html.select(".tlvwa-chosen a")]
    assert [each.partition(" (")[0] for each in told] == [
        "Für wen: Bürgerinnen und Bürger",
        "Thema: Reise",
    ]
    assert asked(page.html.select_one(".tlvwa-chosen a")) == {"q": "kater", "topic": "reise"}


def test_a_long_list_has_pages(anybody, content):
    for number in range(30):
        service(content.leistungen, f"pferd-{number}", title=f"Pferd {number}", commit=False)
    page = anybody.get(FINDER, q="pferd").html
    assert len(results(page)) == 20
    following = anybody.get(page.select_one("a[rel=next]")["href"]).html
    assert len(results(following)) == 10
    assert asked(following.select_one("a[rel=prev]")) == {"q": "pferd"}
    assert len(results(anybody.get(FINDER, q="pferd", b_start="9999").html)) == 10


def test_did_you_mean(anybody, content):
    page = anybody.get(FINDER, q="hunnd 3").html
    line = page.select_one(".tlvwa-attempt")
    assert "Keine genauen Treffer" in line.text
    meant, exact = line.select("a")
    assert asked(meant)["q"].casefold() == "hund 3"
    assert asked(exact) == {"q": "hunnd 3", "genau": "1"}
    assert anybody.get(meant["href"]).html.select_one(".tlvwa-attempt") is None
    assert "Meinten Sie" not in anybody.get(exact["href"]).html.text


def without_place(page):
    """The link by which a place among the words is taken out again."""
    return page.select_one(".tlvwa-notice a")


@pytest.mark.parametrize(
    ("words", "rest", "where"),
    [
        ("hund in weimar", "hund", "Weimar (kreisfreie Stadt)"),
        ("weimar hund", "hund", "Weimar (kreisfreie Stadt)"),
        ("hund 99423 weimar", "hund", "Weimar (kreisfreie Stadt)"),
        ("hund anmelden bad berka", "hund anmelden", "Bad Berka (Weimarer Land)"),
        ("hund landkreis sonneberg", "hund", "Sonneberg (Landkreis)"),
        ("hund 99423", "hund", "99423"),
        ("weimar", "", "Weimar (kreisfreie Stadt)"),
        ("99423", "", "99423"),
    ],
)
def test_a_place_among_the_words_is_applied_and_can_be_taken_out(
    anybody, content, words, rest, where
):
    page = anybody.get(FINDER, q=words).html
    assert page.select_one("#finder-q")["value"] == rest
    assert page.select_one("#finder-wo")["value"] == where
    link = without_place(page)
    assert asked(link) == {"q": words, "ohne_ort": "1"}
    plain = anybody.get(link["href"]).html
    assert all("ohne_ort" in asked(facet) for facet in plain.select(".tlvwa-facets a"))
    assert plain.select_one("#finder-q")["value"] == words
    assert plain.select_one("#finder-wo")["value"] == ""


def test_a_posted_search_keeps_its_words_in_the_address(anybody, content):
    moved = anybody.submit(FINDER, q="hund in weimar", wo="")
    assert moved.status_int == 303
    assert asked({"href": moved.location}) == {"q": "hund in weimar"}


def test_words_that_are_no_place_stay_as_they_are(anybody, content):
    for query in ({"q": "hund"}, {"q": "hund weimar", "wo": "Jena"}, {"q": "hund weim"}):
        page = anybody.get(FINDER, **query).html
        assert page.select_one("#finder-q")["value"] == query["q"]
        assert without_place(page) is None


def test_a_place_of_several_meanings_among_the_words_is_asked_about(anybody, content):
    page = anybody.get(FINDER, q="hund lehesten").html
    links = page.select("#welcher-ort ~ ul a")
    assert len(links) > 1
    assert asked(links[0])["q"] == "hund"


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("hund in 99817 gotha", {"Eisenach", "Gotha"}),
        ("hund anmelden gotha eisenach", {"Eisenach", "Gotha"}),
        ("99084 hund jena", {"Erfurt", "Jena"}),
    ],
)
def test_places_among_the_words_that_contradict_each_other_are_asked_about(
    anybody, content, words, places
):
    page = anybody.get(FINDER, q=words).html
    assert "passen nicht zusammen" in page.select_one("#welcher-ort").parent.text
    labels = {link.text.split(" (")[0] for link in page.select("#welcher-ort ~ ul a")}
    assert labels == places


def test_places_among_the_words_that_fit_are_one(anybody, content):
    page = anybody.get(FINDER, q="hund anmelden jena lobeda").html
    assert page.select_one("#finder-q")["value"] == "hund anmelden"
    assert page.select_one("#finder-wo")["value"].startswith("Jena")


def test_an_authority_may_be_meant(anybody, content):
    page = anybody.get(FINDER, q="Hundeamt Jena").html
    link = page.select_one("section[aria-labelledby=behoerden] a")
    assert link["href"].endswith("/behoerden/jena")
    assert anybody.get(FINDER, q="Reisepass").html.select_one("#behoerden") is None


def test_nothing_found_shows_ways_on_and_takes_the_words_along(anybody, content):
    page = anybody.get(FINDER, q="xyzzy <qqq>").html
    ways = [each["href"] for each in page.select(".tlvwa-ways a")]
    assert any(link.endswith("/@@leistungen-a-z") for link in ways)
    assert "tel:115" in ways
    assert page.select("nav[aria-labelledby=themen] li")


def test_what_only_mentions_the_words_is_offered_apart(anybody, content):
    service(content.leistungen, "zoo", title="Zoo betreiben", description="Auch ein Zebra.")
    page = anybody.get(FINDER, q="zebra").html
    assert page.select_one("#treffer").text.strip() == "Das haben wir nicht"
    (link,) = page.select("section[aria-labelledby=kommt-vor] a")
    assert link.text == "Zoo betreiben"
    assert anybody.get(FINDER, q="zoo").html.select("section[aria-labelledby=kommt-vor]") == []


def test_nothing_found_names_the_nearest_topic(anybody, content):
    page = anybody.get(FINDER, q="hundefriseur").html
    (nearest,) = [each for each in page.select(".tlvwa-ways li") if "Thema" in each.text]
    assert nearest.a.text.strip() == "Tiere"
    assert not [
        each
        for each in anybody.get(FINDER, q="xyzzy").html.select(".tlvwa-ways li")
        if "Thema" in each.text
    ]


def test_nothing_found_leads_to_the_town_hall_of_the_place(anybody, content):
    hall = authority(content.behoerden, "rathaus", title="Rathaus Jena", area=JENA, kind="city")
    page = anybody.get(FINDER, q="xyzzy", wo="Jena").html
    (link,) = [each for each in page.select(".tlvwa-ways a") if each.text == "Rathaus Jena"]
    assert link["href"].endswith(urlsplit(hall.absolute_url()).path)
    assert "Rathaus Jena" not in anybody.get(FINDER, q="xyzzy").text
    for path, name in ((FINDER, "q"), ("@@search", "SearchableText")):
        assert "Rathaus Jena" in anybody.get(path, **{name: "xyzzy Jena"}).text


def test_the_town_hall_of_a_member_is_that_of_its_association(anybody, content):
    authority(content.behoerden, "vg", title="Rathaus im Verband", area=VERBAND, kind="association")
    assert "Rathaus im Verband" in anybody.get(FINDER, q="xyzzy", wo="Gösen").text
    assert "Rathaus im Verband" not in anybody.get(FINDER, q="xyzzy", wo="Jena").text


def test_a_district_has_no_town_hall_of_its_own(anybody, content):
    page = anybody.get(FINDER, q="xyzzy", wo="Saale-Holzland-Kreis")
    assert "Rathaus" not in page.text


@pytest.mark.parametrize("words", BAD)
def test_whatever_is_typed_is_answered(anybody, content, words):
    assert_harmless(anybody.get(FINDER, q=words))
    assert_harmless(
        anybody.get(FINDER, q="hund", wo=words, topic=words, audience=words, objekt=words,
                    online=words, genau=words, b_start=words, date=words)
    )  # fmt: skip


def test_parameters_of_the_wrong_kind_do_no_harm(anybody, content):
    for query in ("q=a&q=b", "q:list=hund", "q.x:record=1", "q=hund&topic:list=a&b_start:list=1",
                  "q=hund&b_start=-1", "q=hund&online=1&online=0"):  # fmt: skip
        assert_harmless(anybody.get(f"{FINDER}?{query}"))


def test_of_a_long_text_only_the_beginning_is_read(content, monkeypatch):
    from tlvwa.portal.readmodels.follower import site_snapshot
    from tlvwa.portal.search.analysis import MOST_WORDS

    index = outside_a_request(site_snapshot).service_index
    asked = index.analyzer.query(" ".join(f"hund{number}" for number in range(5_000)))
    assert len(asked.concepts) <= MOST_WORDS


@content_fixture
def offices(portal):
    """Two services of one office, one that asks for a place, and a draft of another office's."""
    office = authority(portal, "amt", title="Stadtverwaltung Jena", kind="city", area=JENA)
    dog, cat = (
        service(portal, "hund", title="Hund anmelden"),
        service(portal, "tier", title="Tierheim"),
    )
    responsibility(office, dog, cat, areas=[JENA])
    return dog, cat


def test_hits_name_the_office_where_the_place_is_known(anybody, offices, portal):
    service(portal, "huendin", title="Hund vermissen")
    rows = anybody.get(FINDER, q="Hund", area=JENA).html.select(".tlvwa-hits li")
    told = {row.a.text.strip(): " ".join(row.text.split()) for row in rows}
    assert "Zuständig: Stadtverwaltung Jena" in told["Hund anmelden"]
    assert "Zuständig" not in told["Hund vermissen"]
    plain = anybody.get(FINDER, q="Hund").html
    assert not plain.select(".tlvwa-responsible")


def test_one_certain_hit_with_a_place_is_answered_with_a_way_back(anybody, offices):
    dog, _cat = offices
    for asked in ({"q": "Hund", "area": JENA}, {"q": "Hund Jena"}):
        page = anybody.get(FINDER, **asked).follow()
        assert f"service={dog.UID()}" in page.request.url
        assert "Stadtverwaltung Jena" in page.html.select_one(".tlvwa-office").text
        (back,) = [link for link in page.html.select("main a") if "Alle Treffer" in link.text]
        listed = anybody.get(back["href"])
        assert [row.a.text.strip() for row in listed.html.select(".tlvwa-hits li")] == [
            "Hund anmelden"
        ]


@pytest.mark.parametrize(
    "asked", [{"q": "Hund"}, {"q": "Hund Katze", "area": JENA}, {"q": "Hundd", "area": JENA}]
)
def test_without_a_place_or_with_a_doubt_hits_are_listed(anybody, offices, asked):
    assert anybody.get(FINDER, **asked).status_int == 200


def test_a_filter_without_words_is_not_answered_by_itself(anybody, portal):
    service(portal, "steuer", title="Hundesteuer", leika_keys=[DOG_TAX], coverage="land")
    listed = anybody.get(FINDER, objekt=DOG_TAX[:8], area=JENA)
    assert [row.a.text.strip() for row in listed.html.select(".tlvwa-hits li")] == ["Hundesteuer"]
