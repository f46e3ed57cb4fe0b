"""Titles of documents, as their files tell them: a program's or a draft's name is none. Plain Python.

Programs write their own name, that of a new document or that of a file into a PDF that nobody gave a title.
"""

import re

from tlvwa.portal.common.plain_text import without_control_characters
from tlvwa.portal.common.typed_text import clean_line
from tlvwa.portal.search.normalize import normalize_word

LONGEST, MOST_READ = 200, 2_000
# Words of which the names of programs, new documents, drafts, scans and templates consist.
NO_TITLE = """
    abbildung acrobat add adobe apple arbeitsblatt arbeitsmappe ausgabe bearbeiten bild blank book
    calc camscanner canva click copy corel coreldraw das datei der des diagramm die distiller doc
    docs document docx dokument dokumente dokumenttitel draft draw drawing druck druckdatei
    druckversion druckvorlage dsc dscn durch edit eingeben einzugeben endfassung endversion entwurf
    excel exceldatei exceltabelle file final folie folien foto framemaker google grafik here hier
    hinzufügen illustrator image img impress indesign inkscape insert kein keynote klick klicken
    konzept kopie korrektur latex layout leer leere leeres libreoffice mappe mastertitelformat
    microsoft ms name namen namenlos neu neue neuer neues new no of office officedokument ohne
    onenote opendocument openoffice org outlook output page pdf pdfcreator photo photoshop power
    powerpoint powerpointpräsentation pptx praesentation presentation print präsentation publisher
    quarkxpress reinzeichnung rev revision rtf scan scanned scribus seite sheet sie skm slide slides
    stand tabelle table template test text textdokument the titel titelmasterformat title to um
    unbenannt unbenannte unbenanntes unknown unnamed untitled version visio von vorlage word
    worddokument wordfile workbook writer xlsx zeichnung
"""
PROGRAM = (
    r"(?:microsoft|ms|libre ?office|open ?office|star ?office|adobe|google"
    r"|apple|corel|word|excel|power ?point)"
    r"(?:[®™©]|\(r\)| (?:office|writer|calc|impress|draw|word|excel|power ?point|publisher|visio|docs|slides"
    r"|indesign|acrobat|illustrator|keynote|online|\d+))*"
)
OF_A_PROGRAM = re.compile(rf"{PROGRAM} ?[-–—|] .*|.* [-–—|] {PROGRAM}", re.IGNORECASE)
ENDING = re.compile(
    r".*\.(?:docx?|docm|dotx?|dotm|odt|ott|fodt|rtf|txt|wpd|wps|pages|tex|dvi|md|pptx?|pptm|potx?|ppsx?|odp|key"
    r"|xlsx?|xlsm|xltx?|ods|csv|numbers|indd|idml|inx|qxp|qxd|sla|fm|pub|vsdx?|cdr|pdf|ps|eps|ai|psd|svg|tiff?"
    r"|jpe?g|png|gif|bmp|dwg|html?|xhtml|php|aspx?|jsp|xml|eml|msg|tmp|zip)",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:[/\\].*|\\\\.*|.*[\\].*|/\S*|www\.\S*", re.IGNORECASE)
IDENTIFIER = re.compile(
    r"\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?|[0-9a-f]{16,}", re.IGNORECASE
)
LETTERS = re.compile(r"[^\W\d_]+")


def title_of(text: str) -> str:
    """Return a title in one line; empty if it is the name of a program, a draft or a file."""
    title = clean_line(without_control_characters(text[:MOST_READ])).strip(" \"'")
    patterns = (OF_A_PROGRAM, ENDING, ADDRESS, IDENTIFIER)
    if any(pattern.fullmatch(title) for pattern in patterns) or _is_of_no_title(title):
        return ""
    return title[:LONGEST].strip()


def _is_of_no_title(title: str) -> bool:
    """True if all words of a title are of those that say nothing, or single letters."""
    words = (normalize_word(word) for word in LETTERS.findall(title))
    return all(len(word) < 2 or word in _WORDS for word in words)


_WORDS = frozenset(normalize_word(word) for word in NO_TITLE.split())
