"""One object that cannot be read harms no other, and is named."""

from pathlib import Path

import pytest
import transaction
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

from tlvwa.portal.content.publication.files import readings
from tlvwa.portal.readmodels import consistency, reader
from tlvwa.portal.readmodels.follower import build_snapshot
from tlvwa.portal.readmodels.snapshot import Snapshot

from ..content_fixtures import content_fixture
from ..factories import DOG_TAX, JENA, authority, models, publication, responsibility, service
from ..pdf import pdf


@content_fixture
def site(portal):
    """A service with its office and their record, and two publications."""
    dog_tax = service(portal, leika_keys=[DOG_TAX], coverage="land")
    responsibility(authority(portal), dog_tax)
    for name in ("bericht", "statistik"):
        publication(portal, name, data=pdf(name), filename=f"{name}.pdf")
    return portal


def lose_file(publication):
    """Remove the stored file behind a publication, as a damaged disk does; the file is the test's own."""
    publication.file = NamedBlobFile(pdf("neu"), "application/pdf", "bericht.pdf")
    notify(ObjectModifiedEvent(publication))
    transaction.commit()
    models()
    Path(publication.file._blob.committed()).unlink()
    publication._p_jar.cacheMinimize()


def problems(site):
    """What ``check`` says: (path, problem)."""
    return [(found["path"], found["problem"]) for found in consistency.findings(site)]


@pytest.fixture
def damaged(site, monkeypatch):
    """A publication of which a value cannot be read; told to the journal."""

    def size_of(obj):
        if obj.getId() == "bericht":
            raise ValueError("kein Datum")
        return readings.size_of(obj)

    monkeypatch.setattr("tlvwa.portal.content.publication.payload.size_of", size_of)
    monkeypatch.setattr(reader, "_logged", set())
    site["bericht"].reindexObject()
    transaction.commit()
    return site["bericht"]


def test_a_lost_file_takes_nothing_down_and_check_names_it(site, anybody):
    lose_file(site["bericht"])
    before = models()
    assert build_snapshot(site).equals(before)  # size and type are kept as values
    assert anybody.get("bericht").status_int == 200
    assert problems(site) == [("/plone/bericht", "Die Datei fehlt (file: bericht.pdf)")]


def test_another_file_takes_the_place_of_a_lost_one(site):
    lose_file(site["bericht"])
    site["bericht"].file = NamedBlobFile(pdf("wieder da"), "application/pdf", "bericht.pdf")
    notify(ObjectModifiedEvent(site["bericht"]))
    transaction.commit()
    assert problems(site) == []
    assert readings.reading_of(site["bericht"]).text.text.strip() == "wieder da"


@pytest.mark.parametrize("make", [models, lambda: build_snapshot(api.portal.get())])
def test_an_object_that_cannot_be_read_is_left_out_and_the_others_stay(
    site, damaged, anybody, make
):
    snapshot = make()
    node = snapshot.nodes[damaged.UID()]
    assert (node.path, node.public, node.payload.reason) == (
        "/plone/bericht",
        False,
        "ValueError: kein Datum",
    )
    assert snapshot.equals(build_snapshot(site))
    told = anybody.json("@publications")
    assert [item["title"] for item in told["items"]] == ["statistik"]
    asked = {"service": site["hundesteuer"].UID(), "area": JENA}
    assert anybody.json("@responsible", **asked)["status"] == "answered"


def test_it_is_logged_once_and_named_by_check_and_in_the_work_list(site, damaged, visitor, caplog):
    for _time in range(3):
        build_snapshot(site)
    logged = [record for record in caplog.records if record.name == reader.__name__]
    assert [record.getMessage() for record in logged] == [
        "/plone/bericht cannot be read and is left out"
    ]
    assert ("/plone/bericht", "lässt sich nicht lesen (ValueError: kein Datum)") in problems(site)
    page = visitor("editor").get("arbeitsliste").text
    assert "Beschädigte Inhalte" in page
    assert "lässt sich nicht lesen: ValueError: kein Datum" in page


def test_readable_again_it_is_back(site, damaged, monkeypatch):
    assert models().nodes[damaged.UID()].public is False
    monkeypatch.undo()
    damaged.reindexObject()
    transaction.commit()
    assert models().nodes[damaged.UID()].public is True
    assert models().equals(build_snapshot(site))


def test_an_older_snapshot_stays_where_no_newer_one_can_be_made(site, anybody, monkeypatch, caplog):
    tax = site["hundesteuer"]
    before = models()

    def fail(*_arguments, **_words):
        raise ValueError("so nicht")

    monkeypatch.setattr(Snapshot, "follow", fail)
    monkeypatch.setattr(Snapshot, "build", fail)
    site["amt"].title = "Neuer Name"
    site["amt"].reindexObject()
    transaction.commit()
    for _time in range(3):
        assert anybody.json("@responsible", service=tax.UID(), area=JENA)["status"] == "answered"
    assert models() is before
    assert sum("no newer ones" in record.getMessage() for record in caplog.records) == 1
    assert problems(site) == [
        ("/plone", "Die Lesemodelle lassen sich nicht bilden (ValueError: so nicht)")
    ]
    monkeypatch.undo()
    site["amt"].reindexObject()
    transaction.commit()
    assert models().equals(build_snapshot(site))


def test_sizes_of_older_files_come_with_the_upgrade(site):
    from tlvwa.portal.upgrades.v20261127014 import store_file_sizes

    stored = readings.reading_of(site["bericht"])
    size, stored.size = stored.size, None
    store_file_sizes(site.portal_setup)
    assert readings.reading_of(site["bericht"]).size == size
    assert size == site["bericht"].file.getSize()
