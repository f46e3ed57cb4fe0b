"""Public pages in English: no word of the interface stays German, and German content is marked as such."""

import importlib.util
import re
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path

import pytest
import transaction

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    EISENBERG,
    JENA,
    WEIMAR,
    authority,
    folder,
    online_service,
    responsibility,
    rich,
    service,
    specialisation,
    text_variant,
)

FIRST_SATURDAY = {"weekday": 5, "opens": time(9), "closes": time(11), "week_of_month": 1}
WINTER = {
    "first": date(2026, 11, 24), "last": date(2027, 1, 3), "days": "1", "opens": time(9), "closes": time(11),
    "label": "xWinter", "by_appointment": True,
}  # fmt: skip
FINDER = "en/zustaendigkeitsfinder"
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
SLOT = re.compile(r"\$\{\w+\}|<[^>]*>")
SHORTEST = 4
CONTENT = re.compile(r"x[A-ZÄÖÜa-z]\S*( Jena)?")  # the words that the directory below is made of
# Written the same in both languages, or on purpose kept in German.
SAME = {"Name", "Text", "Portal", "Kennung", "Art:", "Land", "Stand", "April", "August"}


@pytest.fixture(scope="module")
def interface():
    """The German words of the interface that English has other words for."""
    place = Path(__file__).parents[2] / ".ci" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", place)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    messages = {
        part.strip()
        for message, text in tool.translations("en").items()
        if message != text
        for part in SLOT.split(message)
    }
    return {each for each in messages if len(each) >= SHORTEST} - SAME


class Reader(HTMLParser):
    """Collects the texts of a page, with the language each is marked with."""

    def __init__(self):
        super().__init__()
        self.languages, self.texts = [""], []

    def handle_starttag(self, tag, attrs):
        """An element has its own language or that around it; some attributes are texts."""
        given = dict(attrs)
        language = given.get("lang") or self.languages[-1]
        for name in ("aria-label", "placeholder", "alt", "title"):
            self._note(language, given.get(name))
        for name, value in attrs:
            if name.startswith("data-"):
                self._note(language, value)
        if tag not in VOID:
            self.languages.append(language)

    def handle_endtag(self, tag):
        """Back to the language around."""
        if tag not in VOID and len(self.languages) > 1:
            self.languages.pop()

    def handle_data(self, data):
        """A text."""
        self._note(self.languages[-1], data)

    def _note(self, language, text):
        text = " ".join((text or "").split())
        if text:
            self.texts.append((language, text))


def texts_of(page):
    """``(language, text)`` of everything a reader of the page meets."""
    reader = Reader()
    reader.feed(page)
    return reader.texts


@content_fixture
def site(languages, clock):
    """A directory with everything an answer may show; the names in it are marked with an x."""
    clock(2026, 11, 23, 12)
    services, offices = folder(languages, "leistungen"), folder(languages, "behoerden")
    road = {
        "name": "x",
        "label": "xFrage",
        "kind": "choice",
        "help": "xHilfe",
        "options": "a|xEins\nb|xZwei",
    }
    facts = {
        "documents": [{"title": "xAusweis", "description": "xgültig", "required": False}],
        "fees": [{"kind": "fixed", "amount": "5", "description": "xGebühr"}],
        "processing_times": [{"duration": 2, "duration_to": 3, "unit": "week"}],
    }
    tax = service(
        services, title="xHundesteuer", leika_keys=[DOG_TAX], coverage="land",
        place_of_reference="home", **facts,
    )  # fmt: skip
    text_variant(tax, title="Dog tax", full_text=rich("<p>About dogs.</p>"))
    works = service(services, "x-strasse", title="xStraße", criteria=[road], coverage="land")
    office = authority(
        offices, title="xStadt Jena", area=JENA, street="xMarkt 1", postal_code="07743",
        town="Jena", emails=["amt@example.org"], opening_hours=[FIRST_SATURDAY],
        special_periods=[WINTER, WINTER | {"last": date(2026, 11, 24), "by_appointment": False}],
    )  # fmt: skip
    text_variant(office, title="City of Jena", full_text=rich("<p>About Jena.</p>"))
    responsibility(office, tax, name="hund", legal_basis="§ 1", areas=[JENA, EISENBERG])
    responsibility(office, works, name="a", criterion="x", values=["a"])
    other = authority(offices, "x-amt", title="xAmt", area=JENA)
    responsibility(other, works, name="b", criterion="x", values=["b"])
    no = {"effect": "not_offered", "reason": "xnein", "areas": [WEIMAR]}
    responsibility(office, tax, name="weimar", **no)
    online = online_service(office, title="xOnline")
    responsibility(
        office, tax, name="online", role="online_service", target=online.UID(), areas=["16"]
    )
    specialisation(office, tax, title="xÖrtlich", notes_text=rich("<p>xHier</p>"))
    transaction.commit()
    return languages


PAGES = {
    "the start page": ("en", {}),
    "the finder": (FINDER, {}),
    "a search": (FINDER, {"q": "dog"}),
    "a search without a hit": (FINDER, {"q": "qwertz"}),
    "a search with some words": (FINDER, {"q": "dog qwertz"}),
    "a question for the place": (FINDER, {"service": DOG_TAX}),
    "places to choose from": (FINDER, {"service": DOG_TAX, "wo": "Neustadt"}),
    "an unknown place": (FINDER, {"service": DOG_TAX, "wo": "Atlantis"}),
    "a postal code": (FINDER, {"service": DOG_TAX, "wo": "07607"}),
    "an answer": (FINDER, {"service": DOG_TAX, "area": JENA}),
    "an answer of another day": (FINDER, {"service": DOG_TAX, "area": JENA, "date": "2027-01-01"}),
    "a wrong day": (FINDER, {"service": DOG_TAX, "area": JENA, "date": "gestern"}),
    "not offered": (FINDER, {"service": DOG_TAX, "area": WEIMAR}),
    "a gap": (FINDER, {"service": DOG_TAX, "area": "160510000000"}),
    "a service in English": ("leistungen/hundesteuer/en", {"wo": "Jena"}),
    "an authority in English": ("behoerden/amt/en", {}),
    "the search": ("en/@@search", {"SearchableText": "dog"}),
    "an error page": ("en/nirgends", {}),
}


@pytest.mark.parametrize("what", PAGES)
def test_no_word_of_the_interface_is_german(anybody, site, interface, what):
    path, parameters = PAGES[what]
    page = anybody.get(path, **parameters).text
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"' in page
    english = [text for language, text in texts_of(page) if language == "en"]
    assert [text for text in english if text in interface] == []


MARKED = ("an answer", "a service in English", "an authority in English", "not offered", "a search")


@pytest.mark.parametrize("what", MARKED)
def test_german_content_is_marked(anybody, site, what):
    path, parameters = PAGES[what]
    found = texts_of(anybody.get(path, **parameters).text)
    content = {(language, text) for language, text in found if CONTENT.fullmatch(text)}
    assert [text for language, text in content if language != "de"] == []
    assert content or what == "a search"


def test_a_question_in_english(anybody, site, interface):
    uid = site["leistungen"]["x-strasse"].UID()
    page = anybody.get(FINDER, service=uid, area=JENA).text
    found = texts_of(page)
    assert ("en", "We ask because it decides which authority is responsible. "
            "What you enter is not stored.") in found  # fmt: skip
    assert ("de", "xEins") in found
    assert ("de", "xHilfe") in found
    assert [text for language, text in found if language == "en" and text in interface] == []
    assert f'action="{site.absolute_url()}/en/zustaendigkeitsfinder"'.replace(
        "http://nohost", ""
    ) in page.replace("http://nohost:80", "").replace("http://nohost", "")


def test_opening_hours_read_well(anybody, site):
    page = anybody.get("behoerden/amt/en").html
    (monthly,) = page.select(".tlvwa-hours-monthly li")
    assert monthly.text == "every 1st Saturday of the month: 9:00 to 11:00"
    winter = page.select_one(".tlvwa-hours-special")
    assert "24 November 2026 to 3 January 2027" in winter.text
    assert [" ".join(line.split()) for line in winter.select("dd")[0].stripped_strings] == [
        "xWinter",
        "Tuesday: 9:00 to 11:00",
        "otherwise closed",
        "by appointment only",
    ]


def test_an_answer_reads_well(anybody, site):
    page = " ".join(anybody.get(FINDER, service=DOG_TAX, area=JENA).text.split())
    assert "Because you live in Jena and Jena is a city that belongs to no district, " in page
    assert "the responsible authority is: xStadt Jena." in page
    assert "The rule applies to Jena (§ 1)." in page
    assert "As of 23 November 2026" in page
    assert "2 to 3 weeks" in page
    assert "€5.00" in page


def test_the_page_of_a_variant(anybody, site):
    page = " ".join(anybody.get("leistungen/hundesteuer/en", wo="Jena").text.split())
    assert "<h1>Dog tax</h1>" in page
    assert "About dogs." in page
    assert "Who is responsible here?" in page
    assert "xStadt Jena" in page
    assert "What you need" in page
    assert ">xHundesteuer</a>" in page
    german = " ".join(anybody.get("leistungen/hundesteuer", wo="Jena").text.split())
    assert "Wer ist hier zuständig?" in german
    assert 'lang="de"' in german[:300]


def test_the_page_of_an_easy_text(anybody, site):
    text_variant(
        site["leistungen"]["hundesteuer"], "de-simple", title="Hund anmelden",
        full_text=rich("<p>Sie haben einen Hund.</p>"),
    )  # fmt: skip
    transaction.commit()
    page = " ".join(anybody.get("leistungen/hundesteuer/de-simple", wo="Jena").text.split())
    assert "Sie haben einen Hund." in page
    assert "Wer ist hier zuständig?" in page
    assert "Das brauchen Sie" not in page
    assert ">Leichte Sprache</a>" in page
