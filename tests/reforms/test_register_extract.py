"""A rehearsal of an extract of the register: what ends is shown, and that nobody knows where it went."""

import pytest

from tlvwa.portal.areas.importing.register_extract import ExtractRefused
from tlvwa.portal.areas.table import load_thueringen

from ..register_extract import GONE, NAME, NEW_SCHMOELLN, SCHMOELLN, extract_file


def draft(content, name=NAME):
    from tlvwa.portal.reforms.draft import draft_of_register

    return draft_of_register(load_thueringen(), content, name, None)


def test_an_extract_is_rehearsed_like_a_register():
    drafted = draft(extract_file())
    ending = {area.key: area for area in drafted.ending}
    assert {*GONE, SCHMOELLN} <= set(ending)
    assert all(not ending[key].successors for key in GONE)
    (plan,) = drafted.plans
    assert [step.key for step in plan.steps] == [NEW_SCHMOELLN]
    assert drafted.gazetteer.successors_on(SCHMOELLN, drafted.day) == (NEW_SCHMOELLN,)


def test_without_its_day_it_is_refused():
    with pytest.raises(ExtractRefused, match="der Stand der Ausgabe fehlt"):
        draft(extract_file(), "auszug.csv")
