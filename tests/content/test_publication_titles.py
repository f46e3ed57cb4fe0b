"""Which names in a PDF are titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlvwa.portal.content.publication.files.titles import LONGEST, title_of


@pytest.mark.parametrize(
    "name",
    [
        *("PowerPoint-Präsentation", "PowerPoint Presentation", "Präsentation1", "Presentation"),
        *(
            "Dokument1",
            "Dokument 1",
            "Document1",
            "Document (2)",
            "Unbenanntes Dokument",
            "Dokument",
        ),
        *(
            "Microsoft Word - Bericht.docx",
            "Microsoft Word - Dokument1",
            "Microsoft® Word - Antrag",
        ),
        *(
            "Microsoft PowerPoint - Folien Sitzung",
            "Microsoft Office Word",
            "MS Word",
            "Word-Dokument",
        ),
        *("Neues Microsoft Word-Dokument", "New Microsoft Word Document", "Adobe InDesign 2023"),
        *("LibreOffice Writer", "OpenOffice.org Impress", "Haushalt - Microsoft Excel", "Excel"),
        *("untitled", "Untitled-1", "Unbenannt-2", "Ohne Titel 3", "No Title", "Titel", "unknown"),
        *("Layout 1", "Folie 1", "Slide 1", "Tabelle1", "Mappe1", "Seite 1", "Druck", "Zeichnung1"),
        *("Entwurf", "Entwurf_3", "Entwurf (2) final", "draft v2", "ENTWURF Stand 12.03.2025"),
        *("Bericht.pdf", "bild.TIF", "Scan_2024-03-01.pdf", "Kopie von Bericht.docx", "a.b.indd"),
        *("Scan_20240301", "IMG_2034", "DSC00123", "doc01234520240301", "SKM_C25824030112340"),
        *(
            "C:\\Users\\x\\Bericht",
            "\\\\server\\ordner\\Bericht",
            "file:///tmp/x",
            "https://example.org/a",
        ),
        *(
            "3F2504E0-4F89-11D3-9A0C-0305E82C3301",
            "{3f2504e04f8911d39a0c0305e82c3301}",
            "0815_4711",
        ),
        *(
            "Titel der Präsentation",
            "Titel durch Klicken hinzufügen",
            "[Dokumenttitel]",
            "-",
            "",
            " ",
        ),
    ],
)
def test_the_name_of_a_program_a_draft_or_a_file_is_none(name):
    assert title_of(name) == ""


@pytest.mark.parametrize(
    "title",
    [
        *("Bericht 2026", "Die Wälder Thüringens", "Entwurf eines Gesetzes über den Wald", "Jagd"),
        *("Leitfaden zur Dokumentation", "Excel für Ämter", "Neue Wege", "Der Druck steigt"),
        *("Stand der Technik", "Titel IV: Förderung", "Formular A 12", "Haushaltsplan - Entwurf"),
        *("Word: eine Einführung", "Merkblatt Nr. 3", "§ 34 BauGB", "Tabellen zur Statistik 2025"),
    ],
)
def test_a_title_stays(title):
    assert title_of(f'  "{title}"\r\n') == title


@given(st.text())
def test_any_text_is_a_line_or_nothing(text):
    title = title_of(text)
    assert len(title) <= LONGEST
    assert title == title.strip()
    assert len(title.splitlines()) <= 1
