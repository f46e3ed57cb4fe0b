"""Every kind of public page: axe, keyboard, screen readers' marks, widths, large text, colours, paper."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from . import screenshots
from .conftest import MILLISECONDS_TO_WAIT

pytestmark = pytest.mark.browser


# One address of each kind of public page; words in braces stand for the UID of a service.
PAGES = {
    "start": "de",
    "start-english": "en",
    "portal": "de/buergerinnen-und-buerger",
    "portal-english": "en/living-here",
    "topic": "de/buergerinnen-und-buerger/thema/tiere",
    "signpost": "de/wegweiser",
    "a-z-services": "de/a-z/leistungen",
    "a-z-authorities": "de/a-z/behoerden",
    "cards": "de/kompetenzzentrum",
    "campaigns": "de/aktionen",
    "campaign": "de/aktionen/umgezogen",
    "news": "de/aktuelles",
    "news-item": "de/aktuelles/so-fragt-der-zustaendigkeitsfinder",
    "document": "de/barrierefreiheit",
    "easy-language": "de/leichte-sprache",
    "search": "de/@@search?SearchableText=Hund",
    "search-nothing": "de/@@search?SearchableText=xyzzy",
    "search-empty": "de/@@search",
    "login": "de/login",
    "not-found": "de/gibt-es-nicht",
    "feedback": "formulare/rueckmeldung?leistung={dog}",
    "finder": "zustaendigkeitsfinder",
    "search-groups": "de/@@search?SearchableText=Erfurt",
    "search-kind": "de/@@search?SearchableText=Erfurt&art=behoerden",
    "results": "zustaendigkeitsfinder?q=anmelden",
    "results-filtered": "zustaendigkeitsfinder?q=anmelden&audience=businesses",
    "results-corrected": "zustaendigkeitsfinder?q=personalausweiss",
    "results-with-place": "zustaendigkeitsfinder?q=gewerbe+anmelden+weimar",
    "results-some-words": "zustaendigkeitsfinder?q=auto+zeppelin",
    "nothing": "zustaendigkeitsfinder?q=xyzzy",
    "unknown-place": "zustaendigkeitsfinder?q=hund&wo=Atlantis",
    "which-place": "zustaendigkeitsfinder?service={card}&wo=Neustadt",
    "place-wanted": "zustaendigkeitsfinder?service={card}",
    "place-question": "zustaendigkeitsfinder?service={card}&postal_code=07646",
    "criterion-question": "zustaendigkeitsfinder?service={road}&area=160550000000",
    "answer-english": "en/zustaendigkeitsfinder?service={dog}&area=160745052025",
    "answer": "zustaendigkeitsfinder?service={dog}&area=160745052025",
    "municipality": "orte/goesen",
    "municipality-english": "en/orte/weimar",
    "municipalities": "orte",
    "reason": "begruendung?service={building}&area=160630105105",
    "reason-changed": f"begruendung?service={{dog}}&area=160745052025&stand={'0' * 64}",
    "reason-english": "en/begruendung?service={dog}&area=160745052025",
    "reason-question": "begruendung?service={card}&postal_code=07646",
    "reason-of-nothing": "begruendung?service=gibt-es-nicht",
    "not-us": "nicht-zustaendig",
    "not-us-found": "nicht-zustaendig?q=Hund",
    "not-us-nothing": "nicht-zustaendig?q=xyzzy",
    "dissolved-answer": "zustaendigkeitsfinder?service={dog}&area=160675054036",
    "dissolved-question": "zustaendigkeitsfinder?service={dog}&area=160645052055",
    "past-answer": "zustaendigkeitsfinder?service={dog}&area=160745052025&date=2020-01-01",
    "service": "leistungen/hundesteuer",
    "service-english": "leistungen/wohngeld/en",
    "service-easy": "leistungen/hundesteuer/de-simple",
    "service-here": "leistungen/hundesteuer?area=160745052025",
    "service-local": "leistungen/hundesteuer?area=160550000000",
    "answer-local": "zustaendigkeitsfinder?service={dog}&area=160550000000",
    "referral": "leistungen/rente-beantragen",
    "referral-english": "leistungen/rente-beantragen/en",
    "referral-answer": "zustaendigkeitsfinder?service={pension}",
    "referral-answer-english": "en/zustaendigkeitsfinder?service={pension}",
    "referrals-found": "zustaendigkeitsfinder?q=amtsgericht",
    "referrals-found-english": "en/zustaendigkeitsfinder?q=pension",
    "referred-to": "behoerden/deutsche-rentenversicherung",
    "specialisation": "behoerden/stadtverwaltung-weimar/hundesteuer-in-weimar",
    "authority": "behoerden/stadtverwaltung-erfurt",
    "authority-tree": "behoerden/tlvwa",
    "authority-hours": "behoerden/landratsamt-saale-holzland-kreis/beispiel-unterhaltsvorschuss-2",
    "publications": "de/publikationen",
    "publications-filtered": "de/publikationen?q=Ort&art=leitfaden",
    "publications-none": "de/publikationen?q=xyzzy",
    "publication": "de/publikationen/die-richtige-behoerde-finden",
    "changes": "aenderungen",
    "changes-here": "aenderungen?service={dog}&area=160745052025",
    "changes-choices": "aenderungen?q=hund&wo=Neustadt",
    "changes-english": "en/aenderungen?service={dog}",
    "changes-end": "aenderungen-abbestellen",
    "changes-confirm": "aenderungen-bestaetigen",
    "funding-list": "de/foerderung",
    "funding": "de/foerderung/e-government-in-kommunen",
}
SERVICES = {
    "dog": "Hundesteuer",
    "road": "Sondernutzung",
    "card": "Personalausweis",
    "building": "Baugenehmigung",
    "pension": "Rente beantragen",
}
STATUS = {"not-found": 404, "reason-of-nothing": 404}
LANGUAGE = {
    "start-english": "en",
    "portal-english": "en",
    "answer-english": "en",
    "changes-english": "en",
    "municipality-english": "en",
    "reason-english": "en",
    "service-english": "en",
    "service-easy": "de-simple",
    "referral-english": "en",
    "referral-answer-english": "en",
    "referrals-found-english": "en",
}
# The site's first pages are called by its name.
NAMED_BY_THE_SITE = {"start", "start-english"}


@pytest.fixture(scope="module")
def urls(server):
    """The addresses of all pages by name, looked up once."""
    services = {name: server.service(words) for name, words in SERVICES.items()}
    return {name: f"{server.root}/{path}".format(**services) for name, path in PAGES.items()}


@dataclass
class Shown:
    """A page that was opened once, for all that is asked of it."""

    name: str
    page: Page
    status: int = 0
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=PAGES)
def opened(chromium, urls, request):
    """Each page, opened once for the whole file: pytest runs everything about one page together."""
    context = chromium.new_context(
        locale="de-DE", color_scheme="light", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(MILLISECONDS_TO_WAIT)
    shown = Shown(request.param, context.new_page())
    shown.page.on("request", lambda each: shown.asked.append(each.url))
    shown.status = shown.page.goto(urls[shown.name]).status
    yield shown
    context.close()


@pytest.fixture
def shown(opened):
    """The page as it was before somebody looked at it on paper or in other colours."""
    yield opened
    opened.page.emulate_media(
        media="screen", color_scheme="light", forced_colors="none", reduced_motion="no-preference"
    )


def test_answers_and_asks_nobody_else(shown, server):
    assert shown.status == STATUS.get(shown.name, 200)
    origin = server.root.removesuffix("/tlvwa")
    assert [url for url in shown.asked if not url.startswith((origin, "data:"))] == []


def test_the_skip_link_works_by_keyboard(shown):
    page = shown.page
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.get_attribute("href") == "#inhalt"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('body > header, .tlvwa-skip')")
    targets = page.eval_on_selector_all(".tlvwa-skip a", "all => all.map(each => each.hash)")
    assert [target for target in targets if page.locator(target).count() != 1] == []


def test_no_axe_violations_in_light_and_dark(shown):
    assert screenshots.violations_by_scheme(shown.page) == {}


def test_fits_the_screen(shown):
    assert screenshots.pictured(shown.page, shown.name) == []
    assert screenshots.fits_with_large_text(shown.page)


def test_headings_title_and_landmarks(shown):
    page = shown.page
    assert page.locator("h1").count() == 1
    title = page.title().partition(" – ")[0]
    assert title.startswith(page.locator("h1").inner_text()) != (shown.name in NAMED_BY_THE_SITE)
    assert screenshots.skipped_levels(page) == []
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    names = page.evaluate(screenshots.NAMES_OF_NAVS)
    assert all(names)
    assert len(set(names)) == len(names)
    assert page.evaluate(screenshots.UNNAMED_FIELDS) == []


def test_languages_are_marked(shown):
    page = shown.page
    language = LANGUAGE.get(shown.name, "de")
    assert page.get_attribute("html", "lang") == language
    switch = page.locator(".tlvwa-languages a")
    assert all(link.get_attribute("lang") for link in switch.all())
    if language == "en":
        assert page.locator("[lang=de]").count() > 0


def test_focus_and_icons_are_seen_in_every_light(shown):
    page, found, icons = shown.page, {}, []
    page.emulate_media(reduced_motion="reduce")  # What fades in is looked at too early.
    for scheme in screenshots.SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found[scheme] = screenshots.without_focus(page)
        page.emulate_media(forced_colors="active")
        found[f"forced {scheme}"] = screenshots.without_focus(page)
        icons += page.evaluate(screenshots.ICONS_UNSEEN)
        page.emulate_media(forced_colors="none")
    expect(page.locator("h1")).to_be_visible()
    assert icons == []
    assert {colours: stops for colours, stops in found.items() if stops} == {}


def test_nothing_moves_for_those_who_do_not_want_it(shown):
    shown.page.emulate_media(reduced_motion="reduce")
    expect(shown.page.locator("h1")).to_be_visible()
    assert shown.page.evaluate(screenshots.MOVING) == []


def test_paper_has_the_text_alone_and_all_of_it(shown):
    page = shown.page
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for hidden in (".tlvwa-nav", ".tlvwa-search", ".tlvwa-languages", "footer nav", ".tlvwa-skip"):
        assert page.locator(f"{hidden} >> visible=true").count() == 0
    assert page.evaluate(screenshots.FOLDED) == []
