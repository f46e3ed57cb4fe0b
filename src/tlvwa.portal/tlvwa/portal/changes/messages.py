"""Messages on changes: titles come from the snapshot when they are shown, none are stored."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from plone import api

from tlvwa.portal.answers.texts.localized import localize
from tlvwa.portal.areas.lookup.labels import area_label
from tlvwa.portal.areas.model import AreaError
from tlvwa.portal.changes.comparison import PublicChangeKind
from tlvwa.portal.changes.entry import ChangeEntry, ChangeSubject
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
from tlvwa.portal.finder.records import RecordEffect, Role
from tlvwa.portal.readmodels.payloads import ResponsibilityPayload, ServicePayload
from tlvwa.portal.readmodels.snapshot import Snapshot

SPELT_OUT = 3  # names before the others are counted
# By effect and role: what a record says while it is valid, and when it ends.
RECORD_MESSAGES: dict[tuple[str, str], tuple[str, str]] = {
    (RecordEffect.RULE, Role.RESPONSIBLE): (
        _("${who} ist zuständig für ${services}"),
        _("${who} ist nicht mehr zuständig für ${services}"),
    ),
    (RecordEffect.RULE, Role.CONTACT_POINT): (
        _("${who} ist Ansprechpunkt für ${services}"),
        _("${who} ist nicht mehr Ansprechpunkt für ${services}"),
    ),
    (RecordEffect.RULE, Role.ONLINE_SERVICE): (
        _("${services} geht online: ${who}"),
        _("${services} geht nicht mehr online über ${who}"),
    ),
    (RecordEffect.RULE, Role.FORM): (
        _("Für ${services} gibt es ein Formular: ${who}"),
        _("Für ${services} gibt es dieses Formular nicht mehr: ${who}"),
    ),
    (RecordEffect.NOT_OFFERED, ""): (
        _("${services} wird nicht angeboten"),
        _("${services} ist nicht mehr als „nicht angeboten“ eingetragen"),
    ),
    (RecordEffect.REFERRED, ""): (
        _("Für ${services} ist eine andere Stelle da: ${who}"),
        _("Für ${services} wird nicht mehr an diese Stelle verwiesen: ${who}"),
    ),
    (RecordEffect.REFERRED, "nobody"): (
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
    "agreement": _("Vereinbarung"),
    "law": _("Rechtsgrundlage"),
    "reason": _("Begründung"),
    "successors": _("Nachfolger"),
}


class ChangeMessage(NamedTuple):
    """A change as a list shows it; ``url`` is empty if there is no page for it."""

    id: str
    title: str
    noted: datetime
    url: str
    places: str
    example: bool

    @property
    def noted_day(self) -> str:
        """The day on which it was noted, as a text."""
        return day_text(self.noted.date())

    @property
    def summary(self) -> str:
        """What a feed shows beside the title; may be empty."""
        places = say(_("Gilt für: ${places}"), places=self.places) if self.places else ""
        example = say(_("Ein Beispiel, nicht geprüft")) if self.example else ""
        return ". ".join(filter(None, (places, example)))


class ChangeFormatter:
    """Formats entries in the language of the request, for somebody who follows a subject."""

    def __init__(self, snapshot: Snapshot, day: date, subject: ChangeSubject) -> None:
        self._snapshot = snapshot
        self._day = day
        self._subject = subject

    def message(self, entry: ChangeEntry) -> ChangeMessage:
        """Return the message for one entry."""
        node = self._snapshot.nodes.get(entry.uid)
        payload = node.payload if node is not None else None
        return ChangeMessage(
            id=entry.id,
            title=self._title(entry),
            noted=datetime.fromisoformat(entry.noted),
            url=self._url(entry),
            places=self._places(entry) if entry.thing == RESPONSIBILITY else "",
            example=isinstance(payload, ResponsibilityPayload) and payload.example,
        )

    def _title(self, entry: ChangeEntry) -> str:
        if entry.thing == RESPONSIBILITY:
            return self._record_title(entry)
        if entry.thing == AREA:
            return self._area_title(entry)
        if not self._snapshot.is_public(entry.uid, self._day):
            return say(GONE[entry.thing])
        title = self._name(entry.uid)
        if entry.kind == PublicChangeKind.CHANGED:
            return _changed(title, entry)
        if entry.kind == PublicChangeKind.ENDED:
            return say(_("Nicht mehr im Verzeichnis: ${title}"), title=title)
        return say(_("Neu im Verzeichnis: ${title}"), title=title)

    def _record_title(self, entry: ChangeEntry) -> str:
        role = entry.role if entry.effect == RecordEffect.RULE else "" if entry.target else "nobody"
        if entry.effect == RecordEffect.NOT_OFFERED:
            role = ""
        valid, ended = RECORD_MESSAGES[entry.effect, role]
        parts = {"services": self._services(entry)}
        if entry.target:
            parts["who"] = self._name(entry.target)
        if entry.kind == PublicChangeKind.CHANGED:
            return _changed(say(valid, **parts), entry)
        ends = entry.kind in (PublicChangeKind.ENDING, PublicChangeKind.ENDED)
        return _from(entry, say(ended if ends else valid, **parts))

    def _area_title(self, entry: ChangeEntry) -> str:
        label = self._label(entry.uid.removeprefix(AREA_PREFIX))
        if entry.kind == PublicChangeKind.CHANGED:
            return _changed(label, entry)
        if entry.kind not in (PublicChangeKind.ENDING, PublicChangeKind.ENDED):
            return _from(entry, say(_("Neu gebildet: ${area}"), area=label))
        into = list_text(filter(None, map(self._label, entry.places)))
        if into:
            return _from(entry, say(_("${area} gehört zu ${into}"), area=label, into=into))
        return _from(entry, say(_("${area} ist aufgelöst"), area=label))

    def _services(self, entry: ChangeEntry) -> str:
        """Return the services that an entry names, or only the followed one if it is among them."""
        uids = public_services(self._snapshot, entry, self._day)
        if self._subject.service in uids:
            uids = [self._subject.service]
        names = sorted(map(self._name, uids), key=str.casefold)
        return _few([say(QUOTED, name=name) for name in names])

    def _places(self, entry: ChangeEntry) -> str:
        return _few(list(filter(None, map(self._label, entry.places))))

    def _name(self, uid: str) -> str:
        node = self._snapshot.nodes[uid]
        if isinstance(node.payload, ServicePayload):
            return localize(self._snapshot, node).title
        return node.title

    def _label(self, key: str) -> str:
        """Return the label of an area; empty if the gazetteer no longer has it."""
        try:
            area = self._snapshot.gazetteer.area(self._snapshot.gazetteer.canonical_key(key))
        except AreaError:
            return ""
        return say(area_label(self._snapshot.gazetteer, area))

    def _url(self, entry: ChangeEntry) -> str:
        if entry.thing == AREA:
            return changes_url(area=entry.uid.removeprefix(AREA_PREFIX))
        if entry.thing == RESPONSIBILITY:
            uids = public_services(self._snapshot, entry, self._day)
            service = self._subject.service if self._subject.service in uids else uids[0]
            area = self._subject.area or (entry.places[0] if len(entry.places) == 1 else "")
            when = entry.effective if date.fromisoformat(entry.effective) > self._day else ""
            return finder_url(service=service, area=area, date=when)
        if not self._snapshot.is_public(entry.uid, self._day):
            return ""
        node = self._snapshot.nodes[entry.uid]
        shown = localize(self._snapshot, node).node if entry.thing == SERVICE else node
        return url_of(api.portal.get().REQUEST, shown)


def subject_title(snapshot: Snapshot, subject: ChangeSubject) -> str:
    """Return the title of what somebody follows; empty for everything."""
    names = []
    if subject.service:
        names.append(localize(snapshot, snapshot.nodes[subject.service]).title)
    if subject.authority:
        names.append(snapshot.nodes[subject.authority].title)
    if subject.area:
        gazetteer = snapshot.gazetteer
        names.append(
            say(area_label(gazetteer, gazetteer.area(gazetteer.canonical_key(subject.area))))
        )
    return ", ".join(names)


def _from(entry: ChangeEntry, what: str) -> str:
    return say(FROM, day=day_text(date.fromisoformat(entry.effective)), what=what)


def _changed(what: str, entry: ChangeEntry) -> str:
    fields = ", ".join(dict.fromkeys(say(FIELDS[name]) for name in entry.fields))
    text = say(CHANGED, what=what, fields=fields)
    return _from(entry, text) if entry.noted[: len(entry.effective)] < entry.effective else text


def _few(names: Sequence[str]) -> str:
    """Return the first names in a sentence, and how many others there are."""
    if len(names) <= SPELT_OUT + 1:
        return list_text(names)
    first = ", ".join(names[:SPELT_OUT])
    return say(_("${first} und ${more} weitere"), first=first, more=len(names) - SPELT_OUT)
