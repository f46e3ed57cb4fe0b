"""Tables with contact data as bytes: plain, and in the publisher's layout."""

import csv
import io

import openpyxl

HEAD = (
    *("Schlüssel", "Straße", "PLZ", "Ort", "Telefon", "E-Mail", "Web", "Öffnungszeiten"),
    *("Stand", "Quelle"),
)
COLUMNS = {
    name: position
    for position, name in enumerate(
        (
            "key",
            "street",
            "postal_code",
            "town",
            "phone",
            "email",
            "web",
            "hours",
            "as_of",
            "source",
        )
    )
}
PUBLISHERS_HEAD = (
    *("Land", None, "Satz-art", "Textkennzeichen", None),
    *("Amtlicher\nRegional-\nschlüssel (ARS)", "Amtlicher\nGemeinde-schlüssel (AGS)"),
    *("Gemeinde/Stadt", "Verwaltungssitz", "Straße", "PLZ", "Ort", "Fläche 1", "Bevölkerung 2"),
)
UNITS = (*(None,) * 12, "in km2", "insgesamt")


def row(key, **cells):
    """A row of a plain table; from 31.01.2026 and a list, unless something else is said."""
    values = {"as_of": "31.01.2026", "source": "Statistische Ämter"} | cells | {"key": key}
    fields = [""] * len(COLUMNS)
    for name, value in values.items():
        fields[COLUMNS[name]] = value
    return fields


def address(street="Am Anger 15", postal_code="07743", town="Jena"):
    """The cells of an address."""
    return {"street": street, "postal_code": postal_code, "town": town}


def plain(*rows, head=HEAD, separator=",", encoding="utf-8"):
    """A plain table as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([head, *rows])
    return text.getvalue().encode(encoding)


def publishers(
    *rows, title="Anschriften der Gemeinde- und Stadtverwaltungen am 31.01.2026", sheet="Liste"
):
    """A workbook in the publisher's layout; rows are key, AGS, name, seat, street, code, town."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for line in [("Zurück zum Inhalt",), (), (title,), (), PUBLISHERS_HEAD, UNITS, ()]:
        page.append(line)
    for each in rows:
        page.append(("16", "Thüringen", 60, "64", "Gemeinde", *each, 1.5, 100))
    page.append(("1 Fußnote",))
    book.create_sheet("Impressum").append(("Statistische Ämter",))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
