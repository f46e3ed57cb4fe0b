"""Changes in words: titles come from the read models when they are shown, never from what is kept."""

from datetime import date, datetime
from typing import NamedTuple

from plone import api

from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.changes.comparison import PublicChangeKind
from tlvwa.portal.changes.public_state import (
    AREA,
    AREA_PREFIX,
    AUTHORITY,
    ONLINE,
    RESPONSIBILITY,
    SERVICE,
)
from tlvwa.portal.changes.visibility import public_services
from tlvwa.portal.common.formatting import day_text, list_text
from tlvwa.portal.common.i18n import _, say
from tlvwa.portal.common.urls import changes_url, finder_url, url_of
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload, ServicePayload

SPELT_OUT = 3
# What a record says while it holds, and from when on it no longer does: by effect and role.
SAYS = {
    ("rule", "01"): (
        _("${who} ist zuständig für ${services}"),
        _("${who} ist nicht mehr zuständig für ${services}"),
    ),
    ("rule", "03"): (
        _("${who} ist Ansprechpunkt für ${services}"),
        _("${who} ist nicht mehr Ansprechpunkt für ${services}"),
    ),
    ("rule", "online_service"): (
        _("${services} geht online: ${who}"),
        _("${services} geht nicht mehr online über ${who}"),
    ),
    ("rule", "form"): (
        _("Für ${services} gibt es ein Formular: ${who}"),
        _("Für ${services} gibt es dieses Formular nicht mehr: ${who}"),
    ),
    ("not_offered", ""): (
        _("${services} wird nicht angeboten"),
        _("${services} ist nicht mehr als „nicht angeboten“ eingetragen"),
    ),
    ("referred", ""): (
        _("Für ${services} ist eine andere Stelle da: ${who}"),
        _("Für ${services} wird nicht mehr an diese Stelle verwiesen: ${who}"),
    ),
    ("referred", "nobody"): (
        _("Für ${services} ist eine andere Stelle da"),
        _("Für ${services} wird nicht mehr an eine andere Stelle verwiesen"),
    ),
}
FROM = _("Ab ${day}: ${what}")
QUOTED = _("„${name}“")
CHANGED = _("${what}: geändert (${fields})")
GONE = {
    SERVICE: _("Eine Leistung steht nicht mehr im Verzeichnis"),
    AUTHORITY: _("Eine Behörde steht nicht mehr im Verzeichnis"),
    ONLINE: _("Ein Onlinedienst oder ein Formular steht nicht mehr im Verzeichnis"),
}
FIELDS = {
    "title": _("Name"),
    "description": _("Kurzbeschreibung"),
    "laws": _("Rechtsgrundlagen"),
    "fallback": _("Hinweis für Orte ohne Angabe"),
    "words": _("Text"),
    "facts": _("Kosten, Fristen oder Dauer"),
    "area": _("Gebiet"),
    "address": _("Anschrift"),
    "phones": _("Telefon"),
    "emails": _("E-Mail"),
    "website": _("Website"),
    "hours": _("Öffnungszeiten"),
    "accessibility": _("Barrierefreiheit"),
    "notice": _("Hinweis"),
    "url": _("Adresse im Netz"),
    "services": _("Leistungen"),
    "areas": _("Gebiete"),
    "effect": _("Art der Angabe"),
    "role": _("Aufgabe der Stelle"),
    "target": _("zuständige Stelle"),
    "holder": _("Stelle, die es einträgt"),
    "valid_from": _("Beginn"),
    "valid_to": _("Ende"),
    "criterion": _("für wen es gilt"),
    "sphere": _("Wirkungskreis"),
    "law": _("Rechtsgrundlage"),
    "reason": _("Begründung"),
    "successors": _("Nachfolger"),
}


class ChangeMessage(NamedTuple):
    """A change as a list shows it. ``noted`` is a moment; ``url`` is empty where there is nothing to see."""

    id: str
    title: str
    noted: datetime
    url: str
    places: str
    example: bool

    @property
    def noted_day(self):
        """The day on which it was noted, in words."""
        return day_text(self.noted.date())

    @property
    def summary(self):
        """What a feed says beside the title; empty for nothing."""
        places = say(_("Gilt für: ${places}"), places=self.places) if self.places else ""
        example = say(_("Ein Beispiel, nicht geprüft")) if self.example else ""
        return ". ".join(filter(None, (places, example)))


class ChangeFormatter:
    """Tells changes in the language of the request, to somebody who follows a subject."""

    def __init__(self, models, day, subject):
        self._models = models
        self._day = day
        self._subject = subject

    def told(self, entry):
        """One entry in words."""
        node = self._models.nodes.get(entry.uid)
        payload = node.payload if node is not None else None
        return ChangeMessage(
            id=entry.id,
            title=self._title(entry),
            noted=datetime.fromisoformat(entry.noted),
            url=self._url(entry),
            places=self._places(entry) if entry.thing == RESPONSIBILITY else "",
            example=isinstance(payload, ResponsibilityPayload) and payload.example,
        )

    def _title(self, entry):
        if entry.thing == RESPONSIBILITY:
            return self._of_record(entry)
        if entry.thing == AREA:
            return self._of_area(entry)
        if not self._models.is_public(entry.uid, self._day):
            return say(GONE[entry.thing])
        title = self._name(entry.uid)
        if entry.kind == PublicChangeKind.CHANGED:
            return _changed(title, entry)
        if entry.kind == PublicChangeKind.ENDED:
            return say(_("Nicht mehr im Verzeichnis: ${title}"), title=title)
        return say(_("Neu im Verzeichnis: ${title}"), title=title)

    def _of_record(self, entry):
        role = entry.role if entry.effect == "rule" else "" if entry.target else "nobody"
        if entry.effect == "not_offered":
            role = ""
        says, no_longer = SAYS[entry.effect, role]
        parts = {"services": self._services(entry)}
        if entry.target:
            parts["who"] = self._name(entry.target)
        if entry.kind == PublicChangeKind.CHANGED:
            return _changed(say(says, **parts), entry)
        ends = entry.kind in (PublicChangeKind.ENDING, PublicChangeKind.ENDED)
        return _from(entry, say(no_longer if ends else says, **parts))

    def _of_area(self, entry):
        label = self._label(entry.uid.removeprefix(AREA_PREFIX))
        if entry.kind == PublicChangeKind.CHANGED:
            return _changed(label, entry)
        if entry.kind not in (PublicChangeKind.ENDING, PublicChangeKind.ENDED):
            return _from(entry, say(_("Neu gebildet: ${area}"), area=label))
        into = list_text(filter(None, map(self._label, entry.places)))
        if into:
            return _from(entry, say(_("${area} gehört zu ${into}"), area=label, into=into))
        return _from(entry, say(_("${area} ist aufgelöst"), area=label))

    def _services(self, entry):
        """The services that an entry names; that which is followed, if any is."""
        uids = public_services(self._models, entry, self._day)
        if self._subject.service in uids:
            uids = [self._subject.service]
        names = sorted(map(self._name, uids), key=str.casefold)
        return _few([say(QUOTED, name=name) for name in names])

    def _places(self, entry):
        return _few(list(filter(None, map(self._label, entry.places))))

    def _name(self, uid):
        node = self._models.nodes[uid]
        if isinstance(node.payload, ServicePayload):
            return localize(self._models, node).title
        return node.title

    def _label(self, key):
        """An area in words; nothing for one that the gazetteer no longer has."""
        try:
            area = self._models.gazetteer.area(self._models.gazetteer.canonical_key(key))
        except AreaError:
            return ""
        return say(area_label(self._models.gazetteer, area))

    def _url(self, entry):
        if entry.thing == AREA:
            return changes_url(area=entry.uid.removeprefix(AREA_PREFIX))
        if entry.thing == RESPONSIBILITY:
            uids = public_services(self._models, entry, self._day)
            service = self._subject.service if self._subject.service in uids else uids[0]
            area = self._subject.area or (entry.places[0] if len(entry.places) == 1 else "")
            when = entry.effective if date.fromisoformat(entry.effective) > self._day else ""
            return finder_url(service=service, area=area, date=when)
        if not self._models.is_public(entry.uid, self._day):
            return ""
        node = self._models.nodes[entry.uid]
        told = localize(self._models, node).node if entry.thing == SERVICE else node
        return url_of(api.portal.get().REQUEST, told)


def subject_title(models, subject):
    """What somebody follows, in words; empty for everything."""
    names = []
    if subject.service:
        names.append(localize(models, models.nodes[subject.service]).title)
    if subject.authority:
        names.append(models.nodes[subject.authority].title)
    if subject.area:
        gazetteer = models.gazetteer
        names.append(
            say(area_label(gazetteer, gazetteer.area(gazetteer.canonical_key(subject.area))))
        )
    return ", ".join(names)


def _from(entry, what):
    return say(FROM, day=day_text(date.fromisoformat(entry.effective)), what=what)


def _changed(what, entry):
    fields = ", ".join(dict.fromkeys(say(FIELDS[name]) for name in entry.fields))
    told = say(CHANGED, what=what, fields=fields)
    return _from(entry, told) if entry.noted[: len(entry.effective)] < entry.effective else told


def _few(names):
    """Some names in a sentence, the others counted."""
    if len(names) <= SPELT_OUT + 1:
        return list_text(names)
    first = ", ".join(names[:SPELT_OUT])
    return say(_("${first} und ${more} weitere"), first=first, more=len(names) - SPELT_OUT)
