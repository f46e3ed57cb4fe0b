"""A citizen's way through the finder, with scripts switched off and by keyboard."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_from_the_start_page_to_the_office(plain_page, server):
    plain_page.goto(server.root)
    plain_page.get_by_label("Was möchten Sie erledigen?").fill("Hund anmelden")
    plain_page.get_by_label("Wo?", exact=True).fill("Gösen")
    plain_page.get_by_role("button", name="Suchen", exact=True).click()
    plain_page.get_by_role("link", name="Hund zur Steuer anmelden").click()
    answer = plain_page.get_by_role("region", name="Zuständig ist")
    expect(answer.get_by_role("link", name="Stadtverwaltung Eisenberg")).to_be_visible()
    assert "handelt für die Gemeinde Gösen" in answer.inner_text()
    assert "area=160745052025" in plain_page.url


def test_a_shared_postal_code_is_asked_and_a_district_service_is_not(plain_page, server):
    finder = f"{server.root}/zustaendigkeitsfinder"
    card, licence = server.service("Personalausweis"), server.service("Führerschein")
    plain_page.goto(f"{finder}?service={card}&wo=07646")
    plain_page.get_by_role("link", name="Bobeck").click()
    expect(plain_page.get_by_role("region", name="Zuständig ist")).to_be_visible()
    plain_page.goto(f"{finder}?service={licence}&wo=37308")
    expect(plain_page.get_by_role("link", name="Landratsamt Eichsfeld")).to_be_visible()


def test_a_criterion_is_asked_by_post_and_stays_out_of_the_address(plain_page, server):
    service = server.service("Unterhaltsvorschuss")
    plain_page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&wo=Gösen")
    plain_page.get_by_label("L–Z").check()
    plain_page.get_by_role("button", name="Weiter").click()
    expect(plain_page.get_by_role("link", name="Sachgebiet L bis Z")).to_be_visible()
    assert "Beispiel" in plain_page.get_by_role("region", name="Zuständig ist").inner_text()
    assert "fact" not in plain_page.url
    hrefs = plain_page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
    assert not [href for href in hrefs if "fact" in href or "L-Z" in href]


def test_a_similar_street_is_asked_about(plain_page, server):
    service = server.service("Veranstaltung")
    plain_page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&wo=Weimar")
    plain_page.get_by_label("Straße und Hausnummer").fill("Marktsraße 5")
    plain_page.get_by_role("button", name="Weiter").click()
    expect(plain_page.get_by_role("heading", name="Meinten Sie Marktstraße 5?")).to_be_visible()
    plain_page.get_by_label("keine davon").check()
    plain_page.get_by_role("button", name="Weiter").click()
    answer = plain_page.get_by_role("region", name="Zuständig ist")
    expect(answer.get_by_role("link", name="Stadtverwaltung Weimar")).to_be_visible()
    assert "fact" not in plain_page.url
    hrefs = plain_page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
    assert not [href for href in hrefs if "fact" in href or "Markt" in href]


def test_what_is_the_same_everywhere_needs_no_place(plain_page, server):
    service = server.service("Kindergeld")
    plain_page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}")
    expect(plain_page.get_by_role("link", name="Familienkasse").first).to_be_visible()


def test_what_others_do_is_found_marked_and_answered_at_once(plain_page, server):
    plain_page.goto(server.root)
    plain_page.get_by_label("Was möchten Sie erledigen?").fill("GEZ abmelden")
    plain_page.get_by_role("button", name="Suchen", exact=True).click()
    hit = plain_page.locator(".tlvwa-hits > li").first
    assert "Macht eine andere Stelle: ARD ZDF Deutschlandradio Beitragsservice" in hit.inner_text()
    hit.get_by_role("link").first.click()
    answer = plain_page.get_by_role("region", name="Dafür ist eine andere Stelle da")
    assert "Das machen nicht wir" in answer.inner_text()
    expect(answer.locator("a[href='https://www.rundfunkbeitrag.de']")).to_be_visible()
    expect(plain_page.get_by_role("region", name="Wohnort")).to_have_count(0)


def test_the_place_is_chosen_once_on_the_service_page(plain_page, server):
    plain_page.goto(f"{server.root}/leistungen/hundesteuer")
    plain_page.get_by_label("In welcher Gemeinde wohnen Sie?").fill("Jena")
    plain_page.get_by_role("button", name="Zeigen").click()
    expect(plain_page.get_by_role("link", name="Stadtverwaltung Jena")).to_be_visible()
    assert plain_page.url.startswith(f"{server.root}/leistungen/hundesteuer?")


def test_why_is_folded_out_on_demand(page, server):
    service = server.service("Hundesteuer")
    page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area=160745052025")
    law = page.get_by_role("listitem").filter(has_text="Rechtsgrundlage").first
    expect(law).to_be_hidden()
    page.get_by_text("Warum diese Behörde?").click()
    expect(law).to_be_visible()


def test_the_keyboard_alone_finds_the_office(page, server):
    page.goto(f"{server.root}/zustaendigkeitsfinder")
    page.get_by_label("Was möchten Sie erledigen?").focus()
    page.keyboard.type("Personalausweis")
    page.keyboard.press("Tab")
    page.keyboard.type("Erfurt")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Stadtverwaltung Erfurt").wait_for()
    page.get_by_role("link", name="Alle Treffer für „Personalausweis“").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Personalausweis beantragen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Stadtverwaltung Erfurt").wait_for()


def test_what_is_typed_never_becomes_markup(page, server):
    page.goto(f"{server.root}/zustaendigkeitsfinder?q=<script>document.title='x'</script>")
    assert page.title() != "x"
    page.goto(f"{server.root}/zustaendigkeitsfinder?q=hund&wo=<b id=evil>x</b>")
    assert page.locator("#evil").count() == 0


def test_print_shows_the_answer_and_not_the_form(page, server):
    service = server.service("Hundesteuer")
    page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area=160745052025")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Stadtverwaltung Eisenberg")).to_be_visible()
    expect(page.get_by_role("button", name="Suchen", exact=True)).to_be_hidden()


def test_a_choice_makes_an_address_that_can_be_sent(plain_page, server):
    service = server.service("Sondernutzung")
    plain_page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area=160550000000")
    plain_page.get_by_label("an einer Autobahn").check()
    plain_page.get_by_role("button", name="Weiter").click()
    expect(plain_page.get_by_role("region", name="Zuständig ist")).to_be_visible()
    found = plain_page.get_by_role("link", name="Autobahn").first.inner_text()
    permalink = plain_page.get_by_role("link", name="Fester Link zu dieser Antwort")
    plain_page.goto(permalink.get_attribute("href"))
    assert plain_page.get_by_role("link", name="Autobahn").first.inner_text() == found
