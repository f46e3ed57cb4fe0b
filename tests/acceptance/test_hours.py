"""Opening hours in a browser: an editor enters special periods and appointments, everybody reads them."""

import re

import pytest

from .conftest import log_in
from .test_editors import violations

pytestmark = pytest.mark.browser

OFFICE = "behoerden/landratsamt-saale-holzland-kreis/beispiel-unterhaltsvorschuss-2"
ROW = "form.widgets.special_periods.{row}.widgets.{name}"


def fill(page, row, **values):
    """Fill in the inputs of a row by name; a choice by its label."""
    for name, value in values.items():
        field = page.locator(f'[name^="{ROW.format(row=row, name=name)}"]').first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def open_tab(page):
    """Show the fields on hours; the form begins with its first tab, also after an error."""
    page.locator(".autotoc-nav a", has_text="Öffnungszeiten").click()


def save(page):
    page.click("#form-buttons-save")
    page.wait_for_load_state()


def section(page, server):
    """The section on hours on the public page."""
    page.goto(f"{server.root}/{OFFICE}")
    return re.sub(r"\s+", " ", page.locator("section[aria-labelledby=zeiten]").inner_text())


def test_from_the_form_to_the_page(page, server):
    log_in(page, server)
    page.goto(f"{server.root}/{OFFICE}/edit")
    open_tab(page)
    rows = page.locator('[data-rows="form.widgets.special_periods"] > .rows-list > .rows-row')
    before = rows.count()
    page.locator('[name="form.widgets.special_periods-insert"]').click()
    assert rows.count() == before + 1
    period = {"first": "2028-07-03", "last": "2028-07-28", "label": "Umbau"}
    fill(page, before, **period, days="Donnerstag", opens="09:00")
    page.check('[name="form.widgets.by_appointment:list"]')
    assert violations(page) == []
    save(page)
    open_tab(page)
    assert f"Besondere Zeiten, Zeile {before + 1}:" in page.locator("#content").inner_text()
    fill(page, before, closes="11:00")
    save(page)
    told = section(page, server)
    assert "Nur nach Terminvereinbarung." in told
    assert "3. Juli 2028 bis 28. Juli 2028" in told
    assert "Umbau Donnerstag: 9 bis 11 Uhr sonst geschlossen" in told
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
