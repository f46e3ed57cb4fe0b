"""Whatever is done, in whatever order: following the journal gives the models of a rebuild."""

from contextlib import suppress
from datetime import date

import transaction
from DateTime import DateTime
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plone import api
from zExceptions import BadRequest

from tlvwa.portal.common.clock import today
from tlvwa.portal.readmodels.follower import Follower, build_snapshot
from tlvwa.portal.readmodels.gazetteer_store import gazetteer_store
from tlvwa.portal.readmodels.journal import site_journal

from .. import factories
from .databases import above, opened

AREAS = (
    factories.JENA,
    factories.ASSOCIATION,
    factories.SAALE_HOLZLAND,
    factories.GOESEN,
    "16",
    "00",
)
SERVICE, AUTHORITY = "tlvwa.portal.Service", "tlvwa.portal.Authority"
RECORD, ONLINE = "tlvwa.portal.Responsibility", "tlvwa.portal.OnlineService"
LOCAL = "tlvwa.portal.Specialisation"
VARIANT = "tlvwa.portal.TextVariant"
KINDS = ("Folder", SERVICE, AUTHORITY, RECORD, LOCAL, ONLINE, VARIANT)
AREA_NAMES = ("Jenalöbnitz", "Neulöbnitz")
MOMENTS = (None, "2027-01-01T00:00:00+01:00", "2027-07-01T00:00:00+02:00")


class Editor:
    """Does one thing after another to a site; what a number chooses is told by what there is."""

    def __init__(self, site):
        self.site = site
        self.made = 0
        factories.folder(site, "leistungen", commit=False)
        factories.authority(site, "amt", commit=False)
        factories.service(site["leistungen"], leika_keys=[factories.DOG_TAX], commit=False)
        factories.responsibility(
            site["amt"], site["leistungen"]["hundesteuer"], areas=["16"], commit=False
        )
        transaction.commit()

    def do(self, action, first, second):
        """One edit, committed; what Plone refuses is aborted."""
        with suppress(ValueError, BadRequest, api.exc.InvalidParameterError):
            getattr(self, action)(first, second)
            transaction.commit()
            return
        transaction.abort()

    def _all(self, *portal_types):
        brains = self.site.portal_catalog.unrestrictedSearchResults(
            portal_type=portal_types, sort_on="path"
        )
        return [brain._unrestrictedGetObject() for brain in brains]

    def _any(self, number, *portal_types):
        found = self._all(*(portal_types or KINDS))
        if not found:
            raise ValueError(portal_types)
        return found[number % len(found)]

    def _make(self, make, container, *arguments, publish, **fields):
        self.made += 1
        make(container, *arguments, name=f"n{self.made}", publish=publish, commit=False, **fields)

    def add_folder(self, first, second):
        parents = (self.site, *self._all("Folder"))
        parent = parents[second % len(parents)]
        self._make(factories.folder, parent, publish=first % 3 > 0)

    def add_service(self, first, second):
        parent = self._any(second, "Folder")
        fields = {"leika_keys": [factories.DOG_TAX], "coverage": "land"}
        self._make(factories.service, parent, publish=first % 4 > 0, **fields)

    def add_authority(self, first, second):
        parents = (self.site, *self._all(AUTHORITY, "Folder"))
        parent, area = parents[second % len(parents)], AREAS[first % len(AREAS)]
        self._make(factories.authority, parent, publish=first % 4 > 0, area=area)

    def add_record(self, first, second):
        parent, named = self._any(first, AUTHORITY), self._any(second, SERVICE)
        fields = {"areas": [AREAS[second % len(AREAS)]] if first % 3 else []}
        self._make(factories.responsibility, parent, named, publish=first % 5 > 0, **fields)

    def add_specialisation(self, first, second):
        parent, named = self._any(first, AUTHORITY), self._any(second, SERVICE)
        fields = {"areas": [AREAS[second % len(AREAS)]] if first % 3 else []}
        self._make(factories.specialisation, parent, named, publish=first % 5 > 0, **fields)

    def add_online_service(self, first, second):
        parent, named = self._any(first, AUTHORITY), self._any(second, SERVICE)
        self._make(factories.online_service, parent, publish=first % 3 > 0)
        target = parent[f"n{self.made}"].UID()
        fields = {"role": "online_service", "target": target, "areas": ["16"]}
        self._make(factories.responsibility, parent, named, publish=True, **fields)

    def add_variant(self, first, second):
        parent, language = self._any(second, SERVICE, AUTHORITY), ("en", "fr")[first % 2]
        factories.text_variant(parent, language, publish=first % 3 > 0, commit=False)

    def refer(self, first, second):
        record, other = self._any(first, RECORD), self._any(second, AUTHORITY)
        record.effect = ("referred", "not_offered", "rule")[second % 3]
        record.refers_to = other.UID()
        record.reindexObject()

    def edit(self, first, second):
        obj = self._any(first)
        obj.title = f"Titel {second}"
        if obj.portal_type == AUTHORITY:
            obj.area, obj.supervising = AREAS[second % len(AREAS)], second % 5 == 0
        if obj.portal_type == RECORD:
            named = [self._any(second + shift, SERVICE).UID() for shift in range(second % 3)]
            obj.services, obj.valid_to = named, date(2027, 1, 1) if second % 4 == 0 else None
        if obj.portal_type == LOCAL:
            obj.service, obj.valid_from = self._any(second, SERVICE).UID(), date(2027, 1, 1)
        if obj.portal_type == SERVICE:
            obj.parent_service = self._any(second, SERVICE).UID()
        obj.reindexObject()

    def publish(self, first, second):
        factories.publish(self._any(first))

    def retract(self, first, second):
        factories.withdraw(self._any(first))

    def set_days(self, first, second):
        obj, moment = self._any(first), MOMENTS[second % len(MOMENTS)]
        field = ("effective_date", "expiration_date")[second // len(MOMENTS) % 2]
        setattr(obj, field, moment and DateTime(moment))
        obj.reindexObject()

    def move(self, first, second):
        obj = self._any(first)
        kinds = self._homes(obj)
        target = self._any(second, *kinds)
        if obj.getPhysicalPath() == target.getPhysicalPath()[: len(obj.getPhysicalPath())]:
            raise ValueError("nothing can lie in itself")
        api.content.move(obj, target)

    def copy(self, first, second):
        obj = self._any(first)
        self.made += 1
        kinds = self._homes(obj)
        api.content.copy(obj, self._any(second, *kinds), id=f"n{self.made}")

    def _homes(self, obj):
        """Where an object may lie."""
        if obj.portal_type == VARIANT:
            return (SERVICE, AUTHORITY)
        return ("Folder",) if obj.portal_type in ("Folder", SERVICE) else (AUTHORITY,)

    def rename(self, first, second):
        self.made += 1
        api.content.rename(self._any(first), f"n{self.made}")

    def delete(self, first, second):
        api.content.delete(self._any(first), check_linkintegrity=False)

    def change_areas(self, first, second):
        store = gazetteer_store()
        there, other = AREA_NAMES if AREA_NAMES[0] in store.table else AREA_NAMES[::-1]
        store.write(table=store.table.replace(there, other))


def ledger_rows(models):
    """The rows of today's ledger: kept in step in models that follow, as they are asked each time."""
    return dict(models.ledger(today(), today(), "16").rows)


ACTIONS = sorted(name for name, value in vars(Editor).items() if name[0] != "_" and name != "do")
NUMBERS = st.integers(0, 11)
STEPS = st.lists(st.tuples(st.sampled_from(ACTIONS), NUMBERS, NUMBERS), min_size=4, max_size=14)


@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes here
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_following_gives_the_models_of_a_rebuild(portal, steps):
    with opened(above(portal)) as site:
        editor, follower = Editor(site), Follower()
        before = follower.at_least(site, site_journal().stamp)
        for step in steps:
            editor.do(*step)
            after = follower.at_least(site, site_journal().stamp)
            assert factories.is_followed(before, after), "rebuilt instead of followed"
            anew = build_snapshot(site)
            assert after.equals(anew), step
            assert ledger_rows(after) == ledger_rows(anew), step
            before = after
