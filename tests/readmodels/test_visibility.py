"""Public: published, as is everything it lies in, from its effective day until it expires."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import transaction
from DateTime import DateTime

import tlvwa.portal
from tlvwa.portal.readmodels.follower import build_snapshot
from tlvwa.portal.readmodels.nodes import BERLIN, local_day

from ..content_fixtures import content_fixture
from ..factories import (
    DOG_TAX,
    JENA,
    authority,
    folder,
    models,
    publish,
    responsibility,
    service,
    withdraw,
)


@content_fixture
def dog_tax(portal):
    """A service in a folder, with its office and their record."""
    dog_tax = service(folder(portal, "leistungen"), leika_keys=[DOG_TAX], coverage="land")
    responsibility(authority(portal, area=JENA), dog_tax)
    return dog_tax


def seen(anybody, dog_tax, uid=None):
    """Where an anonymous visitor finds the service: all of these, or none."""
    uid = uid or dog_tax.UID()
    path = "/".join(dog_tax.getPhysicalPath()[2:])
    answer = anybody.get("@responsible", "application/json", service=uid, area=JENA)
    items = [item["UID"] for item in anybody.json("@service-search")["items"]]
    terms = anybody.json("@vocabularies/tlvwa.portal.services")["items"]
    finder = anybody.get("zustaendigkeitsfinder", q="hundesteuer").text
    page = anybody.get(path)
    return {
        "page": page.status_int == 200,
        "REST": anybody.get(path, "application/json").status_int == 200,
        "answer": answer.status_int == 200,
        "search": uid in items,
        "finder": f"service={uid}" in finder,
        "vocabulary": uid in [term["token"] for term in terms],
    }


def everywhere(anybody, dog_tax):
    """Whether it is found everywhere; ``None`` where some places differ from others."""
    places = seen(anybody, dog_tax)
    assert len(set(places.values())) == 1, places
    return places["page"]


def test_a_private_parent_hides_what_is_in_it(portal, anybody, dog_tax):
    assert everywhere(anybody, dog_tax) is True
    withdraw(portal["leistungen"])
    transaction.commit()
    assert everywhere(anybody, dog_tax) is False
    assert "hundesteuer" not in anybody.get("@search", "application/json").text
    assert models().equals(build_snapshot(portal))
    publish(portal["leistungen"])
    transaction.commit()
    assert everywhere(anybody, dog_tax) is True
    assert models().equals(build_snapshot(portal))


def test_a_private_folder_hides_what_lies_deep_in_it(portal, anybody):
    """Also where the folder between is published, which Plone's own workflow would show."""
    outer = folder(portal, "aussen")
    dog_tax = service(folder(outer, "innen"), leika_keys=[DOG_TAX], coverage="land")
    responsibility(authority(portal, area=JENA), dog_tax)
    assert everywhere(anybody, dog_tax) is True
    withdraw(outer)
    transaction.commit()
    assert everywhere(anybody, dog_tax) is False
    assert "hundesteuer" not in anybody.get("@search", "application/json").text
    publish(outer)
    transaction.commit()
    assert everywhere(anybody, dog_tax) is True
    assert "hundesteuer" in anybody.get("@search", "application/json").text


def test_who_may_change_it_reaches_it_in_a_private_folder(portal, visitor):
    outer = folder(portal, "aussen", publish=False)
    dog_tax = service(folder(outer, "innen"))
    dog_tax.manage_setLocalRoles("member", ["Kommunalredaktion"])
    dog_tax.reindexObjectSecurity()
    transaction.commit()
    assert visitor("member").get("aussen/innen/hundesteuer").status_int == 200
    assert visitor().get("aussen/innen/hundesteuer").status_int != 200


def test_other_content_keeps_the_rules_of_plone(portal, anybody):
    outer = folder(portal, "aussen")
    folder(outer, "innen")
    withdraw(outer)
    transaction.commit()
    assert anybody.get("aussen/innen").status_int == 200


def test_a_private_office_answers_nothing(portal, anybody, dog_tax):
    asked = {"service": dog_tax.UID(), "area": JENA}
    assert anybody.json("@responsible", **asked)["status"] == "answered"
    withdraw(portal["amt"])
    transaction.commit()
    answer = anybody.get("@responsible", "application/json", **asked)
    assert answer.json["status"] == "gap"
    assert portal["amt"].UID() not in answer.text
    assert "/amt" not in answer.text


@pytest.mark.parametrize("field", ["effective_date", "expiration_date"])
def test_a_folder_outside_its_days_hides_what_is_in_it(portal, anybody, clock, dog_tax, field):
    setattr(portal["leistungen"], field, DateTime("2027-03-01T00:00:00+01:00"))
    portal["leistungen"].reindexObject()
    transaction.commit()
    before, after = (False, True) if field == "effective_date" else (True, False)
    clock(2027, 2, 28, 23, 59)
    assert everywhere(anybody, dog_tax) is before
    clock(2027, 3, 1, 0, 0)
    assert everywhere(anybody, dog_tax) is after


MIDNIGHTS = {
    "winter": ("2027-01-15T00:00:00+01:00", (2027, 1, 14, 23, 0)),
    "summer": ("2027-07-15T00:00:00+02:00", (2027, 7, 14, 22, 0)),
    "the day the clocks go forward": ("2027-03-28T00:00:00+01:00", (2027, 3, 27, 23, 0)),
    "the day after": ("2027-03-29T00:00:00+02:00", (2027, 3, 28, 22, 0)),
    "the day the clocks go back": ("2027-10-31T00:00:00+02:00", (2027, 10, 30, 22, 0)),
    "the day after that": ("2027-11-01T00:00:00+01:00", (2027, 10, 31, 23, 0)),
    "new year": ("2027-01-01T00:00:00+01:00", (2026, 12, 31, 23, 0)),
}


@pytest.mark.parametrize(("moment", "turn"), MIDNIGHTS.values(), ids=MIDNIGHTS.keys())
def test_the_day_turns_at_midnight_in_berlin(portal, anybody, clock, dog_tax, moment, turn):
    """``turn`` is that midnight in UTC: one minute before, yesterday holds; from then on, today."""
    dog_tax.effective_date = DateTime(moment)
    dog_tax.reindexObject()
    ending = service(portal["leistungen"], "alt", expiration_date=DateTime(moment))
    year, month, day, hour, minute = turn
    number = models().stamp.number
    clock(year, month, day, hour - 1, 59, tzinfo=UTC)
    assert (everywhere(anybody, dog_tax), shown(anybody, ending)) == (False, True)
    clock(year, month, day, hour, minute, tzinfo=UTC)
    assert (everywhere(anybody, dog_tax), shown(anybody, ending)) == (True, False)
    assert models().stamp.number == number


def shown(anybody, obj):
    """Whether the page and the search show it; both, or neither."""
    page = anybody.get("leistungen/" + obj.getId()).status_int == 200
    found = obj.UID() in [item["UID"] for item in anybody.json("@service-search")["items"]]
    assert page is found
    return page


def test_utc_midnight_is_not_the_turn_of_the_day(anybody, clock, dog_tax):
    dog_tax.effective_date = DateTime("2027-07-15T00:00:00+02:00")
    dog_tax.reindexObject()
    transaction.commit()
    clock(2027, 7, 14, 23, 59, tzinfo=UTC)
    assert everywhere(anybody, dog_tax) is True


def test_editors_see_what_is_not_yet_shown(visitor, clock, dog_tax):
    dog_tax.effective_date = DateTime("2027-07-15T00:00:00+02:00")
    dog_tax.reindexObject()
    transaction.commit()
    clock(2027, 7, 1)
    assert visitor("editor").get("leistungen/hundesteuer").status_int == 200
    assert visitor("member").get("leistungen/hundesteuer").status_int == 404


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (DateTime("2027-07-14T22:00:00+00:00"), (2027, 7, 15)),
        (DateTime("2027-07-14T21:59:00+00:00"), (2027, 7, 14)),
        (datetime(2027, 7, 15, tzinfo=BERLIN), (2027, 7, 15)),
        (DateTime("1969/12/31 00:00:00 GMT+0"), None),
        (DateTime("2499/12/31 00:00:00 GMT+0"), None),
        (None, None),
    ],
    ids=str,
)
def test_the_local_day_of_a_moment(moment, day):
    class Thing:
        expires = moment

    found = local_day(Thing(), "expires")
    assert (found and (found.year, found.month, found.day)) == day


def test_nothing_but_the_clock_tells_the_time():
    package = Path(tlvwa.portal.__file__).parent
    telling = re.compile(
        r"date\.today\(|datetime\.(now|utcnow)\(|(?<!case )DateTime\(\)|time\.time\("
    )
    found = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if telling.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["common/clock.py"]
