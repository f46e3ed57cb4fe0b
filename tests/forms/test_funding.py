"""The application for funding: files and a declaration."""

import pytest
from webtest import Upload

from tlvwa.portal.forms.saved_input import saved_rows
from tlvwa.portal.forms.uploads import MEBIBYTE

from .files import FILES
from .form_client import filled

pytestmark = pytest.mark.usefixtures("mail")
PATH = "formulare/foerderantrag"
VALUES = {
    "programm": "E-Government",
    "organisation": "Stadt Jena",
    "gemeinde": "160530000000",
    "vorhaben": "Ein Onlinedienst",
    "ausgaben": "10000",
    "name": "A",
    "email": "a@example.org",
    "finanzierungsplan": Upload("plan.ods", FILES["ods"]),
    "erklaert": "selected",
}
PLAN = "form-widgets-finanzierungsplan"


def test_files_are_kept_for_the_owners(forms, anybody, visitor, later, mail):
    page = filled(anybody, later, PATH, **VALUES)
    assert page.heading == "Antrag gesendet", page.text
    assert page.answers["Geplante Ausgaben in Euro"] == "10000"
    row = saved_rows(forms["foerderantrag"])[0]
    key = f"{row.action}.{row.number}.finanzierungsplan"
    answer = visitor("forms").get(f"{PATH}/@@saveddata", upload=key)
    assert answer.body == FILES["ods"]
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''plan.ods"
    assert answer.headers["Content-Type"].startswith("application/octet-stream")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor("").get(f"{PATH}/@@saveddata", upload=key).status_int in (302, 401, 403)
    assert "plan.ods" in visitor("forms").get(f"{PATH}/@@saveddata", file="csv").text
    assert not any(list(message.iter_attachments()) for message in mail)


def test_what_is_missing_is_told_and_files_must_be_chosen_again(forms, anybody, later):
    page = filled(anybody, later, PATH, **VALUES | {"erklaert": [], "programm": ""})
    assert page.errors.keys() == {"form-widgets-programm", "form-widgets-erklaert"}
    assert "Dateien müssen Sie noch einmal auswählen" in page.text
    marked = filled(anybody, later, PATH, **VALUES | {"programm": ""})
    assert marked.tree.get_element_by_id("form-widgets-erklaert").get("checked") is not None
    missing = filled(anybody, later, PATH, **VALUES | {"finanzierungsplan": ""})
    assert missing.errors == {PLAN: "Bitte wählen Sie bei „Finanzierungsplan“ eine Datei aus."}
    assert saved_rows(forms["foerderantrag"]) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("plan.exe", b"MZ", "„plan.exe“: Diese Art von Datei wird nicht angenommen"),
        ("plan.pdf", b"MZ", "„plan.pdf“ enthält nicht"),
        ("plan.pdf", b"%PDF-" + b"x" * 10 * MEBIBYTE, "„plan.pdf“ ist zu groß: Eine Datei darf höchstens 10"),
    ],
)  # fmt: skip
def test_wrong_files_are_told_with_name_and_limit(forms, anybody, later, name, data, words):
    page = filled(anybody, later, PATH, **VALUES | {"finanzierungsplan": Upload(name, data)})
    assert words in page.errors[PLAN]
    assert page.of("programm").get("value") == "E-Government"
    assert page.tree.get_element_by_id(PLAN).get("aria-invalid") == "true"
    assert saved_rows(forms["foerderantrag"]) == []


def test_all_files_together_have_a_limit(forms, anybody, later):
    forms["foerderantrag"].files_size = 1
    large = b"%PDF-" + b"x" * (MEBIBYTE // 2)
    files = {
        name: Upload(f"{name}.pdf", large)
        for name in ("finanzierungsplan", "projektbeschreibung", "weitere_anlage")
    }
    page = filled(anybody, later, PATH, **VALUES | files)
    assert list(page.errors.values()) == [
        "Alle Dateien zusammen sind zu groß: Erlaubt sind höchstens 1 MB."
    ]


def test_the_input_says_which_files(forms, anybody):
    from .form_client import opened

    page = opened(anybody, PATH)
    file = page.tree.get_element_by_id(PLAN)
    hint = page.tree.get_element_by_id(file.get("aria-describedby")).text
    assert (
        hint == "Möglich sind .pdf, .odt, .ods, .docx, .xlsx, .jpg, .jpeg, .png; höchstens 10 MB."
    )
    assert file.get("type") == "file"
    assert file.get("accept") == ".pdf,.odt,.ods,.docx,.xlsx,.jpg,.jpeg,.png"
