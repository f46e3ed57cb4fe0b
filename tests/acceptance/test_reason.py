"""The reason on paper, and the way to it and to another day, in a browser."""

import pypdfium2
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
GOESEN, EISENACH = "160745052025", "160630105105"
NORMAL = {
    "one rule": ("Hundesteuer", GOESEN),
    "rules that lost, and supervision": ("Baugenehmigung", EISENACH),
    "the whole Land": ("Apostille", GOESEN),
    "the district": ("Auto zulassen", GOESEN),
}


@pytest.mark.parametrize("case", NORMAL)
def test_it_fits_on_one_sheet(page, server, case):
    words, area = NORMAL[case]
    page.goto(f"{server.root}/begruendung?service={server.service(words)}&area={area}")
    expect(page.get_by_role("heading", name="Zum Zitieren")).to_be_visible()
    digest = page.locator(".tlvwa-citing dd").nth(1).inner_text()
    sheet = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(sheet) == 1
    text = "".join(sheet[0].get_textpage().get_text_bounded().split())
    assert text.count(digest) == 2  # in the permalink, and by itself


def test_from_the_answer_to_the_reason_and_back(plain_page, server):
    service = server.service("Hundesteuer")
    plain_page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area={GOESEN}")
    plain_page.get_by_text("Warum diese Behörde?").click()
    plain_page.get_by_role("link", name="Begründung zum Ausdrucken und Zitieren").click()
    expect(plain_page.get_by_text("Weil Sie in Gösen wohnen und Gösen von")).to_be_visible()
    plain_page.locator(".tlvwa-citing a").click()
    expect(plain_page.get_by_text("Unverändert:")).to_be_visible()
    plain_page.get_by_role("link", name="Zur Antwort im Zuständigkeitsfinder").click()
    expect(plain_page.get_by_role("region", name="Zuständig ist")).to_be_visible()


def test_another_day_is_asked_for_without_scripts(plain_page, server):
    service = server.service("Hundesteuer")
    plain_page.goto(f"{server.root}/zustaendigkeitsfinder?service={service}&area={GOESEN}")
    plain_page.get_by_label("Für einen anderen Tag fragen:").fill("2027-01-01")
    plain_page.get_by_role("button", name="Fragen", exact=True).click()
    expect(plain_page.get_by_text("Antwort für den 1. Januar 2027.")).to_be_visible()
    plain_page.get_by_role("link", name="Zur Antwort von heute").click()
    expect(plain_page.get_by_text("Stand:")).to_be_visible()


def test_what_others_do_leads_to_the_finder(plain_page, server):
    plain_page.goto(f"{server.root}/nicht-zustaendig")
    plain_page.get_by_label("Was möchten Sie erledigen?").fill("Hund")
    plain_page.get_by_role("main").get_by_role("button", name="Suchen").click()
    plain_page.get_by_role("link", name="Zuständige Stelle finden (Hund zur Steuer").click()
    plain_page.get_by_label("Wo?", exact=True).fill("Gösen")
    plain_page.get_by_role("button", name="Suchen", exact=True).click()
    expect(plain_page.get_by_role("region", name="Zuständig ist")).to_be_visible()
