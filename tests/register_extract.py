"""An extract of the register as a file: the shipped areas without four municipalities, one with a new key."""

from tlvwa.portal.areas import keys
from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.areas.table import load_thueringen
from tlvwa.portal.common.export import csv_file

NAME = "auszug_2026-06-30.csv"
HEAD = ("ars", "ags", "name", "verband", "verband_name", "kreis", "kreis_name")
KILIANSRODA, KLEINSCHWABHAUSEN, MECHELRODA = "160715008038", "160715008042", "160715008055"
DOBITSCHEN, SCHMOELLN, EG_SCHMOELLN = "160775052003", "160775052043", "160775052"
NEW_SCHMOELLN = "160770043043"
MELLINGEN = "160715008056"
GONE = (KILIANSRODA, KLEINSCHWABHAUSEN, MECHELRODA, DOBITSCHEN)


def extract_file(gone=GONE, moved=((SCHMOELLN, NEW_SCHMOELLN),)) -> bytes:
    """The municipalities of today as an extract, without those ``gone``, some under another key."""
    gazetteer = load_thueringen().gazetteer()
    others = dict(moved)
    rows = [
        _row(gazetteer, area, others.get(area.key, area.key))
        for area in gazetteer.areas(AreaLevel.GEMEINDE)
        if area.valid_to is None and area.key not in gone
    ]
    return csv_file(HEAD, rows)


def _row(gazetteer: Gazetteer, area, key):
    kreis = gazetteer.area(key[:5])
    verband, name = "", ""
    if key[5] == "5":
        above = gazetteer.area(key[:9])
        verband = above.key
        name = f"{'EG' if above.text_mark == '58' else 'VG'} {above.name.split('/')[0]}"
    return key, keys.ags(key), area.official_name, verband, name, kreis.key, kreis.official_name
