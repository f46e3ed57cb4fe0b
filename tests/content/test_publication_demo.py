"""The demo's publications and funding programme, as the set-up makes them."""

from tlvwa.portal.readmodels.consistency import findings
from tlvwa.portal.setuphandlers.demo import data
from tlvwa.portal.setuphandlers.demo.publications import add_publications

from ..factories import authority, folder, service


def test_they_are_made_with_covers_and_listed(portal, anybody):
    office, funded = authority(portal, title="Amt"), service(portal, "foerderung-e-government")
    folder(portal, "publikationen")
    tables = data.table("publications")["publications"], data.table("funding")["funding"]
    named = {entry.get("publisher") or entry["team"] for table in tables for entry in table}
    add_publications(portal, dict.fromkeys(named, office), {"foerderung-e-government": funded})
    with_file = [entry["id"] for entry in tables[0] if "file" in entry]
    assert all(portal["publikationen"][name].cover is not None for name in with_file)
    page = anybody.get("publikationen").text
    assert all(entry["title"] in page for entry in tables[0])
    assert tables[1][0]["title"] in anybody.get("foerderung").text
    for entry in tables[0]:
        assert "Beispiel:" in anybody.get(f"publikationen/{entry['id']}").text
    assert "Beispiel:" in anybody.get("foerderung/e-government-in-kommunen").text
    assert list(findings(portal)) == []
