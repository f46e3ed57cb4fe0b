"""Searches are counted: once each, in a file, with what became of them, and only while that is wanted."""

import pytest
import transaction
from bs4 import BeautifulSoup
from plone import api

from tlvwa.portal.jobs.run import run_jobs
from tlvwa.portal.search.query_log import SearchLog

from ..factories import DOG_TAX, JENA, outside_a_request, service
from ..readmodels.object_loads import writes

PAGE, SWITCH = "@@suche-anfragen", "tlvwa.portal.search_counts"


@pytest.fixture
def log(tmp_path, monkeypatch):
    """The counts of the site, in a folder of the test's own."""
    monkeypatch.setenv("TLVWA_COUNTS", str(tmp_path))
    return SearchLog(tmp_path / "searches" / "plone")


@pytest.fixture
def dog_tax(portal, log):
    """A service to be found."""
    return service(portal, title="Hundesteuer", leika_keys=[DOG_TAX], coverage="land")


def lines(log):
    """What was noted, without the day."""
    return [
        tuple(line.split("\t")[1:])
        for path in log.folder.glob("*.log")
        for line in path.read_text().splitlines()
    ]


def get_from(visitor, referrer, path, **parameters):
    """A page that is reached from another one."""
    visitor._headers = visitor._headers | {"Referer": referrer}
    return visitor.get(path, **parameters)


def test_each_way_to_search_counts_once(anybody, dog_tax, log):
    with writes() as registered:
        anybody.get("zustaendigkeitsfinder", q="Hundesteuer")
        anybody.get("@@search", SearchableText="Hundesteuer")
        anybody.json("@service-search", q="Hundesteuer")
    assert lines(log) == [("exact", "hundesteuer")] * 3
    assert not registered


def test_outcomes(anybody, dog_tax, log):
    for words in ("hundestuer", "xyzzy", "hundesteuer"):
        anybody.get("zustaendigkeitsfinder", q=words)
    assert lines(log) == [("some", "hundestur"), ("none", "xyzzy"), ("exact", "hundesteuer")]


def test_a_search_that_is_answered_at_once_counts_as_opened(visitor, portal, dog_tax, log):
    found = visitor().get("zustaendigkeitsfinder", q="Hundesteuer", area=JENA)
    assert found.status_int == 303
    assert lines(log) == [("exact", "hundesteuer"), ("click", "hundesteuer")]
    another = f"{portal.absolute_url()}/zustaendigkeitsfinder?q=katze"
    assert get_from(visitor(), another, found.location).status_int == 200
    assert len(lines(log)) == 2  # nobody who sought cats opened a dog tax
    same = f"{portal.absolute_url()}/zustaendigkeitsfinder?q=hundesteuer"
    assert get_from(visitor(), same, found.location).status_int == 200
    assert lines(log)[2:] == [("click", "hundesteuer")]


def test_further_pages_filters_and_scripts_do_not_count(visitor, portal, dog_tax, log):
    visitor().json("@service-search", q="Hundesteuer", b_start="10")
    own = f"{portal.absolute_url()}/zustaendigkeitsfinder?q=hundesteuer"
    get_from(visitor(), own, "zustaendigkeitsfinder", q="Hundesteuer", audience="citizen")
    typing = visitor()
    typing._headers = {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin"}
    typing.json("@service-search", q="Hunde")
    assert lines(log) == []


def test_nothing_personal_is_noted(anybody, dog_tax, log):
    for words in ("erika@example.org", "03641 1234567", "wort " * 9):
        anybody.get("zustaendigkeitsfinder", q=words)
    assert lines(log) == []


def test_what_is_opened_from_a_search_counts(visitor, portal, dog_tax, log):
    site = portal.absolute_url()
    for referrer, path, parameters in (
        (
            f"{site}/zustaendigkeitsfinder?q=Hundesteuer",
            "zustaendigkeitsfinder",
            {"service": dog_tax.UID()},
        ),
        (f"{site}/@@search?SearchableText=Hund", "hundesteuer", {}),
    ):
        with writes() as registered:
            assert get_from(visitor(), referrer, path, **parameters).status_int == 200
        assert not registered
    assert lines(log) == [("click", "hundesteuer"), ("click", "hund")]


@pytest.mark.parametrize(
    "referrer",
    [
        "",
        "{site}",
        "{site}/hundesteuer?q=hund",
        "https://example.org/zustaendigkeitsfinder?q=hund",
        "http://nohost.example.org/zustaendigkeitsfinder?q=hund",
        "{site}/zustaendigkeitsfinder?q=erika@example.org",
        "{site}/zustaendigkeitsfinder?" + "a=1&" * 300,
        "{site}/zustaendigkeitsfinder?q[=%ff",
        "nonsense",
    ],
)
def test_what_comes_from_elsewhere_does_not(visitor, portal, dog_tax, log, referrer):
    address = referrer.format(site=portal.absolute_url())
    assert get_from(visitor(), address, "hundesteuer").status_int == 200
    assert lines(log) == []


def test_pictures_data_and_errors_are_no_clicks(visitor, portal, dog_tax, log):
    search = f"{portal.absolute_url()}/zustaendigkeitsfinder?q=hund"
    somebody = visitor()
    somebody._headers = {"Referer": search}
    somebody.get("hundesteuer", "application/json")
    somebody.get("nirgends")
    somebody.get("zustaendigkeitsfinder", topic="x")
    assert lines(log) == []


def test_the_job_folds_and_the_page_tells(anybody, visitor, dog_tax, log):
    for _time in range(5):
        anybody.get("zustaendigkeitsfinder", q="xyzzy")
        anybody.get("zustaendigkeitsfinder", q="Hundesteuer")
    anybody.get("zustaendigkeitsfinder", q="einmal xyzzy")
    editor = visitor("editor")
    assert "Hier steht noch nichts" in editor.get(PAGE).text
    assert run_jobs()["searches"] == 11
    assert rows(editor.get(PAGE)) == ["xyzzy"]
    assert rows(editor.get(PAGE, list="unopened")) == ["hundesteuer"]
    assert rows(editor.get(PAGE, list="often")) == ["hundesteuer", "xyzzy"]
    assert "einmal" not in editor.get(PAGE, list="often").text
    answer = editor.get(PAGE, list="often", file="csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "xyzzy;5;5;0;0;0" in answer.body.decode("utf-8-sig")
    assert editor.get(PAGE, month="2019-01").status_int == 400


def rows(response):
    """The queries of a list."""
    page = BeautifulSoup(response.text, "html.parser")
    return [each.get_text(strip=True) for each in page.select(".editors-table tbody th")]


def test_switched_off_nothing_is_counted_and_nothing_is_left(anybody, visitor, dog_tax, log):
    anybody.get("zustaendigkeitsfinder", q="Hundesteuer")
    api.portal.set_registry_record(SWITCH, False)
    transaction.commit()
    anybody.get("zustaendigkeitsfinder", q="Hundesteuer")
    assert len(lines(log)) == 1
    assert run_jobs()["searches"] == 1
    assert not log.folder.exists()
    assert "Das Zählen ist ausgeschaltet." in visitor("editor").get(PAGE).text


def test_the_switch_on_the_page(visitor, anybody, dog_tax, log):
    anybody.get("zustaendigkeitsfinder", q="Hundesteuer")
    editor = visitor("editor")
    form = next(form for form in editor.get(PAGE).forms.values() if "_authenticator" in form.fields)
    assert editor.send(PAGE, [*form.submit_fields(), ("do", "off")]).status_int == 302
    assert not log.folder.exists()
    transaction.begin()
    assert outside_a_request(api.portal.get_registry_record, SWITCH) is False
    assert editor.send(PAGE, [*form.submit_fields(), ("do", "on")]).status_int == 302
    transaction.begin()
    assert outside_a_request(api.portal.get_registry_record, SWITCH) is True


def test_a_full_disk_fails_no_search(anybody, dog_tax, log, tmp_path):
    (tmp_path / "searches").write_text("no folder")
    assert anybody.get("zustaendigkeitsfinder", q="Hundesteuer").status_int == 200


def test_without_a_folder_nothing_is_counted(anybody, dog_tax, tmp_path, monkeypatch):
    monkeypatch.setenv("TLVWA_COUNTS", str(tmp_path / "missing"))
    assert anybody.get("zustaendigkeitsfinder", q="Hundesteuer").status_int == 200
    assert run_jobs()["searches"] == 0
