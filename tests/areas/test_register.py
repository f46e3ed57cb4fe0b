from datetime import date
from pathlib import Path

import pytest

from tlvwa.portal.areas.importing.register import RegisterError, parse_register, read_register
from tlvwa.portal.areas.model import AreaLevel


def line(
    kind: str, key: str, name: str = "Ort", mark: str = "", rest: str = "", day: str = "20250831"
) -> str:
    """One record of 220 characters; ``key`` as the file has it, blanks included."""
    return f"{kind}{day}{key:<12}{name:<50}{'Sitz':<50}{mark:<6}{rest}".ljust(220)


def figures() -> str:
    return f"{2433:011d}{10966:011d}{5000:011d}    07607"


GOOD = [
    line("10", "16", "Thüringen"),
    line("40", "16074", "Saale-Holzland-Kreis", "44"),
    line("50", "16074   5052", "Eisenberg, Stadt", "58"),
    line("60", "160740255052", "Gösen", "64", figures()),
    line("50", "16074   0018", "Eisenberg, Stadt", "50"),
    line("60", "160740180018", "Eisenberg, Stadt", "63", figures()),
]


def parse(lines: list[str], **options: str | None) -> object:
    return parse_register("\r\n".join([*lines, ""]).encode(), "GV.txt", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_register_is_read(mark: bytes, end: str) -> None:
    edition = parse_register(mark + (end.join(GOOD) + end).encode(), "GV.txt")
    assert edition.day == date(2025, 8, 31)
    assert edition.laender == {"16"}
    by_key = {area.key: area for area in edition.areas}
    assert list(by_key) == ["16", "16074", "160745052", "160745052025", "160740018018"]
    town = by_key["160740018018"]
    assert (town.name, town.official_name) == ("Eisenberg", "Eisenberg, Stadt")
    assert (town.hectares, town.population, town.postal_code) == (2433.0, 10966, "07607")
    assert by_key["160745052"].seat == "Sitz"


def without(index: int) -> list[str]:
    return GOOD[:index] + GOOD[index + 1 :]


def replaced(index: int, text: str) -> list[str]:
    return [*GOOD[:index], text, *GOOD[index + 1 :]]


@pytest.mark.parametrize(
    ("lines", "number", "column", "reason"),
    [
        (replaced(3, GOOD[3][:150]), 4, 151, "150 characters"),
        (replaced(1, GOOD[1] + "x"), 2, 221, "221 characters"),
        (replaced(1, line("40", "16O74")), 2, 11, "not made of digits"),
        (replaced(1, line("40", "16074", day="20250231")), 2, 3, "not a day"),
        (replaced(1, line("45", "16074")), 2, 1, "unknown record kind"),
        (replaced(1, line("40", "16074", day="20250830")), 2, 3, "in an edition of"),
        (replaced(1, line("40", "16074", name="")), 2, 23, "name is missing"),
        (replaced(5, line("60", "160740180018", "X", "63", "x" * 30)), 6, 140, "population"),
        (without(1), 2, 11, "16074, which has no record"),
        (without(0), 1, 11, "16, which has no record"),
        (without(2), 3, 11, "160745052, which has no record"),
        ([*GOOD, GOOD[1]], 7, 11, "already, in line 2"),
        ([*GOOD, ""], 7, 1, "unknown record kind"),
        (["Elefant"], 1, 1, "unknown record kind"),
    ],
)
def test_damage_is_named_with_its_place(
    lines: list[str], number: int, column: int, reason: str
) -> None:
    with pytest.raises(RegisterError, match=reason) as caught:
        parse(lines)
    assert (caught.value.line, caught.value.column) == (number, column)
    assert str(caught.value).startswith(f"GV.txt, line {number}, column {column}: ")


def test_an_empty_file_another_encoding_and_an_absent_land_are_refused() -> None:
    with pytest.raises(RegisterError, match="empty"):
        parse_register(b"", "GV.txt")
    with pytest.raises(RegisterError, match="line 1, column 25: not UTF-8"):
        parse_register("\n".join(GOOD).encode("latin-1"), "GV.txt")
    with pytest.raises(RegisterError, match="no record of the Land '09'"):
        parse(GOOD, land="09")


@pytest.mark.parametrize(
    ("file", "municipalities", "verbaende"),
    [("GV100AD_30112023.txt", 624, 82), ("GV100AD_31082025.txt", 605, 80)],
)
def test_thueringen_is_read_from_the_real_register(
    data: Path, file: str, municipalities: int, verbaende: int
) -> None:
    edition = read_register(data / "gv100ad" / file, land="16")
    kinds = [area.level for area in edition.areas]
    assert kinds.count(AreaLevel.GEMEINDE) == municipalities
    assert kinds.count(AreaLevel.VERBAND) == verbaende
    assert kinds.count(AreaLevel.KREIS) == 22
    assert kinds.count(AreaLevel.LAND) == 1


def test_all_of_germany_is_read_from_the_real_register(data: Path) -> None:
    edition = read_register(data / "gv100ad" / "GV100AD_31082025.txt")
    by_key = {area.key: area for area in edition.areas}
    assert len(edition.laender) == 16
    assert by_key["051"].level is AreaLevel.REGIERUNGSBEZIRK
    assert by_key["160510000000"].name == "Erfurt"
    assert sum(area.population or 0 for area in edition.areas) > 83_000_000
    assert by_key["160510000000"].hectares == 26991
