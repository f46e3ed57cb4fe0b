"""Which files a form takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.forms.uploads import KINDS, Upload, endings, upload_problem, upload_problems

from .files import FILES, packed

ALL = tuple(KINDS)


def reason(name, data, kinds=ALL, limit=10_000):
    found = upload_problem(Upload("datei", name, data), kinds, limit)
    return found.reason if found else ""


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_what_stands_in_it(kind):
    assert reason(f"Anlage.{kind.upper()}", FILES[kind]) == ""
    assert reason(f"anlage.{kind}", FILES[kind], [each for each in ALL if each != kind]) == "kind"
    others = [other for other in FILES if other not in (kind, "txt")]
    # A PDF without pictures is a text, too.
    assert [other for other in others if not reason(f"x.{kind}", FILES[other])] == (
        ["pdf"] if kind == "txt" else []
    )


@pytest.mark.parametrize(
    "name", ["virus.exe", "seite.html", "bild.svg", "pdf", "", ".", "a.pdf.exe", "a.docm"]
)
def test_other_endings_are_refused(name):
    assert reason(name, FILES["pdf"]) == "kind"


def test_a_disguise_is_refused():
    assert reason("brief.pdf", b"MZ program") == "content"
    assert reason("brief.docx", packed("[Content_Types].xml", "word/x", "word/vbaProject.bin"))
    assert reason("brief.odt", packed("content.xml")) == "content"
    assert reason("brief.pdf", b"") == "empty"


@given(st.binary(max_size=200), st.sampled_from(ALL), st.integers(1, 100))
def test_the_size_counts_whatever_the_file_is(data, kind, limit):
    found = reason(f"a.{kind}", data, ALL, limit)
    assert (found == "size") is (len(data) > limit)


@given(st.binary(), st.text(max_size=20))
def test_any_file_is_judged_without_an_error(data, name):
    assert reason(name, data) in ("", "kind", "content", "empty", "size")
    for kind in KINDS.values():
        kind.fits(b"PK\x03\x04" + data)


@given(st.lists(st.integers(1, 50), max_size=6), st.integers(1, 200))
def test_all_files_together_have_a_limit(sizes, total):
    uploads = [Upload(f"f{n}", f"a{n}.txt", b"x" * size) for n, size in enumerate(sizes)]
    found = upload_problems(uploads, ALL, 50, total)
    assert [each.reason for each in found] == (["total"] if sum(sizes) > total else [])
    if found:
        assert (found[0].limit, found[0].field) == (total, uploads[-1].field)


def test_endings_as_people_write_them():
    assert endings(["jpg", "pdf", "unbekannt"]) == (".jpg", ".jpeg", ".pdf")
