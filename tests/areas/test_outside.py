"""What is known of places elsewhere."""

from pathlib import Path

import pytest

from tlvwa.portal.areas.importing.build_outside import SOURCES, main, outside_places
from tlvwa.portal.areas.importing.register import read_register
from tlvwa.portal.areas.lookup.number_plates import (
    NumberPlateError,
    district_of_plate,
    read_number_plates,
)
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.areas.outside import (
    OutsidePlaces,
    OutsideTableError,
    load_outside,
    read_outside,
    write_outside,
)
from tlvwa.portal.areas.table import load_thueringen

HEAD = "# Places and postal codes of Germany, to say what lies elsewhere; format 1\n"
THUERINGEN = frozenset({"16"})


def test_a_table_read_again_is_the_same() -> None:
    places = OutsidePlaces(
        (("02", "Hamburg"), ("CH", "Bern")), {"20": ("02",), "204": ("02", "01")}
    )
    assert read_outside(write_outside(places, SOURCES), "t") == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "t, line 1"),
        ("place\t02\tHamburg", "t, line 1"),
        (f"{HEAD}place\t02\tHamburg\ntown\t02\tHamburg", "t, line 3"),
        (f"{HEAD}place\t02", "t, line 2"),
        (f"{HEAD}code\t2\t02", "t, line 2"),
    ],
)
def test_a_broken_table_names_its_line(text: str, place: str) -> None:
    with pytest.raises(OutsideTableError, match=place):
        read_outside(text, "t")


def test_larger_places_are_known_by_their_land() -> None:
    assert load_outside().lands_of_name("hamburg", THUERINGEN) == ("02",)
    assert load_outside().lands_of_name("Frankfurt am Main", THUERINGEN) == ("06",)
    assert load_outside().lands_of_name("Erfurt", THUERINGEN) == ()
    assert load_outside().lands_of_name("Erfurt", frozenset()) == ("16",)
    assert load_outside().lands_of_name("Bayern", THUERINGEN) == ("09",)


def test_a_code_is_known_by_its_first_digits() -> None:
    assert load_outside().lands_of_code("20095") == ("02",)
    assert load_outside().lands_of_code("04109") == ("14",)
    assert load_outside().lands_of_code("98527") == ("16",)
    assert load_outside().lands_of_code("00000") == ()


def test_no_code_of_the_land_is_said_to_be_elsewhere() -> None:
    for row in load_thueringen().postal_codes:
        assert "16" in load_outside().lands_of_code(row.code), row.code


def test_the_shipped_table_is_that_of_the_register(data: Path, tmp_path: Path) -> None:
    register, output = data / "gv100ad" / "GV100AD_31082025.txt", tmp_path / "outside.tsv"
    assert main(["--register", str(register), "--output", str(output)]) == 0
    assert read_outside(output.read_text("utf-8"), "t") == load_outside()
    assert outside_places(read_register(register, "16").areas).places[-1][0] == "UA"


def test_a_register_that_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "outside.tsv"
    assert main(["--register", str(tmp_path / "none"), "--output", str(output)]) == 1
    assert not output.exists()


def test_each_number_plate_leads_to_a_district_that_exists() -> None:
    gazetteer = load_thueringen().gazetteer()
    assert district_of_plate("SÖM") == "16068"
    assert gazetteer.area(district_of_plate("EA")).level is AreaLevel.KREIS
    assert district_of_plate("söm") == district_of_plate("XYZ") == ""


@pytest.mark.parametrize("line", ["söm\t16068", "SÖM", "SÖM\t160"])
def test_a_broken_table_of_plates_names_its_line(line: str) -> None:
    head = "# Number plates of districts, by their letters; format 1"
    with pytest.raises(NumberPlateError, match="t, line 2"):
        read_number_plates(f"{head}\n{line}\n", "t")
    with pytest.raises(NumberPlateError, match="t, line 1"):
        read_number_plates(line, "t")
