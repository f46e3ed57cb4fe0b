"""„Zweifel an Orten“: codes of one source alone, retired ones, and places laid into no municipality."""

from collections.abc import Iterator
from functools import cached_property

from plone import api
from Products.Five.browser import BrowserView

from tlvwa.portal.areas.gazetteer import Gazetteer
from tlvwa.portal.areas.model import AreaLevel
from tlvwa.portal.common.formatting import day_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.readmodels.follower import site_snapshot
from tlvwa.portal.readmodels.gazetteer_store import read_gazetteer_table

NAME = "orte-zweifel"
CORRECTIONS = "tlvwa-orte"
MANAGE = "tlvwa.portal: Manage Settings"
PLACES, BOUNDARIES = _("Orte und Verwaltungssitze"), _("Grenzen der Postleitzahlen")


class DoubtsView(BrowserView):
    """Lists what no answer rests on alone, so that somebody who knows can say what is right."""

    def __call__(self) -> object:
        """Render the page."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.set("disable_plone.leftcolumn", True)
        self.request.set("disable_plone.rightcolumn", True)
        return self.index()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer of the site."""
        return site_snapshot().gazetteer

    @property
    def corrections_url(self) -> str:
        """The page on which it can be corrected; empty for those who may not."""
        may = api.user.has_permission(MANAGE, obj=self.context)
        return f"{self.context.absolute_url()}/@@{CORRECTIONS}" if may else ""

    @cached_property
    def disputed(self) -> list[dict[str, str]]:
        """The codes with a municipality that one source alone names, and which source that is."""
        return list(self._disputed())

    def _disputed(self) -> Iterator[dict[str, str]]:
        listed = {row.code: row.municipalities for row in read_gazetteer_table().postal_codes}
        for row in self.gazetteer.postal_codes():
            for key in row.disputed:
                source = PLACES if key in listed.get(row.code, ()) else BOUNDARIES
                yield {"code": row.code, "municipality": self._name(key), "source": say(source)}

    @cached_property
    def retired(self) -> list[dict[str, str]]:
        """The codes that no source of boundaries has any more."""
        return [
            {"code": row.code, "municipalities": self._names(row.municipalities)}
            for row in self.gazetteer.postal_codes()
            if row.is_retired
        ]

    @cached_property
    def unlaid(self) -> list[dict[str, str]]:
        """The places whose municipality is not known, with those where they may be."""
        return [
            {
                "name": place.name,
                "code": place.postal_code,
                "municipalities": self._names(place.municipalities),
            }
            for place in self.gazetteer.unlaid
        ]

    @cached_property
    def lost(self) -> list[dict[str, str]]:
        """The municipalities that have ended, and nobody has named their successors, with their district."""
        gazetteer = self.gazetteer
        ended = [
            (area, area.valid_to)
            for area in gazetteer.areas(AreaLevel.GEMEINDE)
            if area.is_lost and area.valid_to is not None
        ]
        return [
            {
                "name": area.name,
                "key": area.key,
                "district": ", ".join(above.name for above in gazetteer.path(area.key)[1:2]),
                "last": day_text(last),
                "missing": day_text(missing) if missing else "",
            }
            for area, last in ended
            for missing in (gazetteer.first_edition_without(area.key),)
        ]

    def _name(self, key: str) -> str:
        return self.gazetteer.area(key).name

    def _names(self, keys: tuple[str, ...]) -> str:
        return ", ".join(sorted(map(self._name, keys)))
