"""Importing into the site's gazetteer: all of a file, or nothing; the same one twice changes nothing."""

import json
import os
from pathlib import Path

import pytest
import transaction

from ..factories import WEIMAR, models
from ..map_fixture import land_geojson

DATA = Path(os.environ.get("TLVWA_DATA", Path(__file__).parents[3] / "shared" / "data"))
REGISTER = DATA / "gv100ad" / "GV100AD_31082025.txt"
PLACES = DATA / "plz" / "thueringen_geonames_plz_ort_kreis_2026-03-30.csv"
POLYGONS = DATA / "polygons" / "thueringen_gemeinden_vg250.geojson"

official = pytest.mark.skipif(
    not DATA.exists(), reason="the official data are not here; TLVWA_DATA names their folder"
)


def run(path, land=None):
    """The report of an import, committed."""
    from tlvwa.portal.exchange.area_import import import_file

    report = import_file(path, land)
    transaction.commit()
    return report


@official
def test_the_shipped_table_is_up_to_date(portal):
    report = run(REGISTER, "16")
    assert not report.changed
    assert report.lines == ()


@official
def test_all_of_germany_comes_in_beside(portal):
    before = models().gazetteer
    assert run(REGISTER).changed
    after = models().gazetteer
    assert len(list(after.areas())) > 12_000
    assert [area for area in after.areas() if area.key[:2] == "16"] == [
        area for area in before.areas() if area.key[:2] == "16"
    ]


@official
def test_polygons_tell_the_municipality_of_a_point(portal):
    from datetime import date

    from tlvwa.portal.areas.lookup.locate import locate_point

    day, point = date(2026, 11, 23), (50.98, 11.33)
    assert models().gazetteer.polygons.error_metres == 70
    assert locate_point(models().gazetteer, *point, day).municipalities == (WEIMAR,)
    report = run(POLYGONS)
    assert locate_point(models().gazetteer, *point, day).municipalities == (WEIMAR,)
    assert models().gazetteer.polygons.error_metres == 0
    assert report.lines[0] == "624 Polygone."
    assert len([line for line in report.lines if " liegt jetzt in " in line]) == 20
    assert [line.partition(" ")[0] for line in report.lines if "geteilt" in line] == ["Rodeberg"]
    assert not [line for line in report.lines if "ohne" in line]


def test_the_import_reports_keys_it_does_not_know_and_who_has_no_polygon(portal, tmp_path):
    drawn = json.loads(land_geojson())
    unknown = next(each for each in drawn["features"] if each["properties"]["ars"] == WEIMAR)
    unknown["properties"] = {"ars": "160559999999"}
    path = tmp_path / "land.geojson"
    path.write_text(json.dumps(drawn), encoding="utf-8")
    assert run(path).lines == (
        "604 Polygone.",
        "Polygon ohne Gemeinde: 160559999999",
        f"Gemeinde ohne Polygon: Weimar ({WEIMAR})",
    )
    assert not run(path).changed


@official
def test_places_need_polygons_and_lose_nothing(portal):
    from tlvwa.portal.exchange.area_import import ImportRefused
    from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table

    before = read_gazetteer_table()
    with pytest.raises(ImportRefused, match="Polygone"):
        run(PLACES)
    assert read_gazetteer_table() == before
    run(POLYGONS)
    run(PLACES)
    assert set(read_gazetteer_table().places) == set(before.places)
    assert read_gazetteer_table().postal_codes == before.postal_codes


@pytest.mark.parametrize(
    "text", ["", "60\n", '{"type": "FeatureCollection"}', "country_code,zipcode\nDE"]
)
def test_a_broken_file_changes_nothing_and_is_named(portal, tmp_path, text):
    from tlvwa.portal.exchange.area_import import ImportRefused
    from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table

    before = read_gazetteer_table()
    path = tmp_path / "kaputt.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused, match=r"kaputt\.txt"):
        run(path)
    assert read_gazetteer_table() == before


def test_villages_of_the_site_take_the_place_of_the_shipped_ones(portal, tmp_path):
    from datetime import date

    from tlvwa.portal.areas.lookup.name_index import areas_of_name

    day = date(2026, 11, 23)
    assert areas_of_name(models().gazetteer, "Oehrenstock", day)
    head = "name,kind,lat,lon,municipality_ars_today,kreis,certainty,other_possible"
    path = tmp_path / "villages.csv"
    path.write_text(f"{head}\nNeudorf am Berg,place,51,11.3,{WEIMAR},16055,x,\n", encoding="utf-8")
    report = run(path)
    assert report.lines == ("1 Dörfer und Ortsteile, davon 1 nicht sicher.",)
    (match,) = areas_of_name(models().gazetteer, "Neudorf am Berg", day)
    assert (match.area.key, match.is_certain) == (WEIMAR, False)
    assert not areas_of_name(models().gazetteer, "Oehrenstock", day)
    assert not run(path).changed


def test_a_broken_list_of_villages_changes_nothing(portal, tmp_path):
    from tlvwa.portal.exchange.area_import import ImportRefused

    path = tmp_path / "villages.csv"
    path.write_text("name,kind,lat,lon\nx,place,1,1\n", encoding="utf-8")
    with pytest.raises(ImportRefused, match=r"villages.csv, Zeile 1: es fehlt"):
        run(path)


def test_postal_areas_of_the_site_take_the_place_of_the_shipped_ones(portal, tmp_path):
    assert models().gazetteer.postal_code("99331").municipalities
    path = tmp_path / "postal_areas.csv"
    path.write_text("postal_code,ags,municipality\n99423,16055000,Weimar\n07001,1,x\n", "utf-8")
    report = run(path)
    assert report.lines == (
        "1 Postleitzahlen mit ihren Gemeinden.",
        "Keine Gemeinde von heute hat den Schlüssel 1.",
    )
    assert models().gazetteer.postal_code("99423").municipalities == (WEIMAR,)
    assert not run(path).changed


def test_former_municipalities_of_the_site_take_the_place_of_the_shipped_ones(portal, tmp_path):
    from tlvwa.portal.areas.model import UnknownArea

    assert models().gazetteer.parse_of_any_time("16056000").name == "Eisenach"
    head = (
        "ags_old,name,other_names,from_year,to_year,exists_2025_08_31,ars_2025_08_31,"
        "share_population,share_area"
    )
    path = tmp_path / "former.csv"
    rows = f"16055099,Altweimar,,1990,1993,no,{WEIMAR},1,1\n16055098,X,,1990,1993,no,160559999999,1,1\n"
    path.write_text(f"{head}\n{rows}", "utf-8")
    report = run(path)
    assert report.lines == (
        "2 frühere Gemeinden.",
        "Keine Gemeinde hat den Schlüssel 160559999999; was dorthin führt, bleibt unbekannt.",
    )
    gazetteer = models().gazetteer
    assert gazetteer.parse_of_any_time("16055099").name == "Altweimar"
    for unknown in ("16055098", "16056000"):
        with pytest.raises(UnknownArea):
            gazetteer.parse_of_any_time(unknown)
    assert not run(path).changed


def test_a_broken_crosswalk_changes_nothing(portal, tmp_path):
    from tlvwa.portal.exchange.area_import import ImportRefused

    path = tmp_path / "former.csv"
    path.write_text("ags_old,name\n1,x\n", "utf-8")
    with pytest.raises(ImportRefused, match=r"former.csv, Zeile 1: es fehlt"):
        run(path)
