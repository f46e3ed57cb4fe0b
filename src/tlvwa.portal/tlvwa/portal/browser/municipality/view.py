"""``orte``: all municipalities from A to Z; ``orte/goesen``: what one of them is, and who does what there."""

from functools import cached_property
from itertools import groupby

from Products.Five.browser import BrowserView
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

from tlvwa.portal.answers.pages.municipality import MunicipalityPage
from tlvwa.portal.answers.queries.municipalities import municipalities_by_name, short_name
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import AreaLevel, TextMark
from tlvwa.portal.areas.normalize import normalize_place
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import municipality_url
from tlvwa.portal.interfaces import IPublicPage
from tlvwa.portal.readmodels.follower import site_snapshot

LEVELS = {AreaLevel.KREIS: _("Landkreis"), AreaLevel.VERBAND: _("Verwaltungsgemeinschaft")}


@implementer(IPublicPage, IPublishTraverse)
class MunicipalityView(BrowserView):
    """A municipality by its short name; several of one name, and all of them without a name, as a list."""

    name = ""

    def publishTraverse(self, request, name):
        """Take the short name from the last step of the address. Raises NotFound for a further step."""
        if self.name:
            raise NotFound(name)
        self.name = name
        return self

    def __call__(self):
        """Return the page. Raises NotFound for a name that no municipality has today."""
        self.snapshot = site_snapshot()
        if self.name and not self.keys:
            raise NotFound(self.name)
        return self.index()

    @cached_property
    def keys(self):
        """The keys of the municipalities that the name means; of all without a name."""
        by_name = municipalities_by_name(self.snapshot)
        if self.name:
            return by_name.get(self.name, ())
        return tuple(sorted({key for keys in by_name.values() for key in keys}))

    @cached_property
    def municipality(self):
        """The one municipality that is meant; ``None`` where there are several."""
        if not self.name or len(self.keys) != 1:
            return None
        area = self.snapshot.gazetteer.area(self.keys[0])
        return MunicipalityPage(self.snapshot, area, self.request)

    @property
    def page_title(self):
        """The browser's title: the municipality, else what the list is of."""
        if self.municipality is not None:
            return self.municipality.area.name
        return say(_("Welchen Ort meinen Sie?") if self.name else _("Orte von A bis Z"))

    @property
    def letters(self):
        """The municipalities of the list by their first letter: ``(letter, [{"label", "url"}])``."""
        gazetteer = self.snapshot.gazetteer
        areas = sorted(map(gazetteer.area, self.keys), key=lambda area: normalize_place(area.name))
        return [
            (letter, [self._link(area) for area in group])
            for letter, group in groupby(areas, lambda area: normalize_place(area.name)[:1].upper())
        ]

    @property
    def list_url(self):
        """The list of all municipalities."""
        return municipality_url()

    def level_text(self, area):
        """What an area above the municipality is: its Kreis, or what administers it with others."""
        if area.text_mark == TextMark.ERFUELLENDE_GEMEINDE:
            return say(_("Erfüllende Gemeinde"))
        return say(LEVELS[area.level])

    def _link(self, area):
        label = say(area_label(self.snapshot.gazetteer, area))
        return {"label": label, "url": municipality_url(short_name(self.snapshot, area.key))}
