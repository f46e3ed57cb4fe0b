"""„Zweifel an Orten“: what one source alone says, what is retired, what is not known; for editors only."""

import pytest

from ..factories import JENA, models
from ..http_client import manager

PAGE = "@@orte-zweifel"


@pytest.fixture
def editor(portal):
    return manager(portal)


def rows(page, caption):
    table = page.html.select_one(f"#{caption}").find_parent("table")
    return [
        tuple(cell.text.strip() for cell in row.select("th, td"))
        for row in table.select("tbody tr")
    ]


def test_what_is_disputed_retired_and_unknown_is_listed(editor):
    gazetteer = models().gazetteer
    page = editor.get(PAGE)
    codes = list(gazetteer.postal_codes())
    disputed = rows(page, "strittig")
    assert {code for code, _name, _source in disputed} == {
        row.code for row in codes if row.disputed
    }
    assert len(disputed) == sum(len(row.disputed) for row in codes)
    assert {source for _code, _name, source in disputed} == {
        "Orte und Verwaltungssitze",
        "Grenzen der Postleitzahlen",
    }
    retired = rows(page, "ausser-gebrauch")
    assert {code for code, _names in retired} == {row.code for row in codes if row.is_retired}
    unlaid = rows(page, "ohne-gemeinde")
    assert {name for name, _code, _names in unlaid} == {place.name for place in gazetteer.unlaid}


def test_a_correction_ends_a_doubt(editor):
    import transaction

    from tlvwa.portal.areas.corrections import Correction, CorrectionKind, write_corrections
    from tlvwa.portal.common.clock import today
    from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store

    row = next(row for row in models().gazetteer.postal_codes() if row.disputed)
    key, unlaid = row.disputed[0], models().gazetteer.unlaid[0]
    corrections = (
        Correction(CorrectionKind.CODE, row.code, key, "Auskunft", today()),
        Correction(CorrectionKind.VILLAGE, unlaid.name, JENA, "Auskunft", today()),
    )
    gazetteer_store().write(corrections=write_corrections(corrections))
    transaction.commit()
    page = editor.get(PAGE)
    name = models().gazetteer.area(key).name
    assert (row.code, name) not in {(code, town) for code, town, _source in rows(page, "strittig")}
    assert unlaid.name not in {name for name, _code, _names in rows(page, "ohne-gemeinde")}


def test_the_start_page_of_editors_leads_there_and_it_leads_to_the_corrections(editor, anybody):
    assert editor.get("@@redaktion").html.select_one(f"a[href$='{PAGE}']")
    assert editor.get(PAGE).html.select_one("a[href$='@@tlvwa-orte']")
    assert anybody.get(PAGE).status_int in (302, 401)
