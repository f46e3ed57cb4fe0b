"""Importing a LeiKa table into the site: in batches, nothing twice, nothing over an editor's work."""

import pytest
import transaction
from plone import api
from ZODB.POSException import ConflictError

from tlvwa.portal.common.clock import today
from tlvwa.portal.readmodels.follower import build_snapshot
from tlvwa.portal.readmodels.journal import JournalOperation, site_journal
from tlvwa.portal.workflow.history.initial_version import save_first_version
from tlvwa.portal.workflow.publishing import publish

from ..content_fixtures import content_fixture
from ..factories import folder, is_followed, models, service
from ..http_client import manager
from ..readmodels.databases import elsewhere
from ..readmodels.object_loads import content_loads, writes
from .factories import key, record, written

ROWS = [record(number) for number in range(1, 8)]
LAWS = [
    {
        "title": "§ 35 Kreislaufwirtschaftsgesetz (KrWG)",
        "url": "https://example.org/krwg/__35.html",
    }
]


def table(rows=ROWS):
    from tlvwa.portal.exchange.leika_table import parse_table

    return parse_table(written(rows), "leika.csv")


def run(portal, rows=ROWS, **options):
    """The outcomes of an import in batches of three, those that happened; and its report."""
    from tlvwa.portal.exchange.leika_import import LeikaImport

    report = LeikaImport(portal, **{"batch": 3} | options).run(table(rows))
    return {outcome.value: count for outcome, count in report.outcomes.items() if count}, report


def outcomes(portal, rows=ROWS, **options):
    return run(portal, rows, **options)[0]


@content_fixture
def site(portal):
    """The site with the rows imported, published."""
    outcomes(portal, public=True)
    return portal


@pytest.fixture
def first(site):
    """The service of the first row."""
    return site["leistungen"][key(1)]


def changed(**fields):
    """The rows, the first of them with some facts changed."""
    return [record(1, **fields), *ROWS[1:]]


def test_services_are_made(portal):
    assert outcomes(portal) == {"created": 7}
    container = portal["leistungen"]
    assert (container.portal_type, container.title) == ("Folder", "Leistungen von A bis Z")
    assert list(container.objectIds()) == [key(number) for number in range(1, 8)]
    made = container[key(1)]
    assert (made.title, made.leika_name, made.leika_type) == ("Leistung 1", "Leistung 1", "2/3")
    assert (made.leika_keys, made.legal_basis) == ([key(1)], LAWS)
    assert (made.reviewed, made.coverage, made.parent_service) == (False, "none", None)
    assert made.topics == []
    assert api.content.get_state(made) != "published"


def test_what_the_fields_refuse_is_left_out_and_told(portal):
    laws = "A [javascript:alert(1)], B [www.example.org], <b>C</b>"
    _counts, report = run(portal, [record(1, type="1, 2/3", laws=laws), record(2, type="")])
    made = portal["leistungen"][key(1)]
    assert made.leika_type is None
    assert [(law["title"], law["url"]) for law in made.legal_basis] == [
        ("A", None),
        ("B", None),
        ("<b>C</b>", None),
    ]
    assert {remark.line for remark in report.remarks} == {2}
    assert [remark.text.split("“")[0] for remark in report.remarks] == [
        "Typisierung „1, 2/3",
        "„javascript:alert(1)",
        "„www.example.org",
    ]


def test_markup_of_the_table_is_text_on_the_page(portal, anybody):
    run(portal, [record(1, "<i>Name</i>", laws="<script>x</script>")], public=True)
    html = anybody.get(f"leistungen/{key(1)}").text
    assert "<i>Name" not in html
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_a_second_run_writes_and_loads_nothing(site):
    number, last = site_journal().number, site._p_jar.db().lastTransaction()
    models()
    with content_loads(site) as loaded, writes() as written_objects:
        assert outcomes(site) == {"unchanged": 7}
    assert {obj.getId() for obj in loaded if obj.portal_type == "tlvwa.portal.Service"} == set()
    assert written_objects == []
    assert site_journal().number == number
    assert site._p_jar.db().lastTransaction() == last


def test_a_crash_in_the_middle_of_a_batch(portal, monkeypatch):
    from tlvwa.portal.exchange import leika_import

    published = []

    def fails(obj):
        published.append(obj)
        if obj.getId() == key(5):
            raise KeyboardInterrupt
        original(obj)

    original = leika_import.publish
    monkeypatch.setattr(leika_import, "publish", fails)
    with pytest.raises(KeyboardInterrupt):
        outcomes(portal, public=True)
    assert list(portal["leistungen"].objectIds()) == [key(1), key(2), key(3)]
    assert sorted(models().rulebook.services_by_leika_key) == [key(1), key(2), key(3)]
    monkeypatch.setattr(leika_import, "publish", original)
    assert outcomes(portal, public=True) == {"unchanged": 3, "created": 4}
    assert len(portal["leistungen"].objectIds()) == 7
    assert models().equals(build_snapshot(portal))


def test_an_editor_at_work_meanwhile(portal, monkeypatch):
    from tlvwa.portal.exchange import leika_import

    def between(self, rows):
        if rows[0].key == key(4) and not came:
            came.append(rows)
            elsewhere(lambda site: service(site, "von-hand", leika_keys=[key(6)], commit=False))
        return original(self, rows)

    came = []
    original = leika_import.LeikaImport._write_rows
    monkeypatch.setattr(leika_import.LeikaImport, "_write_rows", between)
    assert outcomes(portal) == {"created": 6, "other": 1}
    assert key(6) not in portal["leistungen"]


def test_an_editor_who_is_first_to_commit(portal, monkeypatch):
    from tlvwa.portal.exchange import leika_import

    def first_to_commit():
        if len(attempts) == 1:
            elsewhere(lambda site: service(site, "von-hand", leika_keys=[key(6)], commit=False))
        attempts.append(1)
        original()

    attempts = []
    original = leika_import.processQueue
    monkeypatch.setattr(leika_import, "processQueue", first_to_commit)
    assert outcomes(portal) == {"created": 6, "other": 1}
    assert len(attempts) == 4
    assert models().equals(build_snapshot(portal))


def test_an_editor_who_is_always_first(portal, monkeypatch):
    from tlvwa.portal.exchange import leika_import

    def conflict():
        raise ConflictError

    monkeypatch.setattr(leika_import, "processQueue", conflict)
    with pytest.raises(ConflictError):
        outcomes(portal)
    assert "leistungen" not in portal


def test_a_service_that_has_the_key_is_left_alone(portal):
    mine = service(folder(portal, "hier"), "meine", leika_keys=[key(9), key(2)], title="Meine")
    assert outcomes(portal) == {"created": 6, "other": 1}
    assert outcomes(portal, [record(2, "Anders")]) == {"other": 1}
    assert mine.title == "Meine"
    assert key(2) not in portal["leistungen"]


def test_an_address_that_is_taken(portal):
    service(folder(portal, "leistungen"), key(2), leika_keys=[])
    assert outcomes(portal) == {"created": 6, "taken": 1}


def test_what_changed_in_the_table_is_brought_up_to_date(site, first):
    before = models()
    modified = first.modified()
    assert outcomes(site, changed(name="Neu", type="4", laws="")) == {"updated": 1, "unchanged": 6}
    assert (first.title, first.leika_name, first.leika_type) == ("Neu", "Neu", "4")
    assert first.legal_basis == []
    assert first.modified() > modified
    after = models()
    assert after.nodes[first.UID()].title == "Neu"
    assert is_followed(before, after)
    assert after.equals(build_snapshot(site))
    assert outcomes(site, changed(name="Neu", type="4", laws="")) == {"unchanged": 7}
    assert outcomes(site) == {"updated": 1, "unchanged": 6}


def edit(obj, **fields):
    for name, value in fields.items():
        setattr(obj, name, value)
    obj.reindexObject()
    transaction.commit()


def test_what_an_editor_changed_stays(site, first):
    edit(first, title="Abfall loswerden", coverage="land", synonyms=["Müll"])
    assert outcomes(site) == {"unchanged": 7}
    assert outcomes(site, changed(name="Neu")) == {"updated": 1, "unchanged": 6}
    assert (first.title, first.leika_name) == ("Abfall loswerden", "Neu")
    assert (first.coverage, first.synonyms) == ("land", ["Müll"])


def test_where_all_that_changed_is_an_editor_s_nothing_is_written(site, first):
    edit(first, legal_basis=[*LAWS, {"title": "§ 1 Satzung", "url": None}])
    number = site_journal().number
    for _run in range(2):
        assert outcomes(site, changed(laws="")) == {"edited": 1, "unchanged": 6}
    assert len(first.legal_basis) == 2
    assert site_journal().number == number


def test_a_reviewed_service_is_left_alone(site, first):
    edit(first, reviewed=True)
    assert outcomes(site, changed(name="Neu")) == {"reviewed": 1, "unchanged": 6}
    assert first.title == "Leistung 1"


def test_a_service_that_was_moved_is_known(site, first):
    api.content.move(first, folder(site, "dort"), id="abfall")
    transaction.commit()
    assert outcomes(site, changed(name="Neu")) == {"updated": 1, "unchanged": 6}
    assert site["dort"]["abfall"].title == "Neu"


def test_the_form_changes_nothing_that_nobody_changed(site, first):
    """An editor who saves the form as it is has not edited."""
    form = manager(site).get(f"leistungen/{key(1)}/edit").forms["form"]
    saved = manager(site).send(form.action, form.submit_fields("form.buttons.save"))
    assert saved.status_int == 302
    assert outcomes(site, changed(name="Neu", laws="")) == {"updated": 1, "unchanged": 6}
    assert (first.title, first.legal_basis) == ("Neu", [])


@pytest.mark.parametrize("public", [False, True])
def test_only_the_published_is_public(portal, anybody, public):
    outcomes(portal, public=public)
    path = f"leistungen/{key(1)}"
    assert (anybody.get(path).status_int == 200) is public
    found = anybody.json("@service-search", q="Leistung", b_size=50)["items_total"]
    assert found == (7 if public else 0)
    assert anybody.json("@search", portal_type="tlvwa.portal.Service")["items_total"] == found
    status = 200 if public else 404
    assert anybody.json("@responsible", status, service=key(1), area="16053000")


def test_the_public_sees_no_editor_s_notice(site, first, anybody, visitor):
    notice = "von der Redaktion noch nicht geprüft"
    path = f"leistungen/{key(1)}"

    def told(who):
        return who.get(path).html.main.get_text()

    assert notice not in told(anybody)
    assert notice in told(visitor("manager"))
    edit(first, reviewed=True)
    assert notice not in told(visitor("manager"))


def test_an_editor_s_own_service_counts_as_reviewed(portal):
    assert service(portal).reviewed is True


def test_the_models_follow(portal):
    before = models()
    outcomes(portal, public=True)
    entries = site_journal().since(before.stamp)
    assert {entry.operation for entry in entries} == {JournalOperation.UPSERT}
    paths = [entry.path for entry in entries if entry.path.startswith("/plone/leistungen/")]
    assert paths == [f"/plone/leistungen/{key(number)}" for number in range(1, 8)]
    after = models()
    assert is_followed(before, after)
    assert after.equals(build_snapshot(portal))
    assert after.is_public(portal["leistungen"][key(1)].UID(), today())


def test_a_parent_follows_from_the_keys(portal):
    below = "99000001001000"
    outcomes(portal, [record(1), (below, "1", "Detail", "4", "", "")], public=True)
    uids = [portal["leistungen"][each].UID() for each in (below, key(1))]
    generations = models().rulebook.generations(uids[0], today())
    assert [[rules.service.uid for rules in each] for each in generations] == [
        [uid] for uid in uids
    ]


MAY_DIFFER = {"UID", "path", "created", "modified", "effective", "Date", "ModificationDate"} | {
    *("CreationDate", "EffectiveDate", "getObjPositionInParent", "last_comment_date"),
    *("effectiveRange", "mime_type", "getObjSize", "cmf_uid"),
}


def catalogued(obj):
    """What the catalog holds of an object: indexes and columns."""
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(obj.getPhysicalPath())
    record_id = catalog.getrid(path)
    return catalog.getIndexDataForRID(record_id) | {
        f"column {name}": value for name, value in catalog.getMetadataForRID(record_id).items()
    }


def comparable(data):
    return {
        name: sorted(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name.split()[-1] not in MAY_DIFFER
    }


@pytest.mark.parametrize("public", [False, True])
def test_the_catalog_and_the_object_are_those_of_any_service(portal, public):
    outcomes(portal, [record(1)], public=public)
    imported = portal["leistungen"][key(1)]
    names = ("title", "leika_name", "leika_type", "leika_keys", "legal_basis", "coverage")
    usual = api.content.create(
        folder(portal, "ueblich", publish=public),
        "tlvwa.portal.Service",
        id=key(1),
        **{name: getattr(imported, name) for name in names},
    )
    if public:
        publish(usual)
    save_first_version(imported)  # which it has from its first change on
    imported.reindexObject()
    transaction.commit()
    assert comparable(catalogued(imported)) == comparable(catalogued(usual))
    assert set(catalogued(imported)) == set(catalogued(usual))
    assert catalogued(imported)["UID"] == imported.UID() != usual.UID()
    assert imported.creators == usual.creators != ()
    assert imported.getOwnerTuple() == usual.getOwnerTuple()
    assert abs(imported.created() - usual.created()) < 1
    assert [step["action"] for step in history(imported)] == [s["action"] for s in history(usual)]
    repository = api.portal.get_tool("portal_repository")
    versions = [len(repository.getHistoryMetadata(obj) or ()) for obj in (imported, usual)]
    assert versions[0] == versions[1]


def history(obj):
    return next(iter(obj.workflow_history.values()))


@pytest.mark.parametrize(
    ("path", "reason"),
    [("a/b", "„a“ gibt es nicht"), ("seite", "keine Leistungen liegen"), ("x/s", "keine Leist")],
)
def test_a_folder_that_cannot_be(portal, path, reason):
    from tlvwa.portal.exchange.leika_import import FolderRefused

    api.content.create(portal, "Document", "seite")
    service(folder(portal, "x"), "s")
    number = site_journal().number
    with pytest.raises(FolderRefused, match=reason):
        outcomes(portal, folder=path)
    assert site_journal().number == number


def test_a_folder_below_another(portal):
    folder(portal, "a")
    assert outcomes(portal, folder="/a/katalog/") == {"created": 7}
    assert portal["a"]["katalog"].title == "katalog"


def test_an_empty_table_makes_no_folder(portal):
    assert outcomes(portal, []) == {}
    assert "leistungen" not in portal
